import { WebSocket } from 'ws';
import { RefusedError } from './listener.ts';

/** One real-time connection with any number of subscriptions, spoken by hand. */
export interface Socket {
  /** Resolves at `start_ack`; rejects with a `RefusedError` where the server says no. */
  subscribe<Event>(query: string, variables: object): Promise<Heard<Event>>;
  readonly isClosed: boolean;
  /** Resolves when the socket has closed, whoever closed it. */
  readonly closed: Promise<void>;
  close(): void;
}

/** One subscription and everything that it heard, from its beginning. */
export interface Heard<Event> {
  readonly events: readonly Event[];
  /** Resolves with the first event, past or to come, that is wanted. Rejects where the subscription or the socket ends before. */
  until(isWanted: (event: Event) => boolean): Promise<Event>;
  stop(): void;
}

/** How long an event may be under way before a test is told what came instead. */
const patienceMs = 30_000;

interface Frame {
  id?: string;
  type: string;
  payload?: { data?: Record<string, unknown>; errors?: { errorType: string; message: string }[] };
}

interface Started {
  acknowledge(): void;
  refuse(error: Error): void;
  hear(event: unknown): void;
  end(reason: string): void;
}

interface Waiting<Event> {
  isWanted(event: Event): boolean;
  resolve(event: Event): void;
  reject(error: Error): void;
}

export async function openSocket(url: string, token: string): Promise<Socket> {
  const authorization = { Authorization: token, host: new URL(url).host };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(url, ['graphql-ws', `header-${header}`]);
  const subscriptions = new Map<string, Started>();
  let count = 0;
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true;
      for (const started of subscriptions.values()) started.end('the socket closed');
      subscriptions.clear();
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`the server closed the connection: ${code}`)));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (text: Buffer) => {
      const frame = JSON.parse(text.toString()) as Frame;
      if (frame.type === 'connection_ack') resolve();
      else if (frame.type === 'connection_error') reject(refusalOf(frame));
      else if (frame.id !== undefined) take(subscriptions, frame.id, frame);
    });
  });

  return {
    subscribe<Event>(query: string, variables: object) {
      const id = String((count += 1));
      return new Promise<Heard<Event>>((resolve, reject) => {
        const heard = listenAs<Event>(() => {
          subscriptions.delete(id);
          socket.send(JSON.stringify({ id, type: 'stop' }));
        });
        subscriptions.set(id, {
          hear: heard.taker.hear,
          acknowledge: () => resolve(heard),
          refuse: reject,
          end(reason) {
            heard.taker.end(reason);
            // Without effect where the subscription had begun.
            reject(new Error(reason));
          },
        });
        if (isClosed) return reject(new Error('the socket is closed'));
        const data = JSON.stringify({ query, variables });
        socket.send(JSON.stringify({ id, type: 'start', payload: { data, extensions: { authorization } } }));
      });
    },
    get isClosed() {
      return isClosed;
    },
    closed,
    close: () => socket.close(),
  };
}

function take(subscriptions: Map<string, Started>, id: string, frame: Frame): void {
  const started = subscriptions.get(id);
  if (!started) return;
  switch (frame.type) {
    case 'start_ack':
      return started.acknowledge();
    case 'data':
      for (const event of Object.values(frame.payload?.data ?? {})) started.hear(event);
      return;
    case 'error':
      subscriptions.delete(id);
      return started.refuse(refusalOf(frame));
    case 'complete':
      subscriptions.delete(id);
      return started.end('the subscription was completed');
  }
}

function listenAs<Event>(stop: () => void): Heard<Event> & { taker: Pick<Started, 'hear' | 'end'> } {
  const events: Event[] = [];
  const waiting = new Set<Waiting<Event>>();
  let ended: string | null = null;
  const fail = (reason: string) => new Error(`${reason}; heard last: ${JSON.stringify(events.slice(-5))}`);
  return {
    events,
    until(isWanted) {
      const past = events.find(isWanted);
      if (past) return Promise.resolve(past);
      if (ended !== null) return Promise.reject(fail(ended));
      return new Promise((resolve, reject) => {
        const deadline = setTimeout(() => one.reject(fail('what was waited for did not come')), patienceMs);
        const settled = () => {
          clearTimeout(deadline);
          waiting.delete(one);
        };
        const one: Waiting<Event> = {
          isWanted,
          resolve(event) {
            settled();
            resolve(event);
          },
          reject(error) {
            settled();
            reject(error);
          },
        };
        waiting.add(one);
      });
    },
    stop,
    taker: {
      hear(given) {
        // The caller says what its query selects.
        const event = given as Event;
        events.push(event);
        for (const one of waiting) {
          if (one.isWanted(event)) one.resolve(event);
        }
      },
      end(reason) {
        ended = reason;
        for (const one of waiting) one.reject(fail(reason));
      },
    },
  };
}

function refusalOf({ type, payload }: Frame): RefusedError {
  const errors = payload?.errors;
  return new RefusedError(errors ? { type, payload: { errors } } : { type });
}
