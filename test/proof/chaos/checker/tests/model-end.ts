import type { Line } from '../../history.ts';
import { type ModelChannel, type ModelMessage, storedRow } from './model-service.ts';

/** What the service holds in the end: read by Ada in each way, the markers of all, and the tables. */
export function endOf(channels: readonly ModelChannel[], people: readonly string[], at: number): Line[] {
  return [
    ...channels.flatMap((channel) => [...readings(channel, at), ...tables(channel, at)]),
    ...people.map((person): Line => {
      const mine = channels.flatMap(({ id, members, messageCount }) => {
        const marker = members.get(person);
        return marker ? [[id, marker.lastReadSeq, messageCount - marker.readCount, 0] as const] : [];
      });
      return { kind: 'roster', at, by: `final.${person}`, person, isFinal: true, channels: mine };
    }),
  ];
}

function readings({ id, head, messages }: ModelChannel, at: number): Line[] {
  const rows = [...messages.values()].sort((a, b) => a.seq - b.seq).map((message) => storedRow(message, 'ada'));
  const stands = new Set(rows.flatMap(([, seq, rev]) => [seq, rev]));
  const holes: [number, number][] = [];
  for (let seq = head; seq >= 1; seq -= 1) if (!stands.has(seq)) holes.push([seq, seq]);
  const final = { kind: 'final', at, person: 'ada', channel: id, headSeq: head } as const;
  const byChange = rows.toSorted((a, b) => b[2] - a[2]);
  return [
    { ...final, how: 'down', rows: rows.toReversed() },
    { ...final, how: 'up', rows },
    { ...final, how: 'sync', rows: byChange, holes, completeThrough: head },
  ];
}

function tables({ id, head, messageCount, members, messages }: ModelChannel, at: number): Line[] {
  const scan = { kind: 'scan', at } as const;
  const all = [...messages.values()];
  const reactions = all.flatMap(({ id: messageId, reactions: piles }) =>
    [...piles].flatMap(([emoji, users]) => [...users].map((userId) => ({ messageId, channelId: id, emoji, userId }))),
  );
  return [
    { ...scan, table: 'Channel', rows: [{ id, headSeq: head, messageCount, memberCount: members.size }] },
    { ...scan, table: 'Message', rows: all.map((message) => messageRow(id, message)) },
    { ...scan, table: 'Reaction', rows: reactions },
    { ...scan, table: 'ChannelMember', rows: [...members.keys()].map((userId) => ({ channelId: id, userId })) },
  ];
}

function messageRow(channelId: string, message: ModelMessage) {
  const { id, seq, rev, ordinal, createdAt, content, deletedAt } = message;
  return {
    ...{ id, channelId, seq, rev, ordinal, createdAt: new Date(createdAt).toISOString() },
    ...(content !== null && { content }),
    ...(deletedAt !== null && { deletedAt: new Date(deletedAt).toISOString() }),
  };
}
