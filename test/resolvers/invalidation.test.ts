import { describe, expect, test } from 'vitest';
import type { ChannelRow, WorkspaceMemberRow } from '../../generated/models.ts';
import { readFilter } from '../../local/realtime/enhanced-filter.ts';
import { endedBy, lostChannel, lostPublicChannel, lostWorkspace } from '../../resolvers/lib/invalidation.ts';
import { losesChannel } from '../../resolvers/lib/membership.ts';

/** Bob's subscriptions to `here_a`: as one who is in it, and as one who reads it because it is public. */
const inside = readFilter(endedBy('here_a', 'here', 'bob', true));
const outside = readFilter(endedBy('here_a', 'here', 'bob', false));

describe('a subscription is ended', () => {
  const losses: [what: string, payload: object, ofInside: boolean, ofOutside: boolean][] = [
    ['by the loss of its channel', lostChannel('here_a', 'bob').payload, true, true],
    ['by the loss of its workspace', lostWorkspace('here', 'bob').payload, true, true],
    ['where its channel is public no more, unless one is in it', lostPublicChannel('here_a').payload, false, true],
    ['not by the loss of another channel', lostChannel('here_b', 'bob').payload, false, false],
    ['not by another’s loss of the channel', lostChannel('here_a', 'ann').payload, false, false],
    ['not by the loss of another workspace', lostWorkspace('there', 'bob').payload, false, false],
    ['not by another’s loss of the workspace', lostWorkspace('here', 'ann').payload, false, false],
    ['not where another channel is public no more', lostPublicChannel('here_b').payload, false, false],
  ];
  for (const [what, payload, ofInside, ofOutside] of losses) {
    test(what, () => {
      expect([inside.matches(payload), outside.matches(payload)]).toEqual([ofInside, ofOutside]);
    });
  }
});

describe('who is no longer in a channel', () => {
  const cells: [isPrivate: boolean, role: WorkspaceMemberRow['role'], isLost: boolean][] = [
    [true, 'OWNER', true],
    [true, 'GUEST', true],
    [false, 'MEMBER', false],
    [false, 'OWNER', false],
    [false, 'GUEST', true],
  ];
  for (const [isPrivate, role, isLost] of cells) {
    test(`${isLost ? 'loses' : 'reads on'}: ${isPrivate ? 'private' : 'public'}, ${role}`, () => {
      // No more of the rows is looked at.
      const [channel, member] = [{ isPrivate } as ChannelRow, { role } as WorkspaceMemberRow];
      expect(losesChannel(channel, member)).toBe(isLost);
    });
  }
});
