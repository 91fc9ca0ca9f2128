import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';

/** What answers once everything is ready. */
export interface Service {
  request(request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** A port that is taken before there is anything to serve, as what is served needs to know the port. */
export interface Listener {
  readonly port: number;
  /** Until then every request is answered with 503. */
  serve(service: Service): void;
  /** Takes no more connections and ends those that are open. */
  close(): Promise<void>;
}

/** `port: 0` takes any free one. Rejects where the port is taken. */
export async function listen(options: { readonly host: string; readonly port: number }): Promise<Listener> {
  let service: Service | null = null;
  const server = createServer((request, response) => {
    if (service) void service.request(request, response).catch(() => response.destroy());
    else {
      request.resume();
      response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('The server is starting.\n');
    }
  });
  server.on('upgrade', (request, socket, head) => {
    // Without a listener an error of the socket would end the process.
    socket.on('error', destroy);
    if (service) service.upgrade(request, socket, head);
    else refuseUpgrade(socket, '503 Service Unavailable', 'The server is starting.');
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    port: address.port,
    serve(ready) {
      service = ready;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** One function for all sockets. */
function destroy(this: Duplex): void {
  this.destroy();
}

/** Answers a request for a WebSocket with plain HTTP. */
export function refuseUpgrade(socket: Duplex, status: string, reason: string): void {
  const body = `${reason}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}
