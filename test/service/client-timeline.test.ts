import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  type ChannelTimeline,
  createParley,
  type Message,
  type Parley,
  type TimelineState,
} from '../../client/src/index.ts';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelMutation } from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { freshLoad } from '../support/sync.ts';

/** More than a page of 50, and no more than the deltas that are read before a fresh load. */
const missedMessages = 70;

let network: Network;
let channelId: string;
let alice: Person;
let bob: Person;
let parley: Parley;
let timeline: ChannelTimeline;
let socket: CutSocket | undefined;
let isDown = false;

/** A socket that a test can cut. While it is down no new one comes through. */
class CutSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the test cuts the socket that the client has made
    socket = this;
    if (isDown) this.terminate();
  }
}

beforeAll(async () => {
  network = await startNetwork();
  [alice, bob] = await Promise.all([network.as('alice'), network.as('bob')]);
  const input = { workspaceId: 'harbor', name: 'tides', isPrivate: true, members: ['bob'] };
  const { createChannel } = await alice.get<CreateChannelMutation>(operations.createChannel, { input });
  channelId = createChannel.id;
  parley = createParley({
    endpoint: network.url,
    getToken: () => bob.token,
    // The one of `ws` is near enough to the browser's, though not in its types.
    webSocket: CutSocket as unknown as typeof globalThis.WebSocket,
  });
});
afterAll(async () => {
  timeline?.close();
  parley?.close();
  await network?.close();
});

test('a socket that is cut while much happens costs nothing: afterwards all is there, as a fresh load has it', async () => {
  const before: Message[] = [];
  for (let index = 0; index < 10; index += 1) before.push(await alice.send(channelId, `before ${index}`));
  const [edited, deleted, liked, unliked] = before as [Message, Message, Message, Message];
  await react(bob, operations.addReaction, unliked, '🌊');
  timeline = parley.openTimeline(channelId);
  await until(({ status, messages }) => status === 'live' && messages.length >= 10);

  // Live: an own reaction and somebody else's are told apart.
  await react(alice, operations.addReaction, liked, '🎉');
  await react(bob, operations.addReaction, liked, '👍');
  await until(() => {
    const reactions = shown(liked)?.reactions.map(({ emoji, reactedByMe }) => [emoji, reactedByMe]);
    return (
      JSON.stringify(reactions) ===
      JSON.stringify([
        ['🎉', false],
        ['👍', true],
      ])
    );
  });

  isDown = true;
  socket?.terminate();
  await until(({ status }) => status !== 'live');
  await alice.get(operations.editMessage, { input: { id: edited.id, channelId, content: 'changed' } });
  await alice.get(operations.deleteMessage, { input: { id: deleted.id, channelId } });
  await react(alice, operations.addReaction, edited, '🎉');
  await react(bob, operations.removeReaction, liked, '👍');
  await react(bob, operations.removeReaction, unliked, '🌊');
  for (let index = 0; index < missedMessages; index += 1) await alice.send(channelId, `missed ${index}`);
  const requests = network.requests.length;
  isDown = false;
  await until(({ status }) => status === 'live');
  const reads = network.requests.slice(requests).map(({ operation }) => operation);

  const fresh = (await freshLoad(bob, channelId)).toReversed();
  expect(timeline.state().messages.at(-1)?.content).toBe(`missed ${missedMessages - 1}`);
  while (timeline.state().hasOlder) await timeline.loadOlder();
  expect(timeline.state().messages).toEqual(fresh);
  expect(timeline.state().channel?.headSeq).toBeGreaterThan(missedMessages);
  // What was missed was read as what changed; no page was loaded anew.
  expect(reads.filter((operation) => operation.includes('messagesByChannel'))).toEqual([]);
  expect(reads.filter((operation) => operation.includes('syncChannel')).length).toBeGreaterThan(1);
});

test('a permalink shows the messages around it, and leads back to the newest', async () => {
  const all = timeline.state().messages;
  const other = parley.openTimeline(channelId);
  const target = all[5] as Message;
  await other.jumpTo(target.seq);
  expect(other.state().messages.map(({ id }) => id)).toContain(target.id);
  while (other.state().hasNewer) await other.loadNewer();
  expect(other.state().messages.at(-1)).toEqual(all.at(-1));
  await other.jumpTo('newest');
  expect(other.state().hasNewer).toBe(false);
  other.close();
});

function shown({ id }: Message): Message | undefined {
  return timeline.state().messages.find((message) => message.id === id);
}

async function react(person: Person, mutation: string, { id }: Message, emoji: string): Promise<void> {
  await person.get(mutation, { input: { messageId: id, channelId, emoji } });
}

/** Waits until the timeline's state is as wanted. */
function until(isWanted: (state: TimelineState) => boolean): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      if (!isWanted(timeline.state())) return;
      stop();
      done();
    };
    const stop = timeline.onChange(look);
    look();
  });
}
