import { describe, expect, test } from 'vitest';
import { seedRows } from '../../dev/seed/rows.ts';

const rows = seedRows(Date.parse('2026-01-31T12:00:00.000Z'));

/** What the service would have written, the demo data has to be too: everything that pages or counts leans on it. */
describe('the demo data', () => {
  for (const channel of rows.Channel) {
    const messages = rows.Message.filter(({ channelId }) => channelId === channel.id);

    test(`of ${channel.id} has times that rise strictly with the positions, without a gap`, () => {
      messages.forEach((message, index) => {
        const before = messages[index - 1];
        expect(message.seq).toBe(index + 1);
        if (before) expect(message.createdAt > before.createdAt, `position ${message.seq}`).toBe(true);
      });
      expect(channel).toMatchObject({ headSeq: messages.length, messageCount: messages.length });
    });

    test(`of ${channel.id} marks every 64th message, and those alone`, () => {
      expect(messages.filter(({ mark }) => mark !== undefined).map(({ mark }) => mark)).toEqual(
        messages.filter(({ ordinal }) => ordinal % 64 === 0).map(({ seq }) => seq),
      );
    });

    test(`of ${channel.id} has as many people as it says`, () => {
      const people = rows.ChannelMember.filter(({ channelId }) => channelId === channel.id);
      expect(people).toHaveLength(channel.memberCount);
      for (const { userId, membershipId } of people) {
        const stay = rows.WorkspaceMember.find((one) => one.userId === userId && one.membershipId === membershipId);
        expect(stay?.workspaceId).toBe(channel.workspaceId);
      }
    });
  }
});
