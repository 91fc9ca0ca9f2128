import { amplifyTransport } from '../../client/src/amplify.ts';
import { uploadFile } from '../../client/src/attachments/index.ts';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  createParley,
  MessagingError,
  type Message,
  openRoster,
  operationsOf,
  type OutboxEntry,
  type OutboxStore,
  type Parley,
  type RealtimeTransport,
  type SubscriptionListener,
  type TimelineState,
} from '../../client/src/index.ts';
import { createMemoryStore } from '../../client/src/outbox/memory-store.ts';
import { handClock } from './support/hand-clock.ts';
import { type Answer, openWire, type Wire } from './support/wire.ts';

let wire: Wire;
let open: Parley[] = [];

beforeAll(() => {
  // Node 20 has none; the one of `ws` is near enough to the browser's for Amplify, though not in its types.
  globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
});

afterEach(async () => {
  for (const parley of open) parley.close();
  open = [];
  await wire.close();
});

describe('a request', () => {
  test('carries the token of its own caller, however many there are', async () => {
    await serve((_, token) => data({ me: { id: token, name: token } }));
    const callers = ['alice', 'bob', 'carol'].map((token) => ({ token, parley: parleyOf(token) }));
    const answers = await Promise.all(
      [...callers, ...callers].map(async ({ token, parley }) => [token, (await parley.me()).id]),
    );
    for (const [token, id] of answers) expect(id).toBe(token);
  });

  test('asks for the token anew each time', async () => {
    await serve((_, token) => data({ me: { id: 'alice', name: token } }));
    let count = 0;
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => `token ${++count}` });
    expect((await parley.me()).name).toBe('token 1');
    expect((await parley.me()).name).toBe('token 2');
  });

  test('fails with SESSION_REQUIRED, and never leaves, without a token', async () => {
    await serve(() => data({}));
    await expect(parleyOf('').me()).rejects.toMatchObject({ code: 'SESSION_REQUIRED', retryable: false });
    expect(wire.arrivals).toEqual([]);
  });

  test('passes on the MessagingError that getToken throws', async () => {
    await serve(() => data({}));
    const away = new MessagingError({ code: 'NETWORK', type: 'Unreachable', message: 'Away.' });
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => Promise.reject(away) });
    await expect(parley.me()).rejects.toBe(away);
  });

  describe('that the service refuses with 401', () => {
    const forced: boolean[] = [];
    /** An application that keeps its token in memory. */
    function application(renewed: string) {
      let token = 'old';
      forced.length = 0;
      return ({ forceRefresh = false }) => {
        forced.push(forceRefresh);
        if (forceRefresh) token = renewed;
        return token;
      };
    }

    test('is asked once more, with a token got anew', async () => {
      await serve((_, token) => (token === 'old' ? unauthorized : data({ me: { id: 'alice' } })));
      const parley = createParley({ endpoint: wire.endpoint, getToken: application('new') });
      open.push(parley);
      expect((await parley.me()).id).toBe('alice');
      expect(forced).toEqual([false, true]);
    });

    test('gets one token for all who are refused together', async () => {
      await serve((_, token) => (token === 'old' ? unauthorized : data({ me: { id: 'alice' } })));
      const parley = createParley({ endpoint: wire.endpoint, getToken: application('new') });
      open.push(parley);
      await Promise.all(Array.from({ length: 5 }, () => parley.me()));
      expect(forced.filter(Boolean)).toHaveLength(1);
    });

    test('is not asked a third time, and gets no other token until a request was answered', async () => {
      let isRefused = true;
      await serve((operation) => (isRefused || operation !== 'Me' ? unauthorized : data({ me: { id: 'alice' } })));
      const parley = createParley({ endpoint: wire.endpoint, getToken: application('new') });
      open.push(parley);
      await expect(parley.me()).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
      await expect(parley.me()).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
      expect([wire.arrivals.length, forced.filter(Boolean).length]).toEqual([3, 1]);
      isRefused = false;
      await parley.me();
      isRefused = true;
      await expect(parley.me()).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
      expect(forced.filter(Boolean)).toHaveLength(2);
    });

    test('does not end a timeline', async () => {
      await serve((_, token) => (token === 'old' ? unauthorized : page([message(1)])));
      const parley = createParley({ endpoint: wire.endpoint, getToken: application('new'), person: 'alice' });
      open.push(parley);
      const timeline = parley.openTimeline('w_c');
      await state(timeline, ({ status }) => status === 'live');
      expect(timeline.state()).toMatchObject({ error: null, messages: [{ seq: 1 }] });
    });
  });

  test('fails with NETWORK, and not for good, where getToken is out of reach, and with SESSION_REQUIRED where it fails else', async () => {
    await serve(() => data({}));
    const failing = (failure: Error) =>
      createParley({ endpoint: wire.endpoint, getToken: () => Promise.reject(failure) }).me();
    await expect(failing(new TypeError('fetch failed'))).rejects.toMatchObject({ code: 'NETWORK', retryable: true });
    await expect(failing(new Error('Mine.'))).rejects.toMatchObject({
      code: 'SESSION_REQUIRED',
      cause: { message: 'Mine.' },
    });
    expect(wire.arrivals).toEqual([]);
  });

  test('fails with TIMEOUT where no answer comes', async () => {
    await serve(() => 'never');
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => 'alice', requestTimeoutMs: 50 });
    await expect(parley.me()).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  });

  test('fails with the typed error of the service', async () => {
    const errors = [{ message: 'None.', errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }];
    await serve(() => ({ body: { data: { getChannel: null }, errors } }));
    const failure = await parleyOf('alice')
      .channel('w_c')
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MessagingError);
    expect(failure).toMatchObject({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'None.' });
  });

  test('gathers all pages of channels', async () => {
    let page = 0;
    await serve(() =>
      data({ listMyChannels: { items: [{ lastReadSeq: ++page }], nextToken: page < 3 ? 'more' : null } }),
    );
    const channels = await parleyOf('alice').myChannels('w');
    expect(channels.map(({ lastReadSeq }) => lastReadSeq)).toEqual([1, 2, 3]);
  });

  test('sends the same id again when told to, and a new ULID otherwise', async () => {
    await serve(() => data({ sendMessage: message(1) }));
    const parley = parleyOf('alice');
    await parley.send({ channelId: 'w_c', content: 'one' });
    await parley.send({ channelId: 'w_c', content: 'two', id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    const ids = wire.arrivals.flatMap((arrival) =>
      arrival.kind === 'request' && arrival.operation === 'SendMessage' ? [arrival.variables['input']] : [],
    );
    expect(ids[0]).toMatchObject({ id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) });
    expect(ids[1]).toMatchObject({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
  });
});

describe('a timeline', () => {
  test('can not be opened where there is no WebSocket, and says what to do', async () => {
    await serve(() => data({}));
    const present = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      expect(() => parleyOf('alice').openTimeline('w_c')).toThrow('set globalThis.WebSocket');
    } finally {
      globalThis.WebSocket = present;
    }
  });

  test.each([
    ['its own transport', undefined],
    ['Amplify’s', amplifyTransport],
  ] as const)('by %s: subscribes, loads the newest page, then is live', async (_, realtime) => {
    await serve(() => data({ messagesByChannel: { items: [message(2), message(1)], nextToken: null } }));
    const parley = createParley({
      endpoint: wire.endpoint,
      getToken: () => 'alice',
      ...(realtime && { realtime }),
      person: 'alice',
    });
    const timeline = parley.openTimeline('w_c');
    const statuses: TimelineState['status'][] = [];
    timeline.onChange(() => statuses.push(timeline.state().status));
    await state(timeline, ({ status }) => status === 'live');
    expect(wire.arrivals.map((arrival) => arrival.kind)).toEqual(['start', 'request']);
    expect([...new Set(statuses)]).toEqual(['catching-up', 'live']);
    expect(timeline.state()).toMatchObject({ isLoaded: true, hasOlder: false, error: null });

    wire.tell(event(3));
    await state(timeline, ({ messages }) => messages.length === 3);
    expect(timeline.state().messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    timeline.close();
    parley.close();
  });

  test('is carried by whatever transport it is given', async () => {
    await serve(() => data({ messagesByChannel: { items: [], nextToken: null } }));
    let listener: SubscriptionListener | undefined;
    const realtime: RealtimeTransport = {
      subscribe: (_, given) => {
        listener = given;
        return () => {};
      },
      status: () => 'open',
      onStatus: () => () => {},
      close: () => {},
    };
    const options = { endpoint: wire.endpoint, getToken: () => 'alice', realtime, person: 'alice' };
    const timeline = createParley(options).openTimeline('w_c');
    listener?.onAcknowledged();
    await state(timeline, ({ status }) => status === 'live');
    listener?.onData({ onChannelEvent: event(1) });
    expect(timeline.state().messages.map(({ seq }) => seq)).toEqual([1]);
    timeline.close();
  });

  test('shows what was sent once, though its event comes too', async () => {
    await serve((operation) =>
      operation === 'SendMessage'
        ? data({ sendMessage: message(1) })
        : data({ messagesByChannel: { items: [], nextToken: null } }),
    );
    const timeline = parleyOf('alice').openTimeline('w_c');
    await state(timeline, ({ status }) => status === 'live');
    const id = await timeline.post({ content: 'message 1', id: 'm1' });
    await state(timeline, ({ messages }) => messages.length === 1);
    expect([id, timeline.state().pending]).toEqual(['m1', []]);
    wire.tell(event(1));
    wire.tell(event(2));
    await state(timeline, ({ messages }) => messages.at(-1)?.seq === 2);
    expect(timeline.state().messages.map(({ seq }) => seq)).toEqual([1, 2]);
    timeline.close();
  });

  test('starts each subscription with its own caller’s token', async () => {
    await serve(() => data({ messagesByChannel: { items: [], nextToken: null } }));
    const timelines = ['alice', 'bob'].map((token) => parleyOf(token).openTimeline('w_c'));
    await Promise.all(timelines.map((timeline) => state(timeline, ({ status }) => status === 'live')));
    const tokens = wire.arrivals.flatMap((arrival) => (arrival.kind === 'start' ? [arrival.token] : []));
    expect(tokens.sort()).toEqual(['alice', 'bob']);
    for (const timeline of timelines) timeline.close();
  });

  test('is not live before the page came, and asks again after a passing failure', async () => {
    let asked = 0;
    const failed = { body: { data: null, errors: [{ message: 'Busy.', errorType: 'Unavailable' }] } };
    const page = data({ messagesByChannel: { items: [message(1)], nextToken: null } });
    await serve(() => (++asked < 2 ? failed : page));
    const timeline = parleyOf('alice').openTimeline('w_c');
    await state(timeline, ({ status }) => status === 'catching-up');
    expect(timeline.state().isLoaded).toBe(false);
    await state(timeline, ({ status }) => status === 'live');
    expect(timeline.state().messages).toHaveLength(1);
    timeline.close();
  });

  test('ends with the error where the page is refused for good', async () => {
    const errors = [{ message: 'None.', errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }];
    await serve(() => ({ body: { data: null, errors } }));
    const timeline = parleyOf('alice').openTimeline('w_c');
    await state(timeline, ({ error }) => error !== null);
    expect(timeline.state()).toMatchObject({ status: 'offline', error: { code: 'CHANNEL_NOT_FOUND' } });
  });

  test('ends with SESSION_REQUIRED where there is no token', async () => {
    await serve(() => data({}));
    const timeline = parleyOf('').openTimeline('w_c');
    await state(timeline, ({ error }) => error !== null);
    expect(timeline.state()).toMatchObject({ status: 'offline', error: { code: 'SESSION_REQUIRED' } });
  });
});

describe('a person who writes', () => {
  const session = { body: { data: null, errors: [{ message: 'No.', errorType: 'UnauthorizedException' }] } };

  test('is asked for once, where it was not said who it is, and writes nothing that is not kept', async () => {
    let isSignedIn = false;
    await serve((operation) => {
      if (!isSignedIn) return session;
      if (operation === 'Me') return data({ me: { id: 'alice', name: 'Alice' } });
      if (operation === 'SendMessage') return data({ sendMessage: message(1) });
      return data({ messagesByChannel: { items: [], nextToken: null } });
    });
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => 'alice' });
    open.push(parley);
    const timeline = parley.openTimeline('w_c');
    await expect(timeline.post({ content: 'Hello.' })).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
    isSignedIn = true;
    await timeline.post({ content: 'Hello.', id: 'm1' });
    await timeline.post({ content: 'Hello.', id: 'm1' });
    await expect.poll(() => operations().filter((name) => name === 'SendMessage')).toHaveLength(1);
    // Refused, once more with another token, and answered.
    expect(operations().filter((name) => name === 'Me')).toHaveLength(3);
  });

  test('has what waits shown and told in one place, until it is discarded', async () => {
    await serve(() => ({ status: 503, body: {} }));
    const parley = parleyOf('alice');
    let told = 0;
    const stop = parley.outbox.onChange(() => (told += 1));
    const id = await parley.openTimeline('w_c').post({ content: 'Hello.' });
    expect(parley.outbox.state()).toMatchObject({ depth: 1, refused: 0, isDurable: false });
    expect(parley.outbox.state()).toBe(parley.outbox.state());
    await expect.poll(() => told).toBeGreaterThan(0);
    await parley.outbox.discard(id);
    stop();
  });

  test('goes on as soon as a request shows that there is a session again', async () => {
    let isSignedIn = false;
    await serve((operation) => {
      if (!isSignedIn) return session;
      return operation === 'SendMessage' ? data({ sendMessage: message(1) }) : data({ me: { id: 'alice' } });
    });
    const parley = parleyOf('alice');
    await parley.openTimeline('w_c').post({ content: 'Hello.', id: 'm1' });
    await expect.poll(() => operations().filter((name) => name === 'Me').length).toBeGreaterThan(1);
    isSignedIn = true;
    await parley.me();
    // Without that word it would wait for a minute.
    await expect.poll(() => parley.outbox.state().depth).toBe(0);
  });

  test('is forgotten with all that waits, on demand', async () => {
    await serve(() => ({ status: 503, body: {} }));
    const rows = new Map<string, OutboxEntry>();
    const store: OutboxStore = {
      isDurable: true,
      async change(decide) {
        for (const [id, row] of decide([...rows.values()])) {
          if (row) rows.set(id, row);
          else rows.delete(id);
        }
      },
      close() {},
    };
    const options = { endpoint: wire.endpoint, getToken: () => 'alice', person: 'alice', outbox: { store } };
    const parley = createParley(options);
    await parley.openTimeline('w_c').post({ content: 'Hello.' });
    expect(rows.size).toBe(1);
    await parley.forget();
    expect(rows.size).toBe(0);
  });

  test('writes to a channel that nobody has open, with no read and no subscription', async () => {
    await serve((operation) => (operation === 'SendMessage' ? data({ sendMessage: message(1) }) : page([])));
    const parley = parleyOf('alice');
    expect(await parley.outbox.post('w_c', { content: 'Hello.', id: 'm1' })).toBe('m1');
    await expect.poll(() => parley.outbox.state().depth).toBe(0);
    expect(wire.arrivals.map((arrival) => arrival.kind === 'request' && arrival.operation)).toEqual([
      'Me',
      'SendMessage',
    ]);
  });

  test('is asked for once with each new token, and is the one who writes or nobody', async () => {
    await serve((operation, token) => {
      if (operation === 'Me') return data({ me: { id: token.split(' ')[0] } });
      return operation === 'SendMessage' ? data({ sendMessage: message(1) }) : page([]);
    });
    let token = 'alice 1';
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => token, person: 'alice' });
    open.push(parley);
    const write = async () => {
      await parley.outbox.post('w_c', { content: 'Hello.' });
      await expect.poll(() => parley.outbox.state().depth).toBe(0);
    };
    for (token of ['alice 1', 'alice 1', 'alice 2', 'alice 2']) await write();
    expect(operations()).toEqual(['Me', 'SendMessage', 'SendMessage', 'Me', 'SendMessage', 'SendMessage']);

    token = 'bob 1';
    await parley.outbox.post('w_c', { content: 'Mine alone.' });
    await expect.poll(() => operations().length).toBe(7);
    await expect(parley.send({ channelId: 'w_c', content: 'Now.' })).rejects.toMatchObject({
      code: 'PERSON_CHANGED',
      type: 'Unauthenticated',
      retryable: false,
    });
    await expect(parley.me()).rejects.toMatchObject({ code: 'PERSON_CHANGED' });
    expect(operations().filter((name) => name === 'SendMessage')).toHaveLength(4);
    expect(parley.outbox.state()).toMatchObject({ depth: 1, refused: 0 });
  });

  test('is the one in whose name all else is done, or nothing is', async () => {
    await serve((operation, token) => {
      if (operation === 'Me') return data({ me: { id: token } });
      if (operation === 'SendTyping') return data({ sendTyping: true });
      if (operation === 'ListChannels') return data({ listChannels: { items: [], nextToken: null } });
      return data({
        joinChannel: { channelId: 'w_c' },
        requestUpload: { url: wire.endpoint, fields: [], expiresAt: '' },
      });
    });
    let token = 'alice';
    const parley = createParley({ endpoint: wire.endpoint, getToken: () => token, person: 'alice' });
    open.push(parley);
    const operations = operationsOf(parley);
    const attachment = { id: 'f', name: 'tides.txt', contentType: 'text/plain', size: 1 };
    const upload = () => uploadFile(parley, new Blob(['x']), { channelId: 'w_c', messageId: 'm', attachment });
    const asked = () => wire.arrivals.flatMap((arrival) => (arrival.kind === 'request' ? [arrival.operation] : []));
    await operations.joinChannel('w_c');
    // The first stroke loads what tells of the next.
    await expect.poll(() => (parley.typing('w_c'), asked())).toEqual(['Me', 'JoinChannel', 'SendTyping']);

    token = 'bob';
    parley.typing('w_d');
    await expect(operations.joinChannel('w_c')).rejects.toMatchObject({ code: 'PERSON_CHANGED' });
    await expect(upload()).rejects.toMatchObject({ code: 'PERSON_CHANGED' });
    // What is read is what this session may read.
    await operations.browseChannels('w');
    expect(asked().slice(3)).toEqual(['Me', 'ListChannels']);
  });

  test('is not the one that the application named, where the service says so', async () => {
    await serve((operation) => (operation === 'Me' ? data({ me: { id: 'bob' } }) : page([])));
    const parley = parleyOf('alice');
    await expect(parley.me()).rejects.toMatchObject({ code: 'PERSON_CHANGED' });
    await parley.outbox.post('w_c', { content: 'Hello.' });
    await expect(parley.send({ channelId: 'w_c', content: 'Hello.' })).rejects.toMatchObject({
      code: 'PERSON_CHANGED',
    });
    expect(operations()).not.toContain('SendMessage');
  });

  test('may be forgotten once more where it failed, and hears that it did', async () => {
    await serve(() => ({ status: 503, body: {} }));
    let isBroken = false;
    const rows = createMemoryStore();
    const store: OutboxStore = {
      ...rows,
      change: (decide) => (isBroken ? Promise.reject(new Error('Closed.')) : rows.change(decide)),
    };
    const options = { endpoint: wire.endpoint, getToken: () => 'alice', person: 'alice', outbox: { store } };
    const parley = createParley(options);
    open.push(parley);
    await parley.outbox.post('w_c', { content: 'Hello.' });
    isBroken = true;
    await expect(parley.forget()).rejects.toMatchObject({ name: 'MessagingError', type: 'Storage' });
    isBroken = false;
    await parley.forget();
    await rows.change((left) => (expect(left).toEqual([]), new Map()));
    await expect(parley.outbox.post('w_c', { content: 'Late.' })).rejects.toMatchObject({ code: 'CLOSED' });
  });

  function operations(): string[] {
    return wire.arrivals.flatMap((arrival) => (arrival.kind === 'request' ? [arrival.operation] : []));
  }
});

describe.each([
  ['its own transport', undefined],
  ['Amplify’s', amplifyTransport],
] as const)('a Parley that is closed, by %s', (_, realtime) => {
  async function closed(): Promise<Parley> {
    await serve(() => page([]));
    const common = { endpoint: wire.endpoint, getToken: () => 'alice', person: 'alice' };
    const parley = createParley({ ...common, ...(realtime && { realtime }) });
    parley.close();
    return parley;
  }

  test('opens timelines and rosters that have ended, and follows nothing', async () => {
    const parley = await closed();
    const [timeline, roster] = [parley.openTimeline('w_c'), openRoster(parley, 'w')];
    await state(timeline, ({ error }) => error !== null);
    await expect.poll(() => roster.state().error).toMatchObject({ code: 'CLOSED' });
    expect(timeline.state()).toMatchObject({ status: 'offline', error: { code: 'CLOSED', type: 'Closed' } });
    await expect(timeline.post({ content: 'Late.' })).rejects.toMatchObject({ name: 'MessagingError', code: 'CLOSED' });
    const code = await new Promise((onCode) => {
      parley.subscribe('w_c', { onEvent: () => {}, onError: (error) => onCode(error.code) });
    });
    expect(code).toBe('CLOSED');
    timeline.close();
    roster.close();
    expect(wire.arrivals).toEqual([]);
  });
});

test('what follows a channel ends with its Parley, though it was about to begin anew', async () => {
  await serve(() => page([]));
  const clock = handClock();
  const parley = createParley({ endpoint: wire.endpoint, getToken: () => 'alice', person: 'alice', clock });
  const told: string[] = [];
  await new Promise<void>((done) => {
    parley.subscribe('w_c', {
      onEvent: () => done(),
      onStatus: (status) => {
        told.push(status);
        if (status === 'live') wire.tell({ ...event(1), endsAudience: true });
      },
      onError: ({ code }) => told.push(code),
    });
  });
  parley.close();
  const before = [...told];
  // A listener that goes on would be told of the end, or throw where nobody catches it.
  await clock.advance(60_000);
  expect(told).toEqual(before);
});

test('what begins anew on a transport that throws goes on trying, and throws nothing out of its timer', async () => {
  await serve(() => page([]));
  const clock = handClock();
  let listener: SubscriptionListener | undefined;
  let isBroken = false;
  let begun = 0;
  const realtime: RealtimeTransport = {
    subscribe(_, given) {
      begun += 1;
      if (isBroken) throw new Error('It is closed.');
      listener = given;
      return () => {};
    },
    status: () => 'open',
    onStatus: () => () => {},
    close: () => {},
  };
  const parley = createParley({ endpoint: wire.endpoint, getToken: () => 'alice', person: 'alice', clock, realtime });
  open.push(parley);
  const told: string[] = [];
  parley.subscribe('w_c', {
    onEvent: () => {},
    onStatus: (status) => told.push(status),
    onError: ({ code }) => told.push(code),
  });
  listener?.onAcknowledged();
  await clock.advance(0);
  isBroken = true;
  listener?.onData({ onChannelEvent: { ...event(1), endsAudience: true } });
  await clock.advance(30_000);
  expect(begun).toBeGreaterThan(3);
  isBroken = false;
  await clock.advance(10_000);
  listener?.onAcknowledged();
  await clock.advance(0);
  expect(told).toEqual(['reconnecting', 'catching-up', 'live', 'reconnecting', 'catching-up', 'live']);
});

async function serve(answer: (operation: string, token: string) => Answer): Promise<void> {
  wire = await openWire((operation, token) => {
    const answered = answer(operation, token);
    const isMute = answered !== 'never' && operation === 'Me' && !JSON.stringify(answered.body).includes('"me"');
    // Whoever a token names is who they are.
    return isMute && answered.status === undefined && !('errors' in (answered.body as object))
      ? data({ me: { id: token, name: token } })
      : answered;
  });
}

const unauthorized: Answer = {
  status: 401,
  body: { errors: [{ errorType: 'UnauthorizedException', message: 'No.' }] },
};

function page(items: readonly Message[]): Answer {
  return data({ messagesByChannel: { items, nextToken: null } });
}

function parleyOf(token: string) {
  const parley = createParley({ endpoint: wire.endpoint, getToken: () => token, person: token || 'nobody' });
  open.push(parley);
  return parley;
}

/** Waits until the timeline's state is as wanted. */
function state(
  timeline: ReturnType<ReturnType<typeof parleyOf>['openTimeline']>,
  isWanted: (state: TimelineState) => boolean,
): Promise<void> {
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

function data(value: object): Answer {
  return { body: { data: value } };
}

function message(seq: number): Message {
  const at = new Date(seq * 1000).toISOString();
  const content = `message ${seq}`;
  return {
    id: `m${seq}`,
    channelId: 'w_c',
    userId: 'alice',
    content,
    attachments: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    seq,
    rev: seq,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    deletedAt: null,
  };
}

function event(seq: number) {
  return {
    channelId: 'w_c',
    seq,
    kind: 'MESSAGE_SENT',
    actorId: 'alice',
    at: message(seq).createdAt,
    audience: 'w_c',
    endsAudience: false,
    message: message(seq),
  };
}
