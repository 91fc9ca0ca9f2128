import type { PlantedBug } from './planted-bugs.ts';

/** Mistakes in the resolvers. */
export const serviceBugs: readonly PlantedBug[] = [
  {
    name: 'a send is put without a condition',
    changes: [
      {
        file: 'resolvers/functions/writeMessage.ts',
        from: 'return put<MessageRow>({ key: { id }, item, condition: { id: { attributeExists: false } } });',
        to: 'return put<MessageRow>({ key: { id }, item });',
      },
    ],
    faults: [{ kind: 'foreign-sender' }, { kind: 'requests-doubled' }],
    shows: ['R4', 'R11', 'R18'],
  },
  {
    name: 'a message’s key is not compared with what it was first',
    changes: [
      {
        file: 'resolvers/lib/same-message.ts',
        from: 'if (!isSame || (isUnchanged && !saysTheSame(stored, sent))) {',
        to: 'if (!isSame && isUnchanged && !saysTheSame(stored, sent)) {',
      },
    ],
    faults: [{ kind: 'foreign-sender' }],
    shows: ['R18'],
  },
  {
    name: 'a position is counted outside of the update that takes it',
    changes: [
      {
        file: 'resolvers/lib/position.ts',
        from: "`${nameIn(to, 'headSeq')} = ${nameIn(to, 'headSeq')} + ${one}`,",
        to: "`${nameIn(to, 'headSeq')} = ${valueIn(to, 'position', channel.headSeq)} + ${one}`,",
      },
    ],
    shows: ['R4', 'R5', 'R10'],
  },
  {
    name: 'now and then a position is given twice',
    changes: [
      {
        file: 'resolvers/lib/position.ts',
        from: "`${nameIn(to, 'headSeq')} = ${nameIn(to, 'headSeq')} + ${one}`,",
        to: "`${nameIn(to, 'headSeq')} = ${nameIn(to, 'headSeq')} + ${now % 9 === 0 && taking.by === 'message' ? valueIn(to, 'none', 0) : one}`,",
      },
    ],
    shows: ['R4', 'R5', 'R10'],
  },
  {
    name: 'the channel’s clock may stand still',
    changes: [
      {
        file: 'resolvers/lib/position.ts',
        from: "  if (isNow) conditions.push(`${nameIn(where, 'clock')} < ${valueIn(where, 'now', now)}`);\n",
        to: '',
      },
      {
        file: 'resolvers/lib/position.ts',
        from: 'const now = util.time.nowEpochMilliSeconds();',
        to: 'const now = Math.floor(util.time.nowEpochMilliSeconds() / 1000) * 1000;',
      },
    ],
    shows: ['R1', 'R4', 'R8', 'R22'],
  },
  {
    name: 'nothing is published',
    changes: [
      {
        file: 'resolvers/lib/publishing.ts',
        from: 'if (events.length + inbox.length === 0) runtime.earlyReturn(ctx.prev.result);',
        to: 'if (events.length + inbox.length >= 0) runtime.earlyReturn(ctx.prev.result);',
      },
    ],
    shows: ['R7', 'R15', 'R19', 'R21'],
  },
  {
    name: 'a send is answered before it is written',
    changes: [
      {
        file: 'resolvers/functions/writeMessage.ts',
        from: '  if (messageCount % markEvery === 0) item.mark = headSeq;\n',
        to: `  if (messageCount % markEvery === 0) item.mark = headSeq;
  if (messageCount % 23 === 0) {
    ctx.stash.message = { id, ...item };
    ctx.stash.messages = [{ id, ...item }];
    runtime.earlyReturn(ctx.prev.result);
  }
`,
      },
    ],
    shows: ['R1', 'R17'],
  },
  {
    name: 'a page leaves out the message at its edge',
    changes: [
      {
        file: 'resolvers/lib/reading.ts',
        from: 'next: isEnd ? null : { from: end.createdAt, edge: null } };',
        to: 'next: isEnd ? null : { from: (rows[rows.length - 1] ?? end).createdAt, edge: null } };',
      },
    ],
    shows: ['R1', 'R4', 'R8'],
  },
  {
    name: 'a delta forgets what changed and is not new',
    changes: [
      {
        file: 'resolvers/lib/sync.ts',
        from: 'return rows.filter(({ seq }) => seq > afterSeq && seq <= top).length === top - afterSeq;',
        to: 'return rows.length >= 0 && top >= afterSeq;',
      },
    ],
    faults: [{ kind: 'cut' }, { kind: 'kill-server' }, { kind: 'no-network' }],
    shows: ['R4', 'R5', 'R7', 'R11', 'R21'],
  },
  {
    name: 'an edit does not raise the revision',
    changes: [
      {
        file: 'resolvers/lib/update-message.ts',
        from: "`${nameIn(to, 'rev')} = ${valueIn(to, 'rev', headSeq)}`,",
        to: "`${nameIn(to, 'rev')} = ${valueIn(to, 'rev', headSeq - 1)}`,",
      },
    ],
    shows: ['R4', 'R5', 'R11'],
  },
  {
    name: 'a deletion leaves the text in the table',
    changes: [
      {
        file: 'resolvers/lib/update-message.ts',
        from: "for (const field of ['content', 'attachments', 'mentions']) remove.push(nameIn(to, field));",
        to: "for (const field of ['attachments', 'mentions']) remove.push(nameIn(to, field));",
      },
    ],
    shows: ['R12', 'R20'],
  },
  {
    name: 'a reaction goes, and its count stays',
    changes: [
      {
        file: 'resolvers/lib/transact-reaction.ts',
        from: 'removal = ` REMOVE ${entry}`;',
        to: "set.push(`${entry}.${nameIn(to, 'count')} = ${entry}.${nameIn(to, 'count')} - ${valueIn(to, 'none', 0)}`);",
      },
    ],
    shows: ['R11', 'R13'],
  },
  {
    name: 'people are told others’ reactions as their own',
    changes: [
      {
        file: 'resolvers/functions/loadMyReactions.ts',
        from: 'query: { reader: { eq: readerOf(access.channelId, caller.userId) }, seq: { between: [lowest, highest] } },',
        to: "query: { reader: { eq: readerOf(access.channelId, caller.userId === 'ann' ? 'bob' : 'ann') }, seq: { between: [lowest, highest] } },",
      },
    ],
    shows: ['R13'],
  },
  {
    name: 'the loser of a channel stays in its audience',
    changes: [
      {
        file: 'resolvers/Subscription.onChannelEvent.ts',
        from: "filters: [{ fieldName: 'audience', operator: 'eq', value: audience }]",
        to: "filters: [{ fieldName: 'channelId', operator: 'eq', value: channel.id }]",
      },
      {
        file: 'resolvers/Subscription.onChannelEvent.ts',
        from: '  const audience = audienceOf(channel, workspace);\n',
        to: '  audienceOf(channel, workspace);\n',
      },
    ],
    faults: [
      { kind: 'churn', ms: 4_000 },
      { kind: 'churn', ms: 4_000, target: 0.1, strength: 0.9 },
      { kind: 'churn', ms: 4_000, target: 0.9, strength: 0.1 },
    ],
    shows: ['R14'],
  },
  {
    name: 'who is no member may read what is private',
    changes: [
      {
        file: 'resolvers/lib/access.ts',
        from: "  if (!isOpen && !isMember) return 'hidden';\n",
        to: "  if (!isOpen && !isMember && action !== 'read') return 'hidden';\n",
      },
    ],
    faults: [
      { kind: 'churn', ms: 3_000 },
      { kind: 'churn', ms: 3_000, target: 0.1, strength: 0.9 },
      { kind: 'churn', ms: 3_000, target: 0.9, strength: 0.1 },
    ],
    shows: ['R14'],
  },
  {
    name: 'a subscription hears every channel',
    changes: [
      {
        file: 'resolvers/Subscription.onChannelEvent.ts',
        from: "filters: [{ fieldName: 'audience', operator: 'eq', value: audience }]",
        to: "filters: [{ fieldName: 'audience', operator: 'ne', value: `no ${audience}` }]",
      },
    ],
    shows: ['R14', 'R20'],
  },
  {
    name: 'an event lacks a field',
    changes: [
      {
        file: 'resolvers/lib/publish-document.ts',
        from: 'reactions { emoji count reactedByMe } seq rev createdAt updatedAt editedAt deletedAt',
        to: 'reactions { emoji count reactedByMe } seq rev createdAt updatedAt editedAt',
      },
    ],
    shows: ['R20'],
  },
  {
    name: 'the read marker goes back',
    changes: [
      {
        file: 'resolvers/functions/writeReadMarker.ts',
        from: 'update: { lastReadSeq: seq, readCount: countedTo ?? channel.messageCount },',
        to: 'update: { lastReadSeq: Math.max(0, seq - 40), readCount: countedTo ?? channel.messageCount },',
      },
      {
        file: 'resolvers/functions/writeReadMarker.ts',
        from: 'condition: { lastReadSeq: { lt: seq }, membershipId: { eq: membership.membershipId } },',
        to: 'condition: { membershipId: { eq: membership.membershipId } },',
      },
    ],
    shows: ['R16'],
  },
  {
    name: 'reading counts nothing as read',
    changes: [
      {
        file: 'resolvers/functions/writeReadMarker.ts',
        from: 'update: { lastReadSeq: seq, readCount: countedTo ?? channel.messageCount },',
        to: 'update: { lastReadSeq: seq, readCount: (countedTo ?? channel.messageCount) % 7 },',
      },
    ],
    shows: ['R16'],
  },
];
