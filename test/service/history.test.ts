import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { MessagesByChannelQuery } from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let dave: Person;
let eve: Person;

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  ({ alice, bob, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

describe('history', () => {
  test('is the newest 50, newest first, unless said otherwise', async () => {
    const { items, nextToken } = await alice.page('harbor_logbook');
    expect(items.map((message) => message.seq)).toEqual(Array.from({ length: 50 }, (_, index) => 10_000 - index));
    expect(items.map((message) => message.createdAt)).toEqual(
      items
        .map((message) => message.createdAt)
        .sort()
        .reverse(),
    );
    expect(nextToken).not.toBeNull();
  });

  test('pages back through all 10,000 messages, each exactly once', async () => {
    const seqs: number[] = [];
    let nextToken: string | null = null;
    do {
      const page = await alice.page('harbor_logbook', { limit: 100, nextToken });
      expect(page.items.length).toBe(100);
      seqs.push(...page.items.map((message) => message.seq));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seqs).toEqual(Array.from({ length: 10_000 }, (_, index) => 10_000 - index));
  });

  test('pages forward from the oldest', async () => {
    const first = await alice.page('harbor_logbook', { limit: 3, sortDirection: 'ASC' });
    const second = await alice.page('harbor_logbook', { limit: 3, sortDirection: 'ASC', nextToken: first.nextToken });
    expect([...first.items, ...second.items].map((message) => message.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('ends with a page that says so, also where the pages come out even', async () => {
    const all = await alice.page('harbor_design', { limit: 4 });
    expect(all.items).toHaveLength(4);
    expect(all.nextToken).toBeNull();
  });

  const refused: [name: string, more: object, code: string, field: string][] = [
    ['no item', { limit: 0 }, 'LIMIT_INVALID', 'limit'],
    ['101 items', { limit: 101 }, 'LIMIT_INVALID', 'limit'],
    ['a cursor that is none', { nextToken: 'not a cursor' }, 'CURSOR_INVALID', 'nextToken'],
    ['a cursor made up', { nextToken: Buffer.from('x|y|z').toString('base64') }, 'CURSOR_INVALID', 'nextToken'],
    ['an empty cursor of base64', { nextToken: '====' }, 'CURSOR_INVALID', 'nextToken'],
  ];
  for (const [name, more, code, field] of refused) {
    test(`refuses a page of ${name}`, async () => {
      const { data, errors } = await alice.ask<MessagesByChannelQuery>(operations.messagesByChannel, {
        channelId: 'harbor_logbook',
        ...more,
      });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code, field } }]);
    });
  }

  test('refuses a cursor of another channel and of the other direction', async () => {
    const { nextToken } = await alice.page('harbor_logbook', { limit: 1 });
    for (const more of [{ channelId: 'harbor_general' }, { channelId: 'harbor_logbook', sortDirection: 'ASC' }]) {
      const { errors } = await alice.ask(operations.messagesByChannel, { ...more, nextToken });
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'CURSOR_INVALID' } }]);
    }
  });

  test('is checked on every page: a cursor gives no right', async () => {
    const { nextToken } = await alice.page('harbor_launch', { limit: 1 });
    const { data, errors } = await bob.ask(operations.messagesByChannel, { channelId: 'harbor_launch', nextToken });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ errorType: 'NotFound' }]);
  });

  for (const [name, person, channelId] of [
    ['a private channel, to a member of the workspace who is not in it', () => bob, 'harbor_launch'],
    ['a direct message, to somebody else', () => dave, 'harbor_dm-alice-bob'],
    ['a public channel, to a guest who was not added', () => dave, 'harbor_logbook'],
    ['a public channel, to another workspace', () => eve, 'harbor_general'],
  ] as const) {
    test(`is closed: ${name}`, async () => {
      const { data, errors } = await person().ask(operations.messagesByChannel, { channelId });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
    });
  }
});
