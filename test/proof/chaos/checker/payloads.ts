import type { Judged } from './judged.ts';
import { isObject } from './messages.ts';

type Fields = Readonly<Record<string, 'filled' | 'nullable'>>;

const required = (names: string): Fields => Object.fromEntries(names.split(' ').map((name) => [name, 'filled']));
const optional = (names: string): Fields => Object.fromEntries(names.split(' ').map((name) => [name, 'nullable']));

/** What the schema gives each type; in events `reactedByMe` and a member's own counts are always null. */
const eventFields: Fields = {
  ...required('channelId seq kind actorId at audience endsAudience'),
  ...optional('message reaction member channel'),
};
const inboxFields: Fields = {
  ...required('userId kind actorId at workspaceId'),
  ...optional('channelId messageId seq'),
};
const messageFields: Fields = {
  ...required('id channelId userId attachments mentions reactions seq rev createdAt updatedAt'),
  ...optional('content replyToId editedAt deletedAt'),
};
const reactionFields: Fields = { ...required('messageId channelId userId emoji'), ...optional('createdAt') };
const memberFields: Fields = {
  ...required('channelId userId addedBy createdAt'),
  ...optional('lastReadSeq unreadCount user'),
};
const channelFields: Fields = {
  ...required('id workspaceId isPrivate isDm memberCount headSeq createdBy createdAt updatedAt'),
  ...optional('name topic members archivedAt lastMessageAt'),
};

/** What comes with each kind, besides the event's own fields. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  MESSAGE_SENT: ['message'],
  MESSAGE_EDITED: ['message'],
  MESSAGE_DELETED: ['message'],
  REACTION_ADDED: ['message', 'reaction'],
  REACTION_REMOVED: ['message', 'reaction'],
  MEMBER_ADDED: ['member', 'channel'],
  MEMBER_REMOVED: ['member', 'channel'],
  CHANNEL_UPDATED: ['channel'],
};

const fieldsOf: Readonly<Record<string, Fields>> = {
  message: messageFields,
  reaction: reactionFields,
  member: memberFields,
  channel: channelFields,
};

/**
 * R20: an event has every field that the client's subscription asks for, and those that are never null are not; it is of the
 * channel, and of the workspace, that was subscribed to. A foreign sender's own selection must make no difference.
 */
export function checkPayloads({ facts, report }: Judged): void {
  for (const { found, heard } of facts.payloads.values()) {
    const { event } = found.line;
    const isInbox = !('audience' in event) && 'userId' in event;
    const channel = typeof event['channelId'] === 'string' ? event['channelId'] : null;
    const flaws = isInbox ? lacking(event, inboxFields, 'event') : flawsOf(event);
    for (const flaw of flaws) report('R20', channel, `An event ${flaw}.`, [found, heard[0]]);
    for (const one of heard) {
      const { channel: subscribed, person } = one.line;
      if (subscribed !== undefined && subscribed !== channel) {
        report('R20', subscribed, `${person} listens to ${subscribed}, and was told of ${channel}.`, [found, one]);
      }
      if (isInbox && event['userId'] !== person) {
        report('R20', channel, `${person} was told what concerns ${String(event['userId'])}.`, [found, one]);
      }
    }
  }
}

function flawsOf(event: Readonly<Record<string, unknown>>): string[] {
  const { channelId, kind } = event;
  const flaws = lacking(event, eventFields, 'event');
  for (const part of partsOf[String(kind)] ?? []) {
    if (!isObject(event[part])) flaws.push(`of ${String(kind)} has no ${part}`);
  }
  for (const [part, fields] of Object.entries(fieldsOf)) {
    const value = event[part];
    if (!isObject(value)) continue;
    flaws.push(...lacking(value, fields, part));
    const whose = part === 'channel' ? value['id'] : value['channelId'];
    if (whose !== channelId) flaws.push(`of ${String(channelId)} carries a ${part} of ${String(whose)}`);
  }
  const { message, channel } = event;
  if (isObject(message) && (message['content'] === null) !== (message['deletedAt'] !== null)) {
    flaws.push('has a message whose text and deletion contradict each other');
  }
  if (isObject(channel) && !String(channelId).startsWith(`${String(channel['workspaceId'])}_`)) {
    flaws.push(`of ${String(channelId)} carries the workspace ${String(channel['workspaceId'])}`);
  }
  return flaws;
}

function lacking(value: Readonly<Record<string, unknown>>, fields: Fields, what: string): string[] {
  return Object.entries(fields)
    .filter(([name, kind]) => !(name in value) || (kind === 'filled' && (value[name] ?? null) === null))
    .map(([name]) => `lacks ${what === 'event' ? '' : `its ${what}’s `}${name}`);
}
