import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import { signRequest } from '../../local/iam/signature.ts';
import { type Attempt, channelAttempts, hidden, inboxAttempts, mine, of, subscription } from '../access/attempts.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { type Heard, type Socket, openSocket } from '../support/socket.ts';
import * as operations from '../../generated/operations.ts';

let network: Network;
let alice: Person;
let bob: Person;
let dave: Person;
let eve: Person;
let socket: Socket;

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, dave, eve } = await network.everyone());
  socket = await openSocket(network.realtimeUrl, bob.token);
});
afterAll(async () => {
  socket?.close();
  await network?.close();
});

interface Told {
  seq?: number;
  channelId?: string;
}

/** Starts what can be started. The refused are told something else than `Unauthorized`, which would end the whole socket. */
async function start<Event>(attempts: Attempt[]): Promise<[name: string, heard: Heard<Event>][]> {
  const started: [string, Heard<Event>][] = [];
  for (const [name, query, variables = {}] of attempts) {
    try {
      started.push([name, await socket.subscribe<Event>(query, variables)]);
    } catch (error) {
      expect(error, name).toMatchObject({ name: 'RefusedError', errorType: expect.not.stringMatching(/Unauthorized/) });
    }
  }
  return started;
}

describe('a subscription can not be widened', () => {
  test('to channels that the caller does not read, in any of the ways to ask', async () => {
    const plain = await socket.subscribe<Told>(subscription(of(mine)), {});
    const started = await start<Told>(channelAttempts);
    await alice.send(hidden, 'not for bob');
    await alice.send(mine, 'for all');
    await alice.send(hidden, 'nor this');
    const last = await alice.send(mine, 'the last word');
    await plain.until((event) => event.seq === last.seq);
    for (const [name, { events }] of started) {
      // What has begun hears its own channel, so that its silence about the other one means something.
      expect(events.length, name).toBeGreaterThan(0);
      expect([...new Set(events.map((event) => event.channelId))], name).toEqual([mine]);
    }
    expect(started.map(([name]) => name)).toEqual([
      'with a default that a variable overrides',
      'by a fragment skipped',
      'with fewer fields',
      'with one field under another name',
    ]);
    plain.stop();
    for (const [, heard] of started) heard.stop();
    expect(socket.isClosed).toBe(false);
  });

  test('to the inbox of others, in any of the ways to ask', async () => {
    const plain = await socket.subscribe<{ userId: string; seq: number }>(
      subscription('onInboxEvent(userId: "bob") { userId seq }'),
      {},
    );
    const started = await start<{ userId?: string; actorId?: string }>(inboxAttempts);
    const hers = await alice.send(mine, 'one more');
    await alice.get(operations.markRead, { input: { channelId: mine, seq: hers.seq } });
    await bob.get(operations.markRead, { input: { channelId: mine, seq: hers.seq } });
    await plain.until((event) => event.seq === hers.seq);
    for (const [name, { events }] of started) {
      expect(events.length, name).toBeGreaterThan(0);
      for (const event of events) expect(Object.values(event), name).not.toContain('alice');
    }
    expect(plain.events.map((event) => event.userId)).toEqual(['bob']);
    expect(started.map(([name]) => name)).toEqual(['with fewer fields', 'without the field that it is filtered by']);
    plain.stop();
    for (const [, heard] of started) heard.stop();
    expect(socket.isClosed).toBe(false);
  });
});

describe('what a sender selects changes nothing for anyone', () => {
  const input = 'mutation($input: SendMessageInput!)';
  const documents: [name: string, query: string][] = [
    ['one field', `${input} { sendMessage(input: $input) { id } }`],
    ['the name of the type', `${input} { sendMessage(input: $input) { __typename } }`],
    ['other names', `${input} { sendMessage(input: $input) { userId: content content: id id: channelId } }`],
    ['another name for it all', `${input} { publishChannelEvent: sendMessage(input: $input) { id } }`],
    ['a fragment', `${input} { sendMessage(input: $input) { ...F } } fragment F on Message { actorId: id }`],
    ['nothing that is included', `${input} { sendMessage(input: $input) { id content @include(if: false) } }`],
  ];
  for (const [name, query] of documents) {
    test(name, async () => {
      const heard = await socket.subscribe<Record<string, unknown>>(operations.onChannelEvent, { channelId: mine });
      const id = ulid();
      await alice.get(query, { input: { id, channelId: mine, content: 'bob' } });
      const event = await heard.until(() => true);
      expect(event).toMatchObject({
        channelId: mine,
        kind: 'MESSAGE_SENT',
        actorId: 'alice',
        message: { id, channelId: mine, userId: 'alice', content: 'bob', attachments: [], mentions: [] },
      });
      expect((await alice.page(mine, { limit: 1 })).items).toEqual([
        expect.objectContaining({ ...(event.message as object), reactions: [] }),
      ]);
      heard.stop();
    });
  }

  test('edits, deletions, reactions and typing', async () => {
    const heard = await socket.subscribe<Record<string, unknown>>(operations.onChannelEvent, { channelId: mine });
    const { id } = await alice.send(mine, 'at first');
    const changes: [kind: string, query: string, more: object][] = [
      [
        'MESSAGE_EDITED',
        'mutation($i: EditMessageInput!) { editMessage(input: $i) { userId: content } }',
        { content: 'bob' },
      ],
      ['REACTION_ADDED', 'mutation($i: ReactionInput!) { addReaction(input: $i) { userId: emoji } }', { emoji: '👍' }],
      [
        'REACTION_REMOVED',
        'mutation($i: ReactionInput!) { removeReaction(input: $i) { __typename } }',
        { emoji: '👍' },
      ],
      ['MESSAGE_DELETED', 'mutation($i: DeleteMessageInput!) { deleteMessage(input: $i) { userId: id } }', {}],
    ];
    for (const [kind, query, more] of changes) {
      const named = kind.startsWith('REACTION') ? { messageId: id } : { id };
      await alice.get(query, { i: { ...named, channelId: mine, ...more } });
      const event = await heard.until((one) => one.kind === kind);
      expect(event).toMatchObject({ channelId: mine, actorId: 'alice', message: { id, userId: 'alice' } });
    }
    await alice.get('mutation($c: ID!) { kind: sendTyping(channelId: $c) }', { c: mine });
    expect(await heard.until((one) => one.kind === 'TYPING')).toMatchObject({ actorId: 'alice', channelId: mine });
    heard.stop();
  });

  test('many in one request, each told whole', async () => {
    const heard = await socket.subscribe<{ message: { id: string; userId: string } }>(operations.onChannelEvent, {
      channelId: mine,
    });
    const ids = Array.from({ length: 5 }, () => ulid());
    const fields = ids.map(
      (id, index) =>
        `m${index}: sendMessage(input: {id: "${id}", channelId: "${mine}", content: "many"}) { content: id }`,
    );
    await alice.get(`mutation { ${fields.join(' ')} }`);
    for (const id of ids) {
      expect(await heard.until((event) => event.message.id === id)).toMatchObject({
        message: { id, userId: 'alice', content: 'many', channelId: mine },
      });
    }
    heard.stop();
  });
});

describe('publishing is refused', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const event = { seq: 1, kind: 'MESSAGE_SENT', actorId: 'alice', at, audience: `${mine}:1.1`, endsAudience: false };
  const inboxEvent = { userId: 'bob', kind: 'MENTIONED', actorId: 'alice', at, workspaceId: 'harbor' };
  const documents: [name: string, query: string, variables: object][] = [
    [
      'of a channel',
      'mutation($e: ChannelEventInput!) { publishChannelEvent(input: $e) { channelId seq kind actorId at audience } }',
      { e: { channelId: mine, ...event } },
    ],
    [
      'of an inbox',
      'mutation($e: InboxEventInput!) { publishInboxEvent(input: $e) { userId kind actorId at workspaceId } }',
      { e: inboxEvent },
    ],
    [
      'under another name',
      'mutation($e: ChannelEventInput!) { sendMessage: publishChannelEvent(input: $e) { seq } }',
      { e: { channelId: mine, ...event } },
    ],
    [
      'in a fragment',
      'mutation($e: ChannelEventInput!) { ...F } fragment F on Mutation { publishChannelEvent(input: $e) { seq } }',
      { e: { channelId: mine, ...event } },
    ],
  ];

  for (const [name, query, variables] of documents) {
    test(`${name}, to every person`, async () => {
      const channelEvents = await socket.subscribe<Told>(subscription(of(mine)), {});
      const inboxEvents = await socket.subscribe<{ kind: string; seq: number }>(
        subscription('onInboxEvent(userId: "bob") { kind seq }'),
        {},
      );
      for (const person of [alice, bob, dave, eve]) {
        const { data, errors } = await person.ask(query, variables);
        expect(data).toBeNull();
        expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
      }
      const sent = await alice.send(mine, 'the real thing');
      await channelEvents.until((told) => told.seq === sent.seq);
      await bob.get(operations.markRead, { input: { channelId: mine, seq: sent.seq } });
      await inboxEvents.until((told) => told.seq === sent.seq);
      expect(channelEvents.events.map((told) => told.seq)).toEqual([sent.seq]);
      expect(inboxEvents.events.map((told) => told.kind)).toEqual(['READ']);
      channelEvents.stop();
      inboxEvents.stop();
    });

    test(`${name}, to every role of the deployment but the publisher’s`, async () => {
      const [api] = network.deployment.apis;
      const publisher = api?.dataSources.find((source) => source.name === 'publisher')?.role?.arn;
      expect(publisher).toBeDefined();
      const others = network.deployment.roles.filter((role) => role.arn !== publisher);
      expect(others.length).toBeGreaterThan(5);
      for (const { arn } of others) {
        const told = await askAs(arn, { query, variables });
        expect(told, arn).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized' }] });
      }
    });

    test(`${name}, to who brings a key that the API does not have`, async () => {
      const response = await fetch(network.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'da2-abcdefghijklmnopqrstuvwxyz' },
        body: JSON.stringify({ query, variables }),
      });
      expect(response.status).toBe(401);
      expect(await response.json()).not.toHaveProperty('data');
    });
  }

  test('the publisher’s role can do nothing else', async () => {
    const [api] = network.deployment.apis;
    const publisher = api?.dataSources.find((source) => source.name === 'publisher')?.role?.arn ?? '';
    for (const [query, variables] of [
      [operations.me, {}],
      [operations.getChannel, { id: mine }],
      [operations.messagesByChannel, { channelId: mine }],
      [operations.sendMessage, { input: { id: ulid(), channelId: mine, content: 'as the service' } }],
    ] as const) {
      const told = await askAs(publisher, { query, variables });
      expect(told).toMatchObject({ errors: [{ errorType: 'Unauthorized' }] });
      expect(Object.values((told as { data?: object | null }).data ?? {}).filter((value) => value !== null)).toEqual(
        [],
      );
    }
  });

  async function askAs(role: string, body: object): Promise<unknown> {
    const [api] = network.deployment.apis;
    const text = JSON.stringify(body);
    const headers = { host: new URL(network.url).host, 'content-type': 'application/json' };
    const signed = await signRequest(
      { method: 'POST', target: '/graphql', headers, body: text },
      network.credentialsOf(role),
      { service: 'appsync', region: api?.arn.split(':')[3] ?? '' },
    );
    const response = await fetch(network.url, { method: 'POST', headers: signed, body: text });
    return response.json();
  }
});
