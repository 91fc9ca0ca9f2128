import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { runPeer } from './peer.ts';

/**
 * What Node can do at best with one write per delivery: the frame is built once and written to each socket of its channel. No
 * login, no store, no protocol.
 */
await runPeer(async () => {
  const channels = new Map<string, Set<Duplex>>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const frame = frameOf(Buffer.concat(chunks));
      for (const socket of channels.get(channelOf(request.url)) ?? []) socket.write(frame);
      response.end('{}');
    });
  });
  const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
  webSockets.on('connection', (webSocket, request) => {
    const { socket } = request;
    const channel = channels.get(channelOf(request.url)) ?? new Set();
    channels.set(channelOf(request.url), channel.add(socket));
    webSocket.on('close', () => channel.delete(socket));
    webSocket.send('subscribed');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: {
      dialect: 'bare',
      url: `http://127.0.0.1:${port}/`,
      realtimeUrl: `ws://127.0.0.1:${port}/`,
      tokens: [''],
    },
    async close() {
      for (const webSocket of webSockets.clients) webSocket.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
});

function channelOf(url: string | undefined): string {
  return new URL(url ?? '/', 'http://localhost').searchParams.get('channel') ?? '';
}

/** One text frame as a server sends it (RFC 6455, 5.2): final, unmasked. */
function frameOf(payload: Buffer): Buffer {
  const header = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (payload.length >= 126) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
