import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Frame = {
  readonly type: string;
  readonly id?: string;
  readonly payload?: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { readonly errorType?: string; readonly errorCode?: number; readonly message: string }[];
    readonly connectionTimeoutMs?: number;
  };
};

/** A bare client of the real-time protocol, without a mind of its own. */
export interface RealTimeClient {
  send(message: unknown): void;
  sendText(text: string): void;
  /** Sends a `start` with the connection's own authorization, or with another. */
  start(id: string, query: string, variables?: object, authorization?: object): void;
  /** The next frame that is no keep-alive, and of this type or id where one is given. Rejects when the socket closes first. */
  next(wanted?: { type?: string; id?: string }): Promise<Frame>;
  /** Every frame that was received and not taken yet. */
  readonly waiting: readonly Frame[];
  readonly protocol: string;
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly realtimeUrl: string;
  readonly authorization: object;
  /** How the authorization travels. Default: as a subprotocol, as Amplify does it. */
  readonly by?: 'subprotocol' | 'query' | 'headers';
}

export async function connect({
  realtimeUrl,
  authorization,
  by = 'subprotocol',
}: ConnectOptions): Promise<RealTimeClient> {
  const json = JSON.stringify(authorization);
  const url = by === 'query' ? `${realtimeUrl}?header=${encodeURIComponent(btoa(json))}&payload=e30=` : realtimeUrl;
  const protocols =
    by === 'subprotocol' ? ['graphql-ws', `header-${Buffer.from(json).toString('base64url')}`] : ['graphql-ws'];
  const headers = by === 'headers' ? (authorization as Record<string, string>) : {};
  const socket = new WebSocket(url, protocols, { headers });
  const waiting: Frame[] = [];
  const listeners = new Set<() => void>();
  const wake = () => [...listeners].forEach((listener) => listener());
  const closed = once(socket, 'close').then(([code]) => code as number);
  socket.on('message', (data: Buffer) => {
    waiting.push(JSON.parse(data.toString()) as Frame);
    wake();
  });
  void closed.then(wake);
  await once(socket, 'open');

  const next: RealTimeClient['next'] = ({ type, id } = {}) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const at = waiting.findIndex(
          (frame) =>
            (type ?? frame.type) === frame.type &&
            (id ?? frame.id) === frame.id &&
            (frame.type !== 'ka' || type === 'ka'),
        );
        if (at < 0 && socket.readyState !== WebSocket.CLOSED) return;
        listeners.delete(look);
        const [frame] = at < 0 ? [] : waiting.splice(at, 1);
        if (frame) resolve(frame);
        else reject(new Error(`closed before ${type ?? 'a'} frame; had ${JSON.stringify(waiting)}`));
      };
      listeners.add(look);
      look();
    });

  return {
    waiting,
    closed,
    next,
    protocol: socket.protocol,
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    start(id, query, variables = {}, own = authorization) {
      const data = JSON.stringify({ query, variables });
      socket.send(JSON.stringify({ id, type: 'start', payload: { data, extensions: { authorization: own } } }));
    },
    async close() {
      socket.close();
      await closed;
    },
  };
}
