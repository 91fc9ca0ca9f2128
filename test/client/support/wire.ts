import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What reached the service, in order. */
type Arrival =
  | { kind: 'request'; operation: string; token: string; variables: Record<string, unknown> }
  | { kind: 'start'; token: string; channelId: string };

export type Answer = { status?: number; body: unknown } | 'never';

/** The far end of AppSync's two wires, answering by hand. What is under test is what the client says and makes of the answers. */
export interface Wire {
  endpoint: string;
  arrivals: Arrival[];
  /** Tells everyone who started a subscription. */
  tell(event: object): void;
  close(): Promise<void>;
}

export async function openWire(answer: (operation: string, token: string) => Answer): Promise<Wire> {
  const arrivals: Arrival[] = [];
  const subscribers: { socket: WebSocket; id: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { query, variables } = JSON.parse(text) as { query: string; variables: Record<string, unknown> };
      const operation = /\w+ (\w+)/.exec(query)?.[1] ?? '';
      const token = request.headers.authorization ?? '';
      arrivals.push({ kind: 'request', operation, token, variables });
      const answered = answer(operation, token);
      if (answered === 'never') return;
      response.writeHead(answered.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answered.body));
    });
  });
  const sockets = new WebSocketServer({ server, path: '/graphql/realtime', handleProtocols: () => 'graphql-ws' });
  sockets.on('connection', (socket) => {
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; id: string; payload: Start };
      if (message.type === 'connection_init') {
        say({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
        say({ type: 'ka' });
      } else if (message.type === 'start') {
        const { variables } = JSON.parse(message.payload.data) as { variables: { channelId: string } };
        const token = message.payload.extensions.authorization.Authorization;
        arrivals.push({ kind: 'start', token, channelId: variables.channelId });
        subscribers.push({ socket, id: message.id });
        say({ type: 'start_ack', id: message.id });
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    arrivals,
    tell(event) {
      for (const { socket, id } of subscribers) {
        socket.send(JSON.stringify({ type: 'data', id, payload: { data: { onChannelEvent: event } } }));
      }
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface Start {
  data: string;
  extensions: { authorization: { Authorization: string } };
}
