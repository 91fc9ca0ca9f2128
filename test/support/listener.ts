import { WebSocket } from 'ws';
import type { OnChannelEventSubscription } from '../../generated/operations.ts';

export type ChannelEvent = NonNullable<OnChannelEventSubscription['onChannelEvent']>;

interface Frame {
  type: string;
  payload?: { data?: { onChannelEvent: ChannelEvent | null }; errors?: { errorType: string; message: string }[] };
}

/** One subscription on its own socket, spoken by hand, frame by frame. */
export interface Listener {
  /** The next event that has not been taken yet, as soon as there is one. */
  next(): Promise<ChannelEvent>;
  /** Every event that has come and was not taken. */
  heard(): ChannelEvent[];
  close(): void;
}

/** What the server refused the connection or the subscription with. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly errorType: string;

  constructor(frame: Frame) {
    const error = frame.payload?.errors?.[0];
    super(error?.message ?? JSON.stringify(frame));
    this.errorType = error?.errorType ?? '';
  }
}

/** Resolves at `start_ack`; rejects with a `RefusedError` where the server says no. */
export async function listen(url: string, token: string, query: string, variables: object): Promise<Listener> {
  // AppSync Developer Guide, "Header parameter format": the host is that of the API, not of the socket.
  const host = new URL(url).host.replace('.appsync-realtime-api.', '.appsync-api.');
  const authorization = { Authorization: token, host };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(url, ['graphql-ws', `header-${header}`]);
  const events: ChannelEvent[] = [];
  const waiting: ((event: ChannelEvent) => void)[] = [];

  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`the server closed the connection: ${code}`)));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (text: Buffer) => {
      const frame = JSON.parse(text.toString()) as Frame;
      switch (frame.type) {
        case 'connection_ack':
          return socket.send(
            JSON.stringify({
              id: '1',
              type: 'start',
              payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
            }),
          );
        case 'start_ack':
          return resolve();
        case 'data': {
          const event = frame.payload?.data?.onChannelEvent;
          if (!event) return;
          const taker = waiting.shift();
          return taker ? taker(event) : void events.push(event);
        }
        case 'error':
        case 'connection_error':
          socket.close();
          return reject(new RefusedError(frame));
      }
    });
  });

  return {
    next: () => {
      const event = events.shift();
      return event ? Promise.resolve(event) : new Promise((resolve) => waiting.push(resolve));
    },
    heard: () => events.splice(0),
    close: () => socket.close(),
  };
}
