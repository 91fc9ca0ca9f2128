/** Bob of the demo data is in the one, and not in the other: that one is alice's and carol's. */
export const mine = 'harbor_general';
export const hidden = 'harbor_launch';

export type Attempt = [name: string, query: string, variables?: object];

/** A subscription to so much. */
export const subscription = (selection: string, definitions = '') => `subscription${definitions} { ${selection} }`;
/** The field, of one channel. */
export const of = (channelId: string) => `onChannelEvent(channelId: "${channelId}") { channelId seq }`;
const fragment = (selection: string) => ` fragment F on Subscription { ${selection} }`;

/** Whatever is asked for in these ways, a channel of others is not heard: the start is refused, or brings the caller's own alone. */
export const channelAttempts: Attempt[] = [
  ['without its argument', subscription('onChannelEvent { channelId seq }')],
  ['with null', subscription('onChannelEvent(channelId: null) { channelId seq }')],
  ['with a variable that is absent', subscription('onChannelEvent(channelId: $c) { channelId seq }', '($c: ID!)')],
  [
    'with a variable that is null',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', '($c: ID!)'),
    { c: null },
  ],
  ['with a variable that may be null', subscription('onChannelEvent(channelId: $c) { channelId seq }', '($c: ID)')],
  [
    'with a variable that nobody declared',
    subscription('onChannelEvent(channelId: $c) { channelId seq }'),
    { c: mine },
  ],
  [
    'with a default of the document’s',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', `($c: ID = "${hidden}")`),
  ],
  [
    'with a default where none may be',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', `($c: ID! = "${hidden}")`),
    { c: mine },
  ],
  [
    'with a default that a variable overrides',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', `($c: ID = "${hidden}")`),
    { c: mine },
  ],
  ['under another name', subscription(`mine: ${of(hidden)}`)],
  ['under the name of another field', subscription(`onInboxEvent: ${of(hidden)}`)],
  ['with a list', subscription(`onChannelEvent(channelId: ["${mine}", "${hidden}"]) { channelId seq }`)],
  [
    'with a list in a variable',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', '($c: ID!)'),
    { c: [mine, hidden] },
  ],
  ['with an object', subscription(`onChannelEvent(channelId: {eq: "${hidden}"}) { channelId seq }`)],
  ['with a number', subscription('onChannelEvent(channelId: 0) { channelId seq }')],
  ['with an empty id', subscription('onChannelEvent(channelId: "") { channelId seq }')],
  ['with a pattern', subscription('onChannelEvent(channelId: "harbor_*") { channelId seq }')],
  ['with the beginning of one', subscription('onChannelEvent(channelId: "harbor_") { channelId seq }')],
  ['with the workspace', subscription('onChannelEvent(channelId: "harbor") { channelId seq }')],
  ['in other letters', subscription(`onChannelEvent(channelId: "${hidden.toUpperCase()}") { channelId seq }`)],
  ['with a blank behind it', subscription(`onChannelEvent(channelId: "${hidden} ") { channelId seq }`)],
  [
    'with a line feed behind it',
    subscription('onChannelEvent(channelId: $c) { channelId seq }', '($c: ID!)'),
    { c: `${mine}\n` },
  ],
  ['with two ids in one', subscription(`onChannelEvent(channelId: "${mine},${hidden}") { channelId seq }`)],
  ['with an audience', subscription(`onChannelEvent(channelId: "${hidden}:1.1") { channelId seq }`)],
  ['with a second field', subscription(`${of(mine)} other: ${of(hidden)}`)],
  ['with a second field before it', subscription(`other: ${of(hidden)} ${of(mine)}`)],
  ['with the same field twice', subscription(`${of(mine)} ${of(hidden)}`)],
  ['with the inbox beside it', subscription(`${of(mine)} onInboxEvent(userId: "alice") { userId }`)],
  ['by a fragment', `${subscription('...F')}${fragment(of(hidden))}`],
  ['by a fragment beside the field', `${subscription(`${of(mine)} ...F`)}${fragment(`other: ${of(hidden)}`)}`],
  ['by a fragment in the place of the field', `${subscription(`...F ${of(mine)}`)}${fragment(of(hidden))}`],
  ['by an inline fragment', subscription(`... on Subscription { ${of(hidden)} }`)],
  ['by an inline fragment beside the field', subscription(`${of(mine)} ... { other: ${of(hidden)} }`)],
  ['by one skipped', subscription(`onChannelEvent(channelId: "${hidden}") @skip(if: true) { channelId seq }`)],
  ['by one not skipped', subscription(`onChannelEvent(channelId: "${hidden}") @skip(if: false) { channelId seq }`)],
  ['by one included', subscription(`onChannelEvent(channelId: "${hidden}") @include(if: true) { channelId seq }`)],
  ['by one not included', subscription(`onChannelEvent(channelId: "${hidden}") @include(if: false) { channelId seq }`)],
  [
    'by one skipped beside another',
    subscription(`onChannelEvent(channelId: "${mine}") @skip(if: true) { channelId seq } other: ${of(hidden)}`),
  ],
  ['by a fragment skipped', `${subscription(`${of(mine)} ...F @skip(if: true)`)}${fragment(`other: ${of(hidden)}`)}`],
  [
    'with an argument twice',
    subscription(`onChannelEvent(channelId: "${mine}", channelId: "${hidden}") { channelId seq }`),
  ],
  [
    'with a filter',
    subscription(`onChannelEvent(channelId: "${mine}", filter: {channelId: {beginsWith: "harbor"}}) { channelId seq }`),
  ],
  ['with another argument', subscription(`onChannelEvent(channelId: "${mine}", actorId: "alice") { channelId seq }`)],
  ['with the argument of the event', subscription(`onChannelEvent(audience: "${hidden}:1.1") { channelId seq }`)],
  ['with two operations', `${subscription(of(mine))} ${subscription(of(hidden))}`],
  ['as a query', `query { ${of(hidden)} }`],
  // Fewer fields than the filter looks at: what was filtered must not depend on what was selected.
  ['with fewer fields', subscription(`onChannelEvent(channelId: "${mine}") { channelId }`)],
  [
    'with one field under another name',
    subscription(`onChannelEvent(channelId: "${mine}") { audience: channelId channelId }`),
  ],
];

const inboxOf = (userId: string) => `onInboxEvent(userId: "${userId}") { userId actorId kind }`;

/** The same for the inbox of others. */
export const inboxAttempts: Attempt[] = [
  ['without its argument', subscription('onInboxEvent { userId kind }')],
  ['with null', subscription('onInboxEvent(userId: null) { userId kind }')],
  ['with a variable that is absent', subscription('onInboxEvent(userId: $u) { userId kind }', '($u: ID!)')],
  ['with a variable that is null', subscription('onInboxEvent(userId: $u) { userId kind }', '($u: ID!)'), { u: null }],
  ['with a variable that may be null', subscription('onInboxEvent(userId: $u) { userId kind }', '($u: ID)')],
  ['with another person', subscription(inboxOf('alice'))],
  ['with nobody', subscription(inboxOf('nobody'))],
  ['with a default of the document’s', subscription('onInboxEvent(userId: $u) { userId kind }', '($u: ID = "alice")')],
  ['under another name', subscription(`mine: ${inboxOf('alice')}`)],
  ['with a list', subscription('onInboxEvent(userId: ["bob", "alice"]) { userId kind }')],
  [
    'with a list in a variable',
    subscription('onInboxEvent(userId: $u) { userId kind }', '($u: ID!)'),
    { u: ['bob', 'alice'] },
  ],
  ['with an object', subscription('onInboxEvent(userId: {ne: "bob"}) { userId kind }')],
  ['with an empty id', subscription('onInboxEvent(userId: "") { userId kind }')],
  ['with a pattern', subscription('onInboxEvent(userId: "*") { userId kind }')],
  ['in other letters', subscription(inboxOf('BOB'))],
  ['with two ids in one', subscription(inboxOf('bob,alice'))],
  ['with a second field', subscription(`${inboxOf('bob')} other: ${inboxOf('alice')}`)],
  ['with the same field twice', subscription(`${inboxOf('bob')} ${inboxOf('alice')}`)],
  ['with a channel beside it', subscription(`${inboxOf('bob')} ${of(hidden)}`)],
  ['by a fragment', `${subscription('...F')}${fragment(inboxOf('alice'))}`],
  [
    'by a fragment beside the field',
    `${subscription(`${inboxOf('bob')} ...F`)}${fragment(`other: ${inboxOf('alice')}`)}`,
  ],
  ['by an inline fragment', subscription(`... on Subscription { ${inboxOf('alice')} }`)],
  ['by one skipped', subscription('onInboxEvent(userId: "alice") @skip(if: true) { userId kind }')],
  ['by one not skipped', subscription('onInboxEvent(userId: "alice") @skip(if: false) { userId kind }')],
  ['by one not included', subscription('onInboxEvent(userId: "alice") @include(if: false) { userId kind }')],
  ['with an argument twice', subscription('onInboxEvent(userId: "bob", userId: "alice") { userId kind }')],
  ['with a filter', subscription('onInboxEvent(userId: "bob", filter: {userId: {ne: "bob"}}) { userId kind }')],
  ['with two operations', `${subscription(inboxOf('bob'))} ${subscription(inboxOf('alice'))}`],
  ['with fewer fields', subscription('onInboxEvent(userId: "bob") { userId }')],
  ['without the field that it is filtered by', subscription('onInboxEvent(userId: "bob") { actorId }')],
];
