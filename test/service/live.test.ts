import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('an event', () => {
  test('tells everyone who listens the whole message, at once', async () => {
    const listeners = await Promise.all([alice, bob, dave].map((person) => person.listen(general)));
    const sent = await alice.send(general, 'all hands');
    for (const listener of listeners) {
      expect(await listener.next()).toEqual({
        channelId: general,
        seq: sent.seq,
        kind: 'MESSAGE_SENT',
        actorId: 'alice',
        at: sent.createdAt,
        audience: `${general}:1.1`,
        endsAudience: false,
        message: sent,
        reaction: null,
        member: null,
        channel: null,
      });
      listener.close();
    }
  });

  test('is whole whatever the sender selected, and under whatever names', async () => {
    const listener = await bob.listen(general);
    const narrow = `mutation($input: SendMessageInput!) { sendMessage(input: $input) { userId: content content: id } }`;
    const { data } = await alice.ask(narrow, {
      input: { id: '01JZZZZZZZZZZZZZZZZZZZZZZZ', channelId: general, content: 'bob' },
    });
    expect(data).toEqual({ sendMessage: { userId: 'bob', content: '01JZZZZZZZZZZZZZZZZZZZZZZZ' } });
    expect((await listener.next()).message).toMatchObject({ userId: 'alice', content: 'bob' });
    listener.close();
  });

  test('comes in the order of the channel’s positions, without one missing', async () => {
    const listener = await bob.listen(general);
    const sent = [];
    for (let index = 0; index < 20; index += 1) sent.push(await alice.send(general, `in turn ${index}`));
    const heard = [];
    while (heard.length < sent.length) heard.push(await listener.next());
    expect(heard.map((event) => event.seq)).toEqual(sent.map((message) => message.seq));
    listener.close();
  });

  test('is heard in its own channel alone', async () => {
    const here = await alice.listen('harbor_design');
    const there = await alice.listen('harbor_launch');
    await alice.send('harbor_launch', 'for the launch');
    const sent = await alice.send('harbor_design', 'for the design');
    await alice.send('harbor_launch', 'the last word');
    expect((await here.next()).message?.id).toBe(sent.id);
    await there.next();
    expect((await there.next()).message?.content).toBe('the last word');
    expect(here.heard()).toEqual([]);
    here.close();
    there.close();
  });
});

describe('a subscription', () => {
  for (const [name, person, channelId] of [
    ['a private channel, for who is not in it', () => bob, 'harbor_launch'],
    ['a direct message, for somebody else', () => dave, 'harbor_dm-alice-bob'],
    ['a channel of another workspace', () => eve, general],
    ['a channel that is not there', () => alice, 'harbor_absent'],
  ] as const) {
    test(`is refused: ${name}`, async () => {
      await expect(person().listen(channelId)).rejects.toMatchObject({
        errorType: 'NotFound',
        message: 'There is no such channel.',
      });
    });
  }

  test('refused leaves the person’s other ones alone: the type is none that closes the socket', async () => {
    const refusal = await bob.listen('harbor_launch').catch((error: { errorType: string }) => error.errorType);
    expect(refusal).toBe('NotFound');
    expect(refusal).not.toMatch(/Unauthorized/);
  });

  const widened: [name: string, query: string, variables: object][] = [
    ['without its argument', 'subscription { onChannelEvent { seq } }', {}],
    ['with null for it', 'subscription { onChannelEvent(channelId: null) { seq } }', {}],
    ['with a variable that is not given', 'subscription($c: ID!) { onChannelEvent(channelId: $c) { seq } }', {}],
    [
      'with a list',
      'subscription($c: ID!) { onChannelEvent(channelId: $c) { seq } }',
      { c: [general, 'harbor_launch'] },
    ],
    ['with an empty id', 'subscription { onChannelEvent(channelId: "") { seq } }', {}],
    ['with a pattern', 'subscription { onChannelEvent(channelId: "harbor_*") { seq } }', {}],
    [
      'with a second field',
      'subscription { onChannelEvent(channelId: "harbor_general") { seq } other: onChannelEvent(channelId: "harbor_launch") { seq } }',
      {},
    ],
  ];
  for (const [name, query, variables] of widened) {
    test(`can not be widened ${name}`, async () => {
      await expect(bob.listenTo(query, variables)).rejects.toMatchObject({ name: 'RefusedError' });
    });
  }

  test('of before a change of the audience hears nothing of after it', async () => {
    const changeEpoch = (by: number) =>
      network.dynamoDb.call('UpdateItem', {
        TableName: network.tableOf('Channel'),
        Key: { id: { S: 'harbor_design' } },
        UpdateExpression: 'ADD audienceEpoch :by',
        ExpressionAttributeValues: { ':by': { N: String(by) } },
      });
    const before = await bob.listen('harbor_design');
    await changeEpoch(1);
    const after = await bob.listen('harbor_design');
    await alice.send('harbor_design', 'for those of after');
    expect((await after.next()).audience).toBe('harbor_design:1.2');
    // Changed back, the first thing that the old subscription hears must be what comes now.
    await changeEpoch(-1);
    const heard = await alice.send('harbor_design', 'for those of before');
    expect((await before.next()).message?.id).toBe(heard.id);
    before.close();
    after.close();
  });
});

describe('publishing', () => {
  const publish = `mutation($input: ChannelEventInput!) { publishChannelEvent(input: $input) { seq } }`;
  const forged = {
    channelId: general,
    seq: 1,
    kind: 'MESSAGE_SENT',
    actorId: 'alice',
    at: '2026-01-01T00:00:00.000Z',
    audience: `${general}:1.1`,
    endsAudience: false,
  };

  test('is the service’s alone: no person can, whatever their role', async () => {
    const listener = await bob.listen(general);
    for (const person of [alice, bob, dave, eve]) {
      const { data, errors } = await person.ask(publish, { input: forged });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    }
    const sent = await alice.send(general, 'the real thing');
    expect((await listener.next()).seq).toBe(sent.seq);
    listener.close();
  });
});

describe('a session', () => {
  const ask = (token: string) =>
    fetch(network.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) },
      body: JSON.stringify({ query: '{ me { id } }' }),
    });
  const sign = (header: object, payload: object, signature: string) =>
    [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
    `.${signature}`;
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;

  test('that ended, and one that is forged, is refused with 401 and nothing else', async () => {
    const ended = (await network.signIn('alice', -60_000)).token;
    const [header, , signature] = alice.token.split('.');
    const swapped = `${header}.${Buffer.from(JSON.stringify({ sub: 'bob', exp: inAnHour })).toString('base64url')}.${signature}`;
    const unsigned = sign({ alg: 'none' }, { sub: 'alice', exp: inAnHour }, '');
    for (const token of ['', 'nonsense', ended, swapped, unsigned]) {
      const response = await ask(token);
      expect(response.status).toBe(401);
      expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
      expect(await response.json()).not.toHaveProperty('data');
    }
  });

  test('that is good gets through, with and without the word Bearer', async () => {
    for (const token of [alice.token, `Bearer ${alice.token}`]) {
      expect(await (await ask(token)).json()).toEqual({ data: { me: { id: 'alice' } } });
    }
  });

  test('is asked for on every connection', async () => {
    const ended = (await network.signIn('alice', -60_000)).token;
    const { Person } = await import('../support/person.ts');
    await expect(new Person('alice', ended, network).listen(general)).rejects.toThrow();
  });
});
