import { expect, test } from 'vitest';
import { createFeeds } from '../../../client/src/following/feeds.ts';
import { withRow } from '../../../client/src/roster/entry.ts';
import { createFollowers } from '../../../client/src/roster/followers.ts';
import type { RealtimeTransport } from '../../../client/src/transport/realtime-transport.ts';
import { handClock } from '../support/hand-clock.ts';
import { ModelService } from './model-service.ts';

test('a channel whose subscription throws is asked for again a minute later, and what makes room throws nothing', async () => {
  const clock = handClock();
  const begun: unknown[] = [];
  let isBroken = false;
  const transport: RealtimeTransport = {
    subscribe({ variables }) {
      if (isBroken) throw new Error('It is closed.');
      begun.push(variables['channelId']);
      return () => {};
    },
    status: () => 'open',
    onStatus: () => () => {},
    close: () => {},
  };
  const feeds = createFeeds(transport, 1);
  let refusals = 0;
  const followers = createFollowers(
    { transport, feeds, clock },
    {
      onEvent: () => {},
      onStatus: () => {},
      onRefused: () => (refusals += 1),
      look: async () => ({ head: 0, completeThrough: 0, audience: null }),
    },
  );
  const service = new ModelService();
  const entries = new Map([['w_c', withRow(undefined, service.row(service.membership()), 1)]]);
  const nobody = { onAcknowledged() {}, onData() {}, onDoubt() {}, onLost() {}, onEnded() {} };
  const timeline = feeds.join({ channelId: 'w_d' }, nobody);
  followers.wish(entries);
  isBroken = true;
  // As in the timer of a timeline that nobody has open any more.
  timeline.leave();
  expect([begun, refusals, followers.has('w_c')]).toEqual([['w_d'], 1, false]);
  isBroken = false;
  followers.wish(entries);
  expect(begun).toEqual(['w_d']);
  await clock.advance(60_000);
  followers.wish(entries);
  expect([begun, followers.has('w_c')]).toEqual([['w_d', 'w_c'], true]);
  followers.close();
});
