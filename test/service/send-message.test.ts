import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let dave: Person;
let eve: Person;
const general = 'harbor_general';

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

const errorOf = async (sent: ReturnType<Person['trySend']>) => {
  const { data, errors } = await sent;
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  return { type: errors[0]?.errorType, ...errors[0]?.errorInfo };
};

describe('a sent message', () => {
  test('takes the next position, the caller as its author and the server’s time', async () => {
    const before = Date.now();
    const first = await alice.send(general, 'one');
    const second = await bob.send(general, 'two');
    expect(second.seq).toBe(first.seq + 1);
    expect(first).toMatchObject({
      channelId: general,
      userId: 'alice',
      content: 'one',
      replyToId: null,
      rev: first.seq,
    });
    expect(Date.parse(first.createdAt)).toBeGreaterThanOrEqual(before);
    expect(second.createdAt > first.createdAt).toBe(true);
  });

  test('may answer another of its channel', async () => {
    const question = await alice.send(general, 'Anyone?');
    const answer = await bob.send(general, 'Me.', { replyToId: question.id });
    expect(answer.replyToId).toBe(question.id);
  });

  test('may not answer itself, be it there or not', async () => {
    const id = ulid();
    for (const content of ['nothing yet', 'once']) {
      expect(await errorOf(alice.trySend(general, content, { id, replyToId: id }))).toMatchObject({
        type: 'InvalidInput',
        code: 'ID_INVALID',
        field: 'replyToId',
      });
      await alice.send(general, 'once', { id });
    }
  });

  test('may not answer one of another channel, nor one that is not there', async () => {
    const elsewhere = await alice.send('harbor_launch', 'secret');
    for (const replyToId of [elsewhere.id, ulid()]) {
      expect(await errorOf(bob.trySend(general, 'What?', { replyToId }))).toMatchObject({
        type: 'NotFound',
        code: 'REPLY_NOT_FOUND',
      });
    }
  });

  test('gets a position of its own, and a later time, however many are sent at once', async () => {
    const senders = [alice, bob, dave];
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        (senders[index % 3] as Person).send('harbor_boathouse', `at once ${index}`),
      ),
    );
    const bySeq = sent.toSorted((a, b) => a.seq - b.seq);
    const first = bySeq[0]?.seq ?? 0;
    expect(bySeq.map((message) => message.seq)).toEqual(bySeq.map((_, index) => first + index));
    for (const [index, message] of bySeq.entries()) {
      const next = bySeq[index + 1];
      if (next) expect(next.createdAt > message.createdAt).toBe(true);
    }
    const { items } = await alice.page('harbor_boathouse', { limit: 60 });
    expect(items.map((message) => message.id)).toEqual(bySeq.map((message) => message.id).toReversed());
  });

  test('keeps its order where the channel’s clock is ahead of the server’s', async () => {
    // One before a whole second, whose time must not be written shorter than the others.
    const ahead = Math.ceil((Date.now() + 60_000) / 1000) * 1000 - 1;
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: 'harbor_design' } },
      UpdateExpression: 'SET #clock = :ahead',
      ExpressionAttributeNames: { '#clock': 'clock' },
      ExpressionAttributeValues: { ':ahead': { N: String(ahead) } },
    });
    const first = await alice.send('harbor_design', 'from the future');
    const second = await alice.send('harbor_design', 'and after it');
    expect(first.createdAt).toMatch(/:\d\d\.000Z$/);
    expect(Date.parse(first.createdAt)).toBe(ahead + 1);
    expect(Date.parse(second.createdAt)).toBe(ahead + 2);
    expect(second.seq).toBe(first.seq + 1);
  });
});

describe('sending again', () => {
  test('answers with the stored message: same position, same time', async () => {
    const id = ulid();
    const first = await alice.send(general, 'once', { id });
    const again = await alice.send(general, 'once', { id });
    expect(again).toEqual(first);
    const { items } = await bob.page(general, { limit: 5 });
    expect(items.filter((message) => message.id === id)).toHaveLength(1);
  });

  test('tells the channel again, so that whoever missed it has it and nobody waits for the position', async () => {
    const listener = await bob.listen(general);
    const id = ulid();
    const sent = await alice.send(general, 'told twice', { id });
    const first = await listener.next();
    await alice.send(general, 'told twice', { id });
    const second = await listener.next();
    expect(second.message).toEqual(first.message);
    expect([first.seq, second.seq]).toEqual([sent.seq, sent.seq + 1]);
    listener.close();
  });

  test('with another content, channel or author is a conflict that writes and reveals nothing', async () => {
    const id = ulid();
    const first = await alice.send(general, 'mine', { id });
    const conflict = { type: 'Conflict', code: 'ID_TAKEN', field: 'id', retryable: false };
    expect(await errorOf(alice.trySend(general, 'changed', { id }))).toEqual(conflict);
    expect(await errorOf(alice.trySend('harbor_logbook', 'mine', { id }))).toEqual(conflict);
    expect(await errorOf(bob.trySend(general, 'mine', { id }))).toEqual(conflict);
    const refused = await eve.trySend('orchard_general', 'mine', { id });
    expect(JSON.stringify(refused)).not.toContain('mine');
    const { items } = await alice.page(general, { limit: 5 });
    expect(items.find((message) => message.id === id)).toEqual(first);
  });
});

describe('sending again with the hint that it is a retry', () => {
  const archive = (channelId: string, isArchived: boolean) =>
    network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: channelId } },
      UpdateExpression: isArchived ? 'SET archivedAt = :now' : 'REMOVE archivedAt',
      ...(isArchived ? { ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } } } : {}),
    });

  test('answers with the stored message and takes no position', async () => {
    const channelId = await addChannel(network, 'harbor', 'hinted', [alice]);
    const id = ulid();
    const sent = await alice.send(channelId, 'once', { id });
    expect(await alice.send(channelId, 'once', { id, isRetry: true })).toEqual(sent);
    expect(await channelOf(network, channelId)).toMatchObject({ headSeq: 1, messageCount: 1 });
  });

  test('tells the channel again, at the message’s own position', async () => {
    const channelId = await addChannel(network, 'harbor', 'hintedtold', [alice]);
    const listener = await bob.listen(channelId);
    const id = ulid();
    const sent = await alice.send(channelId, 'told twice', { id });
    await alice.send(channelId, 'told twice', { id, isRetry: true });
    const first = await listener.next();
    expect(await listener.next()).toEqual(first);
    expect(first).toMatchObject({ seq: sent.seq, at: sent.createdAt });
    listener.close();
  });

  test('stores what never got through', async () => {
    const sent = await alice.send(general, 'lost at first', { isRetry: true });
    expect((await bob.page(general, { limit: 1 })).items).toEqual([sent]);
  });

  test('finds what got through before the channel was archived, and stores nothing there', async () => {
    const channelId = await addChannel(network, 'harbor', 'hintedold', [alice]);
    const id = ulid();
    const sent = await alice.send(channelId, 'in time', { id });
    await archive(channelId, true);
    expect(await alice.send(channelId, 'in time', { id, isRetry: true })).toEqual(sent);
    for (const isRetry of [false, true]) {
      expect(await errorOf(alice.trySend(channelId, 'too late', { isRetry }))).toMatchObject({
        type: 'Forbidden',
        code: 'CHANNEL_ARCHIVED',
      });
    }
  });

  test('is a conflict with another content, channel or author, and hidden from who may not read', async () => {
    const id = ulid();
    await alice.send(general, 'mine', { id });
    const conflict = { type: 'Conflict', code: 'ID_TAKEN', field: 'id', retryable: false };
    expect(await errorOf(alice.trySend(general, 'changed', { id, isRetry: true }))).toEqual(conflict);
    expect(await errorOf(alice.trySend('harbor_logbook', 'mine', { id, isRetry: true }))).toEqual(conflict);
    expect(await errorOf(bob.trySend(general, 'mine', { id, isRetry: true }))).toEqual(conflict);
    expect(await errorOf(eve.trySend(general, 'mine', { id, isRetry: true }))).toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
    });
  });

  test('tells which reactions are the sender’s', async () => {
    const id = ulid();
    await alice.send(general, 'liked', { id });
    await alice.get(operations.addReaction, { input: { messageId: id, channelId: general, emoji: '👍' } });
    expect((await alice.send(general, 'liked', { id, isRetry: true })).reactions).toEqual([
      { emoji: '👍', count: 1, reactedByMe: true },
    ]);
  });
});

describe('sending again what has changed since', () => {
  const change = (id: string, expression: string, values: object) =>
    network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Message'),
      Key: { id: { S: id } },
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    });

  test('is still a conflict with another content, where others only reacted', async () => {
    const id = ulid();
    const { seq } = await alice.send(general, 'mine', { id });
    await change(id, 'SET rev = :rev', { ':rev': { N: String(seq + 1) } });
    expect(await errorOf(alice.trySend(general, 'changed', { id }))).toMatchObject({ code: 'ID_TAKEN' });
    expect(await alice.send(general, 'mine', { id })).toMatchObject({ seq, rev: seq + 1, content: 'mine' });
  });

  test('answers with the message as it is now, where it was edited', async () => {
    const id = ulid();
    const { seq } = await alice.send(general, 'first words', { id });
    await change(id, 'SET rev = :rev, content = :content, editedAt = :at', {
      ':rev': { N: String(seq + 1) },
      ':content': { S: 'second thoughts' },
      ':at': { S: new Date().toISOString() },
    });
    expect(await alice.send(general, 'first words', { id })).toMatchObject({ seq, content: 'second thoughts' });
    expect(await errorOf(bob.trySend(general, 'first words', { id }))).toMatchObject({ code: 'ID_TAKEN' });
  });
});

describe('input that can not be a message', () => {
  const invalid: [name: string, input: object, code: string, field: string, limit?: number][] = [
    ['nothing', { content: '' }, 'CONTENT_EMPTY', 'content'],
    ['blanks alone', { content: ' \n\t ' }, 'CONTENT_EMPTY', 'content'],
    ['what no one can see', { content: '\u200b\u2060\ufeff\u00ad' }, 'CONTENT_EMPTY', 'content'],
    ['variation selectors and tags alone', { content: '\ufe0f\u180b\u{e0100}\u{e0061}' }, 'CONTENT_EMPTY', 'content'],
    ['4,001 code points', { content: '🙂'.repeat(4001) }, 'CONTENT_TOO_LONG', 'content', 4000],
    ['a control character', { content: 'a\u0007b' }, 'CONTENT_INVALID', 'content'],
    ['half of a pair', { content: 'a\ud83db' }, 'CONTENT_INVALID', 'content'],
    ['an id that is no ULID', { id: 'not-a-ulid' }, 'ID_INVALID', 'id'],
    ['an id with a separator in it', { channelId: 'harbor_general#x' }, 'ID_INVALID', 'channelId', 64],
    ['a reply to an empty id', { replyToId: '' }, 'ID_INVALID', 'replyToId'],
    ['a reply to no ULID', { replyToId: '../x' }, 'ID_INVALID', 'replyToId'],
  ];
  for (const [name, input, code, field, limit] of invalid) {
    test(`${name} is refused`, async () => {
      const before = await alice.page(general, { limit: 1 });
      expect(await errorOf(alice.trySend(general, 'fine', input))).toMatchObject({
        type: 'InvalidInput',
        code,
        field,
        retryable: false,
        ...(limit ? { limit } : {}),
      });
      expect(await alice.page(general, { limit: 1 })).toEqual(before);
    });
  }

  const valid: [name: string, content: string][] = [
    ['4,000 code points of two units each', '🙂'.repeat(4000)],
    ['lines and tabs', 'a\n\tb'],
    ['one letter', 'x'],
    ['an emoji of several code points', '👩‍👩‍👧'],
    ['what this Unicode does not know, as next year’s emoji', '\u{1faff}'],
    ['right-to-left script', 'שלום'],
    ['what looks like markup', '<script>alert(1)</script>'],
  ];
  for (const [name, content] of valid) {
    test(`${name} can, and comes back as it was sent`, async () => {
      expect((await alice.send(general, content)).content).toBe(content);
    });
  }
});

describe('who may send', () => {
  test('a guest, where they were added', async () => {
    expect((await dave.send(general, 'hello')).userId).toBe('dave');
  });
  for (const [name, person, channelId] of [
    ['a guest, where they were not', () => dave, 'harbor_design'],
    ['a member, to a private channel that they are not in', () => bob, 'harbor_launch'],
    ['somebody of another workspace', () => eve, general],
    ['anybody, to a channel that is not there', () => alice, 'harbor_nowhere'],
    ['anybody, to a workspace that is not there', () => alice, 'nowhere_general'],
    ['anybody, to what names no workspace', () => alice, 'general'],
  ] as const) {
    test(`not ${name}`, async () => {
      const { data, errors } = await person().trySend(channelId, 'let me in');
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        {
          errorType: 'NotFound',
          message: 'There is no such channel.',
          errorInfo: { code: 'CHANNEL_NOT_FOUND', retryable: false },
        },
      ]);
    });
  }
});
