import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageRow } from '../../generated/models.ts';
import * as operations from '../../generated/operations.ts';
import type { SortDirection } from '../../generated/schema.ts';
import { addChannel, write } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { seeded } from '../support/seed.ts';

type Side = 'before' | 'after' | 'around';

interface Jump {
  side: Side;
  seq: number;
  limit: number;
  sortDirection: SortDirection;
}

const logbook = 'harbor_logbook';
/** Each third position is a message: the others are edits, reactions and people. */
const sparse = Array.from({ length: 400 }, (_, index) => 3 * (index + 1));
let network: Network;
let alice: Person;
let bob: Person;
let withMarks: string;
let withoutMarks: string;

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  ({ alice, bob } = await network.everyone());
  withMarks = await addSparse('sparse', (ordinal) => ordinal % 64 === 0);
  withoutMarks = await addSparse('unmarked', (ordinal) => ordinal === 64);
});
afterAll(() => network?.close());

async function addSparse(slug: string, hasMark: (ordinal: number) => boolean): Promise<string> {
  const clock = Date.parse('2026-01-01T00:00:00.000Z');
  const headSeq = 1210;
  const channelId = await addChannel(network, 'harbor', slug, [alice], {
    headSeq,
    messageCount: sparse.length,
    clock: clock + headSeq,
  });
  const messages = sparse.map((seq, index): MessageRow => {
    const createdAt = new Date(clock + seq).toISOString();
    const ordinal = index + 1;
    return {
      id: `${String(seq).padStart(12, '0')}${slug
        .toUpperCase()
        .replace(/[^A-HJKMNP-TV-Z]/g, 'X')
        .padEnd(14, '0')}`,
      channelId,
      userId: 'alice',
      content: `at ${seq}`,
      reactions: {},
      seq,
      ordinal,
      createdAt,
      updatedAt: createdAt,
      ...(hasMark(ordinal) ? { mark: seq } : {}),
    };
  });
  await write(network, { Message: messages });
  return channelId;
}

/** What the schema promises of a jump into a channel whose messages stand at `seqs`. */
function promised(seqs: readonly number[], { side, seq, limit, sortDirection }: Jump): number[] {
  const below = seqs.filter((one) => one < seq);
  const above = seqs.filter((one) => one > seq);
  const at = seqs.filter((one) => one === seq);
  const half = Math.floor(limit / 2);
  const page = {
    before: () => below.slice(-limit),
    after: () => above.slice(0, limit),
    // As many below as half a page holds, one in its middle, and the rest above.
    around: () => [...[...below, ...at].slice(-half - 1), ...above.slice(0, limit - half - 1)],
  }[side]();
  return sortDirection === 'ASC' ? page : page.reverse();
}

const jumpTo = async (channelId: string, { side, seq, limit, sortDirection }: Jump) => {
  const { items, nextToken } = await alice.page(channelId, { [side]: seq, limit, sortDirection });
  return { seqs: items.map((message) => message.seq), nextToken };
};

const anyJump = (highest: number) =>
  fc.record({
    side: fc.constantFrom<Side>('before', 'after', 'around'),
    seq: fc.oneof(fc.integer({ min: 0, max: highest }), fc.constantFrom(0, 1, 2, 63, 64, 65, highest - 1, highest)),
    limit: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(1, 2, 3, 99, 100)),
    sortDirection: fc.constantFrom<SortDirection>('ASC', 'DESC'),
  });

describe('a jump', () => {
  const all = Array.from({ length: 10_000 }, (_, index) => index + 1);

  test('lands exactly, anywhere in 10,000 messages', async () => {
    for (const jump of seeded('jumps into 10,000').draw(anyJump(10_050), 120)) {
      expect((await jumpTo(logbook, jump)).seqs, JSON.stringify(jump)).toEqual(promised(all, jump));
    }
  });

  test('lands exactly where most positions are no message', async () => {
    for (const jump of seeded('jumps between messages').draw(anyJump(1210), 200)) {
      expect((await jumpTo(withMarks, jump)).seqs, JSON.stringify(jump)).toEqual(promised(sparse, jump));
    }
  });

  test('where marks were never written holds less than it might, never what is wrong, and leads to all of it', async () => {
    for (const drawn of seeded('jumps without marks').draw(anyJump(1210), 60)) {
      const jump = { ...drawn, limit: Math.max(25, drawn.limit) };
      const name = JSON.stringify(jump);
      const first = await jumpTo(withoutMarks, jump);
      const isWhole = first.seqs.length === promised(sparse, jump).length;
      if (isWhole) expect(first.seqs, name).toEqual(promised(sparse, jump));
      const seen = [...first.seqs];
      let { nextToken } = first;
      while (nextToken) {
        const page = await alice.page(withoutMarks, { ...paramsOf(jump), nextToken });
        seen.push(...page.items.map((message) => message.seq));
        ({ nextToken } = page);
      }
      seen.sort((a, b) => a - b);
      const wanted = {
        before: sparse.filter((seq) => seq < jump.seq),
        after: sparse.filter((seq) => seq > jump.seq),
        around: sparse.filter((seq) => seq <= Math.max(jump.seq, ...first.seqs)),
      }[jump.side];
      expect(seen, name).toEqual(wanted);
    }
  });

  const paramsOf = ({ side, seq, limit, sortDirection }: Jump) => ({ [side]: seq, limit, sortDirection });
});

describe('a cursor after a jump', () => {
  const follow = async (side: Side, sortDirection: SortDirection, keepsJump: boolean) => {
    const jump = { [side]: 5000, limit: 3, sortDirection };
    const first = await alice.page(logbook, jump);
    const direction = side === 'after' ? 'ASC' : 'DESC';
    const { nextToken } = first;
    const again = keepsJump ? { ...jump, nextToken } : { limit: 3, sortDirection: direction, nextToken };
    const second = await alice.page(logbook, again);
    return [first, second].map(({ items }) => items.map((message) => message.seq));
  };
  test('leads from `before` to older messages', async () => {
    expect(await follow('before', 'DESC', true)).toEqual([
      [4999, 4998, 4997],
      [4996, 4995, 4994],
    ]);
  });
  test('leads from `after` to newer messages, in the order that was asked for', async () => {
    expect(await follow('after', 'ASC', true)).toEqual([
      [5001, 5002, 5003],
      [5004, 5005, 5006],
    ]);
    expect(await follow('after', 'DESC', true)).toEqual([
      [5003, 5002, 5001],
      [5006, 5005, 5004],
    ]);
  });
  test('leads from `around` to older messages', async () => {
    expect(await follow('around', 'ASC', true)).toEqual([
      [4999, 5000, 5001],
      [4996, 4997, 4998],
    ]);
  });
  test('needs the position no more', async () => {
    expect(await follow('around', 'DESC', false)).toEqual([
      [5001, 5000, 4999],
      [4998, 4997, 4996],
    ]);
    expect(await follow('after', 'ASC', false)).toEqual([
      [5001, 5002, 5003],
      [5004, 5005, 5006],
    ]);
  });
  test('is null where there is nothing on that side', async () => {
    for (const jump of [{ before: 4 }, { before: 1 }, { before: 0 }, { around: 2, limit: 5 }, { after: 9_997 }]) {
      expect((await alice.page(logbook, { limit: 10, ...jump })).nextToken, JSON.stringify(jump)).toBeNull();
    }
  });
  test('belongs to one channel and one direction', async () => {
    const { nextToken } = await alice.page(logbook, { after: 5000, limit: 1 });
    for (const more of [{ before: 5000 }, { around: 5000 }, {}, { sortDirection: 'DESC' }]) {
      const { errors } = await alice.ask(operations.messagesByChannel, { channelId: logbook, ...more, nextToken });
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'CURSOR_INVALID' } }]);
    }
    const { errors } = await alice.ask(operations.messagesByChannel, { channelId: withMarks, after: 1, nextToken });
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'CURSOR_INVALID' } }]);
  });
});

describe('a jump to no one place', () => {
  const refused: [name: string, more: object, code: string, field: string][] = [
    ['below nothing', { before: -1 }, 'SEQ_INVALID', 'before'],
    ['above what can not be', { after: -1 }, 'SEQ_INVALID', 'after'],
    ['around what can not be', { around: -7 }, 'SEQ_INVALID', 'around'],
    ['before one and after another', { before: 10, after: 5 }, 'JUMP_INVALID', 'before'],
    ['after and around', { after: 5, around: 0 }, 'JUMP_INVALID', 'before'],
    ['all three', { before: 1, after: 1, around: 1 }, 'JUMP_INVALID', 'before'],
  ];
  for (const [name, more, code, field] of refused) {
    test(`is refused: ${name}`, async () => {
      const { data, errors } = await alice.ask(operations.messagesByChannel, { channelId: logbook, ...more });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code, field, retryable: false } }]);
    });
  }
  test('beyond the head shows the newest, or nothing above it', async () => {
    const far = 2_147_483_647;
    const newest = (await alice.page(logbook, { limit: 5 })).items;
    expect((await alice.page(logbook, { limit: 5, before: far })).items).toEqual(newest);
    expect((await alice.page(logbook, { limit: 5, around: far })).items).toEqual(newest.slice(0, 3));
    expect(await alice.page(logbook, { limit: 5, after: far })).toEqual({ items: [], nextToken: null });
  });
  test('is refused in a channel that is hidden as the channel is', async () => {
    const { errors } = await bob.ask(operations.messagesByChannel, { channelId: 'harbor_launch', around: 1 });
    expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
  });
});

describe('reactedByMe', () => {
  test('is told on every page for the one who reads', async () => {
    const { id } = await alice.send('harbor_general', 'who likes this?');
    await bob.get(operations.addReaction, { input: { messageId: id, channelId: 'harbor_general', emoji: '👍' } });
    const seenBy = async (person: Person) => (await person.page('harbor_general', { limit: 1 })).items[0]?.reactions;
    expect(await seenBy(bob)).toEqual([{ emoji: '👍', count: 1, reactedByMe: true }]);
    expect(await seenBy(alice)).toEqual([{ emoji: '👍', count: 1, reactedByMe: false }]);
  });
});
