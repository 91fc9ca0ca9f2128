import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelMemberRow, ChannelRow, MessageRow } from '../../generated/models.ts';
import type { MessageFieldsFragment } from '../../generated/operations.ts';
import { type Act, Conversation, anyAct, oldMessage } from '../support/conversation.ts';
import { channelMember, channelRow, write } from '../support/crowd.ts';
import { eachAtOnce } from '../support/each-at-once.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { seeded } from '../support/seed.ts';
import { type Sync, freshLoad, mergeSync, syncPages } from '../support/sync.ts';

interface History {
  /** Messages that are there from the beginning, sent long ago. */
  old: number;
  /** Before the client looks, after that, and while it catches up. */
  before: Act[];
  missed: Act[];
  meanwhile: Act[];
  limit: number;
}

const kinds = ['send', 'send', 'edit', 'edit', 'delete', 'react', 'react', 'unreact', 'resend', 'crash'] as const;
const few = (most: number) => fc.array(anyAct(kinds), { maxLength: most, size: 'max' });

const anyHistory: fc.Arbitrary<History> = fc.record({
  old: fc.nat(6),
  before: few(2),
  missed: fc.oneof({ weight: 12, arbitrary: few(6) }, { weight: 1, arbitrary: few(25) }),
  meanwhile: fc.oneof({ weight: 2, arbitrary: fc.constant<Act[]>([]) }, { weight: 1, arbitrary: few(4) }),
  limit: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 30 })),
});

let network: Network;
let people: Person[];

beforeAll(async () => {
  network = await startNetwork();
  const { alice, bob, carol } = await network.everyone();
  people = [alice, bob, carol];
});
afterAll(() => network?.close());

describe('what changed after a position, with what a client held', () => {
  test('is what a fresh load is, over 1,000 random histories, and claims no more than it holds', async () => {
    const histories = seeded('1,000 histories of a channel').draw(anyHistory, 1000);
    const conversations = await begin(histories);
    const seen = { pages: 0, young: 0 };
    await eachAtOnce(histories, 8, async (history, index) => {
      const pages = await check(history, conversations[index] as Conversation).catch((error: unknown) => {
        throw new Error(`history ${index}: ${JSON.stringify(history)}`, { cause: error });
      });
      seen.pages += pages.length;
      if (pages.some(({ completeThrough, channel }) => completeThrough !== null && completeThrough < channel.headSeq)) {
        seen.young += 1;
      }
    });
    console.log(`${seen.pages} pages; ${seen.young} histories complete up to less than the head`);
    // Else the histories would have missed what they are for.
    expect(seen.pages).toBeGreaterThan(1500);
    expect(seen.young).toBeGreaterThan(50);
  }, 300_000);
});

/** Every history has a channel of its own, with its old messages in it. */
async function begin(histories: readonly History[]): Promise<Conversation[]> {
  const channels: ChannelRow[] = [];
  const members: ChannelMemberRow[] = [];
  const messages: MessageRow[] = [];
  const conversations = histories.map(({ old }, index) => {
    const sent = Array.from({ length: old }, (_, at) =>
      oldMessage(`harbor_history-${index}`, people[at % 3]?.userId ?? '', at + 1),
    );
    const clock = Date.now() - 3_600_000 + old;
    const channel = channelRow('harbor', `history-${index}`, { headSeq: old, messageCount: old, clock });
    channels.push(channel);
    members.push(...people.map(({ userId }) => channelMember(channel.id, userId)));
    messages.push(...sent);
    return new Conversation(network, channel.id, people, sent);
  });
  await write(network, { Channel: channels, ChannelMember: members, Message: messages });
  return conversations;
}

async function check({ before, missed, meanwhile, limit }: History, conversation: Conversation): Promise<Sync[]> {
  const { channelId } = conversation;
  const [reader] = people as [Person];
  for (const act of before) await conversation.perform(act);
  const held = await freshLoad(reader, channelId);
  // Nobody writes meanwhile, so everything up to the highest position that is there is held.
  const afterSeq = Math.max(0, ...held.map(({ rev }) => rev));
  for (const act of missed) await conversation.perform(act);

  const catchingUp = syncPages(reader, channelId, afterSeq, limit);
  for (const act of meanwhile) await conversation.perform(act);
  const pages = await catchingUp;
  const merged = mergeSync(held, pages);
  const fresh = await freshLoad(reader, channelId);
  const through = pages.at(-1)?.completeThrough ?? -1;
  expect(through).toBeGreaterThanOrEqual(Math.min(afterSeq, pages[0].channel.headSeq));
  expectNoLessThan(through, merged, fresh);
  for (const { messages } of pages) expect(messages.length).toBeLessThanOrEqual(limit);
  if (meanwhile.length === 0) {
    expect(merged).toEqual(fresh);
    return pages;
  }
  const rest = await syncPages(reader, channelId, through, 100);
  expect(mergeSync(merged, rest)).toEqual(fresh);
  return [...pages, ...rest];
}

/** Every message that was sent up to the position is held, and each whose last change is no later, as it is now. */
function expectNoLessThan(
  through: number,
  held: readonly MessageFieldsFragment[],
  fresh: readonly MessageFieldsFragment[],
): void {
  const byId = new Map(held.map((message) => [message.id, message]));
  for (const message of fresh) {
    if (message.seq <= through) expect(byId.has(message.id), `${message.seq} is held`).toBe(true);
    if (message.rev <= through) expect(byId.get(message.id)).toEqual(message);
  }
}
