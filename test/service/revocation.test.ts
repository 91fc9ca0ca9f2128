import fc from 'fast-check';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OnInboxEventSubscription, SyncChannelQuery } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import {
  addChannel,
  channelMember,
  channelRow,
  people,
  rowOf,
  workspaceMember,
  workspaceRow,
  write,
} from '../support/crowd.ts';
import { insistOn } from '../support/insist.ts';
import type { ChannelEvent } from '../support/listener.ts';
import { type Loss, lose, losses } from '../support/losses.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { type Probe, reads, writes } from '../support/probes.ts';
import { seeded } from '../support/seed.ts';
import { type Heard, type Socket, openSocket } from '../support/socket.ts';

/**
 * Whoever loses a channel hears nothing that is sent afterwards and is told of nothing, from the moment that the loss is
 * answered; and whoever stays loses nothing. Many seeded trials, in several workspaces at once. In half of them the server loses
 * its invalidations, so that the audience alone has to hold: a filter by channel instead of by audience fails those.
 */

/** `TRIALS` in the environment makes it fewer, or more. */
const trialCount = Number(process.env.TRIALS ?? 1000);
const laneCount = 8;

type InboxEvent = NonNullable<OnInboxEventSubscription['onInboxEvent']>;

interface Trial {
  loss: Loss;
  /** The server loses what it invalidates. */
  isInvalidationLost: boolean;
  /** A message is sent while the right is being taken away. */
  isRaced: boolean;
  read: keyof typeof reads;
  write: keyof typeof writes;
  /** What else happens in the channel afterwards. */
  act: keyof typeof acts;
}

/** What an owner does with a channel and a message of theirs in it; each tells an event of another kind. */
const acts = {
  edit: (owner, channelId, id) => insistOn(owner, operations.editMessage, { input: { id, channelId, content: 'new' } }),
  delete: (owner, channelId, id) => insistOn(owner, operations.deleteMessage, { input: { id, channelId } }),
  react: (owner, channelId, messageId) =>
    insistOn(owner, operations.addReaction, { input: { messageId, channelId, emoji: '🤫' } }),
  type: (owner, channelId) => insistOn(owner, operations.sendTyping, { channelId }),
  setTopic: (owner, channelId) => insistOn(owner, operations.updateChannel, { input: { channelId, topic: 'new' } }),
} satisfies Record<string, (owner: Person, channelId: string, messageId: string) => Promise<unknown>>;

const trial: fc.Arbitrary<Trial> = fc.record({
  loss: fc.constantFrom(...(Object.keys(losses) as Loss[])),
  isInvalidationLost: fc.boolean(),
  isRaced: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  read: fc.constantFrom(...(Object.keys(reads) as (keyof typeof reads)[])),
  write: fc.constantFrom(...(Object.keys(writes) as (keyof typeof writes)[])),
  act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
});

/** The workspaces whose invalidations get lost at this moment. */
const losing = new Set<string>();
let invalidations = 0;
let network: Network;
let lanes: Lane[];

beforeAll(async () => {
  network = await startNetwork({
    losesInvalidation: ({ payload }) => {
      invalidations += 1;
      // Ours all name their channel or their workspace.
      const { channelId, workspaceId } = payload as { channelId?: string; workspaceId?: string };
      return losing.has(workspaceId ?? channelId?.split('_')[0] ?? '');
    },
  });
  lanes = await Promise.all(Array.from({ length: laneCount }, (_, index) => openLane(index)));
});
afterAll(async () => {
  for (const { loserSocket, witnessSocket, inboxSocket } of lanes ?? []) {
    for (const socket of [loserSocket, witnessSocket, inboxSocket]) socket.close();
  }
  await network?.close();
});

test(
  `nobody hears or reads what they lost, and nobody else loses anything: ${trialCount} trials`,
  { timeout: 600_000 },
  async () => {
    const { draw } = seeded('revocation');
    const trials = draw(trial, trialCount);
    const answers = await refusalsOfAbsent();
    const queue = trials.map((one, index) => ({ ...one, index }));
    const startedAt = Date.now();
    let closedSockets = 0;
    await Promise.all(
      lanes.map(async (lane) => {
        for (let next = queue.pop(); next; next = queue.pop()) {
          try {
            if (await run(lane, next, next.index, answers)) closedSockets += 1;
          } catch (error) {
            queue.length = 0;
            throw new Error(`trial ${next.index}, ${JSON.stringify(next)}`, { cause: error });
          }
        }
      }),
    );
    const lost = trials.filter(({ isInvalidationLost }) => isInvalidationLost).length;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `revocation: ${trialCount} trials in ${seconds} s; ${invalidations} invalidations, lost in ${lost} trials; ` +
        `${closedSockets} sockets closed`,
    );
    // Where none is lost, each loss closes the loser's socket; where all are, none.
    expect(closedSockets).toBe(trialCount - lost);
  },
);

/** One workspace with its people and their sockets, which does one trial after the other. */
interface Lane {
  workspaceId: string;
  owner: Person;
  loser: Person;
  witness: Person;
  loserSocket: Socket;
  witnessSocket: Socket;
  /** In another workspace, which the loser never loses: what is heard of it shows that the socket is alive. */
  fenceId: string;
  fence: Heard<ChannelEvent>;
  /** What concerns the loser, on a socket that no loss of a channel closes. */
  inbox: Heard<InboxEvent>;
  inboxSocket: Socket;
}

async function openLane(index: number): Promise<Lane> {
  const [owner, loser, witness] = (await people(network, `lane${index}`, 3)) as [Person, Person, Person];
  const workspaceId = `lane-${index}`;
  const haven = `haven-${index}`;
  await write(network, {
    Workspace: [workspaceRow(workspaceId, owner.userId), workspaceRow(haven, owner.userId)],
    WorkspaceMember: [
      workspaceMember(workspaceId, owner.userId, 'OWNER'),
      workspaceMember(workspaceId, witness.userId, 'MEMBER'),
      workspaceMember(haven, owner.userId, 'OWNER'),
      workspaceMember(haven, loser.userId, 'MEMBER'),
    ],
  });
  const fenceId = await addChannel(network, haven, 'fence', [owner, loser]);
  const [loserSocket, witnessSocket, inboxSocket] = await Promise.all([
    connect(loser),
    connect(witness),
    connect(loser),
  ]);
  const fence = await hear(loserSocket, fenceId);
  const inbox = await inboxSocket.subscribe<InboxEvent>(operations.onInboxEvent, { userId: loser.userId });
  return { workspaceId, owner, loser, witness, loserSocket, witnessSocket, fenceId, fence, inbox, inboxSocket };
}

/** Answers whether the loser's socket was closed. */
async function run(lane: Lane, given: Trial, index: number, absent: Map<string, unknown>): Promise<boolean> {
  const { workspaceId, owner, loser, witness, fenceId } = lane;
  const { loss, isInvalidationLost, isRaced } = given;
  if (isInvalidationLost) losing.add(workspaceId);
  else losing.delete(workspaceId);
  const channelId = await prepare(lane, loss, index);

  const [theirs, kept] = await Promise.all([hear(lane.loserSocket, channelId), hear(lane.witnessSocket, channelId)]);
  const before = await owner.send(channelId, 'before');
  const isOf = (id: string) => (event: ChannelEvent) => event.message?.id === id;
  await Promise.all([theirs.until(isOf(before.id)), kept.until(isOf(before.id))]);

  // Whoever sends while the right is taken away is not yet sure to be unheard; but whoever stays has it in the end.
  const racing = isRaced ? sendInsisting(owner, channelId, 'meanwhile') : null;
  await lose(loss, { ...lane, channelId });
  const raced = await racing;

  const [after, ...refusals] = await Promise.all([
    sendInsisting(owner, channelId, `after <@${loser.userId}>`),
    probe(lane, 'read', given.read, channelId, before.id),
    probe(lane, 'write', given.write, channelId, before.id),
  ]);
  expect(refusals).toEqual([absent.get(given.read), absent.get(given.write)]);

  // Whoever stays hears that the audience ended, subscribes anew, and has every message.
  await kept.until(({ endsAudience }) => endsAudience);
  kept.stop();
  const anew = await hear(lane.witnessSocket, channelId);
  const { syncChannel } = await witness.get<SyncChannelQuery>(operations.syncChannel, {
    channelId,
    afterSeq: before.seq,
    limit: 100,
  });
  const done: Promise<unknown> = acts[given.act](owner, channelId, before.id);
  const [later] = await Promise.all([sendInsisting(owner, channelId, 'later'), done]);
  await anew.until(isOf(later.id));
  const live = [...kept.events, ...anew.events].flatMap(({ message }) => (message ? [message.id] : []));
  const caughtUp = new Set([...live, ...syncChannel.messages.map(({ id }) => id)]);
  expect([...caughtUp].toSorted()).toEqual(
    [before, ...(raced ? [raced] : []), after, later].map(({ id }) => id).toSorted(),
  );
  expect(anew.events.every(({ audience }) => audience === syncChannel.audience)).toBe(true);
  anew.stop();
  expect(lane.witnessSocket.isClosed).toBe(false);

  // Heard on the same socket after all of that, or the socket was closed: so nothing is on its way any more.
  const fenced = await owner.send(fenceId, `fence <@${loser.userId}>`);
  const isClosed = await Promise.race([
    lane.loserSocket.closed.then(() => true),
    lane.fence.until(isOf(fenced.id)).then(
      () => false,
      () => true,
    ),
  ]);
  // Nothing that was sent after the answer, and nothing that a probe of theirs might have done: no more than that it ended.
  const maybeHeard = [before.id, raced?.id];
  for (const event of theirs.events) {
    if (event.kind === 'MESSAGE_SENT' && maybeHeard.includes(event.message?.id)) continue;
    expect(event).toMatchObject({ endsAudience: true, message: null, reaction: null });
  }
  // Nor are they told that they were mentioned there, as they are where they may read.
  await lane.inbox.until(({ messageId }) => messageId === fenced.id);
  expect(lane.inbox.events.filter(({ messageId }) => messageId === after.id)).toEqual([]);
  expect(theirs.events.filter(({ endsAudience }) => endsAudience).length).toBeLessThanOrEqual(1);
  if (isClosed) {
    lane.loserSocket = await connect(loser);
    lane.fence = await hear(lane.loserSocket, fenceId);
  } else {
    theirs.stop();
  }
  return isClosed;
}

/** A channel of the trial's own, with the loser in their workspace again. */
async function prepare({ workspaceId, owner, loser, witness }: Lane, loss: Loss, index: number): Promise<string> {
  const { isPrivate, isIn, role } = losses[loss];
  const workspace = (await rowOf(network, 'Workspace', { id: workspaceId })) as { audienceEpoch: { N: string } };
  const members = isIn ? [owner, witness, loser] : [owner, witness];
  const row = channelRow(workspaceId, `trial-${index}`, {
    isPrivate,
    memberCount: members.length,
    workspaceEpoch: Number(workspace.audienceEpoch.N),
    createdBy: owner.userId,
  });
  await write(network, {
    WorkspaceMember: [workspaceMember(workspaceId, loser.userId, role)],
    Channel: [row],
    ChannelMember: members.map(({ userId }) => channelMember(row.id, userId)),
  });
  return row.id;
}

async function probe(
  { loser }: Lane,
  kind: 'read' | 'write',
  name: Trial['read'] | Trial['write'],
  channelId: string,
  messageId: string,
): Promise<unknown> {
  const all: Record<string, Probe> = kind === 'read' ? reads : writes;
  return all[name]?.(loser, channelId, messageId);
}

/** What each probe answers where there is neither the channel nor the message. */
async function refusalsOfAbsent(): Promise<Map<string, unknown>> {
  const { loser, workspaceId } = lanes[0] as Lane;
  await write(network, { WorkspaceMember: [workspaceMember(workspaceId, loser.userId, 'MEMBER')] });
  const answers = new Map<string, unknown>();
  for (const [name, ask] of [...Object.entries<Probe>(reads), ...Object.entries<Probe>(writes)]) {
    const answer = await ask(loser, `${workspaceId}_absent`, ulid());
    expect(JSON.stringify(answer)).toContain('NotFound');
    answers.set(name, answer);
  }
  return answers;
}

async function sendInsisting(person: Person, channelId: string, content: string) {
  const input = { id: ulid(), channelId, content };
  const data = await insistOn<{ sendMessage: { id: string; seq: number } }>(person, operations.sendMessage, { input });
  return data.sendMessage;
}

const connect = ({ token }: Person) => openSocket(network.realtimeUrl, token);

const hear = (socket: Socket, channelId: string) =>
  socket.subscribe<ChannelEvent>(operations.onChannelEvent, { channelId });
