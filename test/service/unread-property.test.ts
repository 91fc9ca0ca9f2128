import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ChannelMemberRow,
  ChannelRow,
  MessageRow,
  WorkspaceMemberRow,
  WorkspaceRow,
} from '../../generated/models.ts';
import * as operations from '../../generated/operations.ts';
import type { JoinChannelMutation, MarkReadMutation } from '../../generated/operations.ts';
import { type Act, Conversation, anyAct, oldMessage } from '../support/conversation.ts';
import { channelMember, channelRow, workspaceMember, workspaceRow, write } from '../support/crowd.ts';
import { eachAtOnce } from '../support/each-at-once.ts';
import { insist, insistOn } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { seeded } from '../support/seed.ts';

/** `read`: on one device, up to a part of what there is. `readAll`: on all devices at once. `away`: leaves, or comes back. */
type Step =
  | { kind: 'act'; act: Act }
  | { kind: 'read'; device: number; part: number }
  | { kind: 'readAll'; parts: number[] }
  | { kind: 'away' };

interface History {
  /** Messages that are there from the beginning, all of them unread. */
  old: number;
  steps: Step[];
}

const anyPart = fc.oneof(fc.constant(1), fc.double({ min: 0.2, max: 1, noNaN: true }));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('act' as const), act: anyAct(['send', 'send', 'edit', 'delete']) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const), device: fc.nat(2), part: anyPart }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('readAll' as const),
      parts: fc.array(anyPart, { minLength: 3, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'away' as const }) },
);

const anyHistory: fc.Arbitrary<History> = fc.record({
  // Far from the head the marker's place is found in another way.
  old: fc.oneof({ weight: 29, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.nat(140) }),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 8, size: 'max' }),
});

let network: Network;
let others: Person[];
let devices: Person[];

beforeAll(async () => {
  network = await startNetwork();
  const { alice, bob, carol } = await network.everyone();
  others = [alice, carol];
  devices = [bob, await network.as('bob'), await network.as('bob')];
});
afterAll(() => network?.close());

describe('what is unread', () => {
  test('is what was sent after the marker, which never goes back, over 1,000 random histories', async () => {
    const histories = seeded('1,000 histories of a reader').draw(anyHistory, 1000);
    const readers = await begin(histories);
    await eachAtOnce(histories, 8, async (history, index) => {
      await (readers[index] as Reader).live(history).catch((error: unknown) => {
        throw new Error(`history ${index}: ${JSON.stringify(history)}`, { cause: error });
      });
    });
    const moves = readers.reduce((sum, reader) => sum + reader.moves, 0);
    console.log(`${moves} moves of a marker`);
    // Else the histories would have missed what they are for.
    expect(moves).toBeGreaterThan(500);
  }, 300_000);
});

/** One person with three devices in one channel, and the model of what they have read. */
class Reader {
  readonly #workspaceId: string;
  readonly #conversation: Conversation;
  /** The positions of all messages. */
  readonly #sent: number[];
  #head: number;
  #marker = 0;
  #isIn = true;
  moves = 0;

  constructor(workspaceId: string, conversation: Conversation, sent: readonly MessageRow[]) {
    this.#workspaceId = workspaceId;
    this.#conversation = conversation;
    this.#sent = sent.map(({ seq }) => seq);
    this.#head = sent.length;
  }

  async live({ steps }: History): Promise<void> {
    for (const step of steps) await this.#take(step);
    await this.#expectShown();
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'act': {
        const message = await this.#conversation.perform(step.act);
        if (message && message.seq > this.#head) this.#sent.push(message.seq);
        this.#head = Math.max(this.#head, message?.rev ?? 0);
        return;
      }
      case 'read':
        return this.#read(step.device, step.part);
      case 'readAll':
        await Promise.all(step.parts.map((part, device) => this.#read(device, part)));
        return this.#expectShown();
      case 'away':
        return this.#isIn ? this.#leave() : this.#join();
    }
    step satisfies never;
  }

  async #read(device: number, part: number): Promise<void> {
    const { channelId } = this.#conversation;
    const seq = Math.floor(part * this.#head);
    const before = this.#marker;
    const { data, errors } = await insist<MarkReadMutation>(devices[device] as Person, operations.markRead, {
      input: { channelId, seq },
    });
    if (!this.#isIn) {
      expect(errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'MEMBERS_ONLY' } }]);
      return;
    }
    if (seq > this.#marker) this.moves += 1;
    this.#marker = Math.max(this.#marker, seq);
    expect(errors).toEqual([]);
    const { lastReadSeq = -1, unreadCount } = data?.markRead ?? {};
    // Another device may read further at the same moment.
    expect(lastReadSeq).toBeGreaterThanOrEqual(Math.max(before, seq));
    expect(unreadCount).toBe(this.#sentAfter(lastReadSeq ?? -1));
  }

  async #leave(): Promise<void> {
    const { channelId } = this.#conversation;
    await insistOn(devices[0] as Person, operations.leaveChannel, { input: { channelId } });
    this.#isIn = false;
    await this.#expectShown();
  }

  async #join(): Promise<void> {
    const { channelId } = this.#conversation;
    const input = { channelId };
    const { joinChannel } = await insistOn<JoinChannelMutation>(devices[1] as Person, operations.joinChannel, {
      input,
    });
    expect(joinChannel.unreadCount).toBe(0);
    expect(joinChannel.lastReadSeq).toBeGreaterThan(this.#marker);
    this.#marker = this.#head = joinChannel.lastReadSeq ?? 0;
    this.#isIn = true;
  }

  async #expectShown(): Promise<void> {
    const shown = await (devices[2] as Person).channels(this.#workspaceId);
    const expected = { lastReadSeq: this.#marker, unreadCount: this.#sentAfter(this.#marker) };
    expect(shown.map(({ lastReadSeq, unreadCount }) => ({ lastReadSeq, unreadCount }))).toEqual(
      this.#isIn ? [expected] : [],
    );
  }

  #sentAfter(position: number): number {
    return this.#sent.filter((seq) => seq > position).length;
  }
}

/** Every history has a workspace of its own, so that its channel is the only one that the reader is in. */
async function begin(histories: readonly History[]): Promise<Reader[]> {
  const people = [...others, devices[0] as Person];
  const workspaces: WorkspaceRow[] = [];
  const workspaceMembers: WorkspaceMemberRow[] = [];
  const channels: ChannelRow[] = [];
  const members: ChannelMemberRow[] = [];
  const messages: MessageRow[] = [];
  const readers = histories.map(({ old }, index) => {
    const workspaceId = `house-${index}`;
    const sent = Array.from({ length: old }, (_, at) =>
      oldMessage(`${workspaceId}_room`, people[at % 3]?.userId ?? '', at + 1),
    );
    const clock = Date.now() - 3_600_000 + old;
    const channel = channelRow(workspaceId, 'room', { headSeq: old, messageCount: old, clock });
    workspaces.push(workspaceRow(workspaceId, 'alice'));
    workspaceMembers.push(...people.map(({ userId }) => workspaceMember(workspaceId, userId, 'MEMBER')));
    channels.push(channel);
    members.push(...people.map(({ userId }) => channelMember(channel.id, userId)));
    messages.push(...sent);
    return new Reader(workspaceId, new Conversation(network, channel.id, people, sent), sent);
  });
  await write(network, {
    Workspace: workspaces,
    WorkspaceMember: workspaceMembers,
    Channel: channels,
    ChannelMember: members,
    Message: messages,
  });
  return readers;
}
