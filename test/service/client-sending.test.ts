import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  type ChannelTimeline,
  createParley,
  type Message,
  type OutboxStore,
  type Parley,
  type ParleyOptions,
  type TabNote,
  type Tabs,
} from '../../client/src/index.ts';
import { createMemoryStore } from '../../client/src/outbox/memory-store.ts';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelMutation } from '../../generated/operations.ts';
import { type Line, openLine } from '../client/support/line.ts';
import { FakeEnvironment } from '../proof/transport/fake-environment.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { freshLoad } from '../support/sync.ts';

let network: Network;
let line: Line;
let alice: Person;
let bob: Person;
let channelId: string;
let open: Parley[] = [];
/** What alice's device keeps, and what it says of its network. */
let store: OutboxStore;
let device: FakeEnvironment;

beforeAll(async () => {
  network = await startNetwork();
  [alice, bob] = await Promise.all([network.as('alice'), network.as('bob')]);
  line = await openLine(network.url);
});
afterAll(async () => {
  await line?.close();
  await network?.close();
});

let channels = 0;
beforeEach(async () => {
  store = createMemoryStore();
  device = new FakeEnvironment();
  const input = { workspaceId: 'harbor', name: `sending ${(channels += 1)}`, isPrivate: true, members: ['bob'] };
  channelId = (await alice.get<CreateChannelMutation>(operations.createChannel, { input })).createChannel.id;
});
afterEach(() => {
  line.mend();
  for (const parley of open) parley.close();
  open = [];
});

describe('what is written while the line is cut', () => {
  test('is shown, and sent by itself afterwards, in order and each once', async () => {
    const timeline = await live(aliceHere());
    line.cut();
    const texts = ['one', 'two', 'three', 'four', 'five'];
    for (const content of texts) await timeline.post({ content });
    expect(timeline.state().pending.map(({ content }) => content)).toEqual(texts);
    line.mend();
    await stored(texts);
    await settled(timeline);
  });

  test('is sent once where only the answers were lost', async () => {
    const timeline = await live(aliceHere());
    line.loseAnswers();
    await timeline.post({ content: 'Did it arrive?' });
    await vi.waitFor(async () => expect(await contents()).toEqual(['Did it arrive?']), patience);
    expect(timeline.state().pending).toHaveLength(1);
    line.mend();
    await settled(timeline);
    await stored(['Did it arrive?']);
  });

  test('is sent after a reload, though nobody opens the channel', async () => {
    const timeline = await live(aliceHere());
    line.cut();
    for (const content of ['one', 'two', 'three']) await timeline.post({ content });
    close();
    line.mend();
    const again = aliceHere();
    await stored(['one', 'two', 'three']);
    await vi.waitFor(() => expect(again.outbox.state()).toMatchObject({ depth: 0 }), patience);
    await settled(await live(again));
  });

  test('may be edited: what was sent already is edited, what was not is sent so', async () => {
    const timeline = await live(aliceHere());
    line.loseAnswers();
    const first = await timeline.post({ content: 'frist' });
    await vi.waitFor(async () => expect(await contents()).toEqual(['frist']), patience);
    line.cut();
    const second = await timeline.post({ content: 'secnod' });
    await timeline.edit(first, 'first');
    await timeline.edit(second, 'second');
    expect(timeline.state().pending.map(({ content }) => content)).toEqual(['first', 'second']);
    line.mend();
    await stored(['first', 'second']);
    await settled(timeline);
    const [one, two] = await freshLoad(bob, channelId).then((messages) => messages.toReversed());
    expect([one?.editedAt === null, two?.editedAt]).toEqual([false, null]);
  });

  test('may be given up, as long as it was not tried', async () => {
    const timeline = await live(aliceHere());
    device.setNetwork(false);
    const id = await timeline.post({ content: 'Never mind.' });
    await timeline.post({ content: 'This one.' });
    await timeline.discard(id);
    device.setNetwork(true);
    await stored(['This one.']);
    await settled(timeline);
  });
});

test('two tabs show the same, send each message once, and the one that is left goes on', async () => {
  const tabs = tabsOfABrowser();
  const [one, two] = [aliceHere({ store, tabs: tabs() }), aliceHere({ store, tabs: tabs() })];
  const [left, right] = [await live(one), await live(two)];
  await Promise.all([left.post({ content: 'from the left' }), right.post({ content: 'from the right' })]);
  await Promise.all([settled(left), settled(right)]);
  expect((await contents()).sort()).toEqual(['from the left', 'from the right']);
  line.cut();
  await left.post({ content: 'one' });
  await right.post({ content: 'two' });
  await vi.waitFor(() => expect(right.state().pending.map(({ content }) => content)).toEqual(['one', 'two']), patience);
  one.close();
  line.mend();
  await vi.waitFor(async () => expect((await contents()).slice(2)).toEqual(['one', 'two']), patience);
  await settled(right);
});

describe('a change of what is stored', () => {
  test('is shown at once, and is what everybody sees in the end', async () => {
    const [own, others, doomed] = [
      await alice.send(channelId, 'own'),
      await bob.send(channelId, 'others'),
      await alice.send(channelId, 'doomed'),
    ];
    const timeline = await live(aliceHere(), 3);
    device.setNetwork(false);
    await timeline.edit(own.id, 'changed');
    await timeline.remove(doomed.id);
    await timeline.react(others.id, '👍', true);
    await timeline.react(own.id, '🎉', true);
    await timeline.react(own.id, '🎉', false);
    const shown = timeline.state().messages;
    expect(shown.map(({ content }) => content)).toEqual(['changed', 'others', null]);
    expect(shown[1]?.reactions).toEqual([{ emoji: '👍', count: 1, reactedByMe: true }]);
    expect([...timeline.state().changes.keys()]).toEqual([own.id, doomed.id, others.id]);
    device.setNetwork(true);
    await settled(timeline);
    expect((await freshLoad(bob, channelId)).map(({ content }) => content)).toEqual([null, 'others', 'changed']);
    // What was undone before it was sent was never sent.
    expect(network.requests.filter(({ operation }) => operation.includes('removeReaction'))).toEqual([]);
  });

  test('that is refused is shown as it was, with the reason, until it is discarded', async () => {
    const message = await bob.send(channelId, 'Mine.');
    const timeline = await live(aliceHere(), 1);
    await timeline.edit(message.id, 'Yours.');
    await timeline.react(message.id, 'no emoji', true);
    const refused = () => (timeline.state().changes.get(message.id) ?? []).map(({ reason }) => reason?.code);
    await vi.waitFor(() => expect(refused()).toEqual(['NOT_AUTHOR', 'EMOJI_INVALID']), patience);
    expect(timeline.state().messages).toMatchObject([{ content: 'Mine.', reactions: [] }]);
    for (const { id } of timeline.state().changes.get(message.id) ?? []) await timeline.discard(id);
    await settled(timeline);
  });

  test('of a channel that is archived is refused, and done once it is opened and tried again', async () => {
    const timeline = await live(aliceHere());
    await alice.get(operations.archiveChannel, { input: { channelId, isArchived: true } });
    const id = await timeline.post({ content: 'Too late?' });
    const reason = { code: 'CHANNEL_ARCHIVED' };
    await vi.waitFor(() => expect(timeline.state().pending).toMatchObject([{ state: 'refused', reason }]), patience);
    await alice.get(operations.archiveChannel, { input: { channelId, isArchived: false } });
    await timeline.retry(id);
    await stored(['Too late?']);
    await settled(timeline);
  });
});

test('nothing is lost where the session ends, and all goes on with a new one', async () => {
  let token = (await network.signIn('alice', 1)).token;
  const parley = aliceHere({ store }, () => token);
  const timeline = parley.openTimeline(channelId);
  for (const content of ['one', 'two']) await timeline.post({ content });
  await expect(parley.me()).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
  expect(timeline.state().pending.map(({ content }) => content)).toEqual(['one', 'two']);
  token = alice.token;
  await parley.me();
  await stored(['one', 'two']);
  await vi.waitFor(() => expect(parley.outbox.state().depth).toBe(0), patience);
});

const patience = { timeout: 30_000, interval: 50 };

/** Alice on her device. */
function aliceHere(outbox: NonNullable<ParleyOptions['outbox']> = { store }, getToken = () => alice.token): Parley {
  const parley = createParley({
    endpoint: line.url,
    getToken,
    person: 'alice',
    outbox,
    environment: device,
    // The one of `ws` is near enough to the browser's, though not in its types.
    webSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  open.push(parley);
  return parley;
}

function close(): void {
  for (const parley of open) parley.close();
  open = [];
}

async function live(parley: Parley, count = 0): Promise<ChannelTimeline> {
  // Nothing is written before the service has said whose session it is.
  await parley.me();
  const timeline = parley.openTimeline(channelId);
  await vi.waitFor(() => {
    const { status, messages } = timeline.state();
    expect([status, messages.length >= count]).toEqual(['live', true]);
  }, patience);
  return timeline;
}

/** Waits until nothing waits, and what is shown is what is stored. */
async function settled(timeline: ChannelTimeline): Promise<void> {
  await vi.waitFor(async () => {
    const { pending, changes, messages } = timeline.state();
    expect([pending, changes.size]).toEqual([[], 0]);
    expect(messages).toEqual((await freshLoad(alice, channelId)).toReversed());
  }, patience);
}

async function contents(): Promise<Message['content'][]> {
  return (await freshLoad(bob, channelId)).toReversed().map(({ content }) => content);
}

async function stored(texts: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await contents()).toEqual(texts), patience);
}

/** The tabs of one browser: the first leads until it closes. */
function tabsOfABrowser(): () => Tabs {
  const all: { lead?: () => void; hear?: (note: TabNote) => void }[] = [];
  return () => {
    const own: (typeof all)[number] = {};
    all.push(own);
    return {
      lead(lead) {
        own.lead = lead;
        if (all[0] === own) lead();
      },
      hear: (listener) => (own.hear = listener),
      tell(note) {
        const copy = structuredClone(note);
        for (const tab of all) if (tab !== own) setImmediate(() => tab.hear?.(copy));
      },
      close() {
        const wasFirst = all[0] === own;
        all.splice(all.indexOf(own), 1);
        if (wasFirst) all[0]?.lead?.();
      },
    };
  };
}
