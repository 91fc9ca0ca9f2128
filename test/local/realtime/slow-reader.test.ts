import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Outbound } from '../../../local/realtime/outbound.ts';
import { MAX_BACKLOG_BYTES, createOutbound } from '../../../local/realtime/outbound.ts';

interface Accepted {
  readonly outbound: Outbound;
  readonly webSocket: WebSocket;
  readonly socket: Duplex;
  readonly cuts: number[];
}

let accepted: Accepted;
let client: WebSocket;
let stop: () => Promise<void>;

beforeEach(async () => {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const isAccepted = new Promise<Accepted>((resolve) => {
    http.on('upgrade', (request, socket: Duplex, head) =>
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const cuts: number[] = [];
        const outbound = createOutbound(webSocket, socket, (bytes) => {
          cuts.push(bytes);
          webSocket.terminate();
        });
        resolve({ outbound, webSocket, socket, cuts });
      }),
    );
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await once(client, 'open');
  accepted = await isAccepted;
  stop = async () => {
    client.terminate();
    http.close();
    http.closeAllConnections();
    await once(http, 'close');
  };
});

afterEach(() => stop());

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a client that reads nothing', () => {
  test('is cut before its backlog passes the limit by more than a frame', async () => {
    const { outbound, webSocket, socket, cuts } = accepted;
    const isClosed = once(webSocket, 'close');
    client.pause();
    const frame = 'x'.repeat(240 * 1024);
    let most = 0;
    // The kernel's own buffers take some of it; the limit must come well before a thousand frames.
    for (let sent = 0; sent < 1_000 && cuts.length === 0; sent += 1) {
      outbound.send(frame);
      await turn();
      most = Math.max(most, socket.writableLength);
    }
    expect(cuts).toHaveLength(1);
    expect(most).toBeGreaterThan(MAX_BACKLOG_BYTES);
    expect(most).toBeLessThan(MAX_BACKLOG_BYTES + 2 * frame.length);
    await isClosed;
    outbound.send(frame);
    expect(cuts).toHaveLength(1);
  });

  test('that reads again in time misses nothing', async () => {
    const { outbound, cuts } = accepted;
    client.pause();
    for (let at = 0; at < 40; at += 1) outbound.send(`${at} ${'x'.repeat(240 * 1024)}`);
    await turn();
    const heard: number[] = [];
    const isComplete = new Promise<void>((resolve) => {
      client.on('message', (data: Buffer) => {
        if (heard.push(Number.parseInt(data.toString('utf8', 0, 4))) === 40) resolve();
      });
    });
    client.resume();
    await isComplete;
    expect(heard).toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(cuts).toEqual([]);
  });
});

describe('the frames of one turn', () => {
  test('leave in one write, those of the next turn in another', async () => {
    const { outbound, socket } = accepted;
    let writes = 0;
    // One call of it is one write of the system.
    const net = socket as Socket;
    const write = net._write.bind(net);
    net._write = (...given) => {
      writes += 1;
      write(...given);
    };
    const heard: string[] = [];
    const isComplete = new Promise<void>((resolve) => {
      client.on('message', (data: Buffer) => (heard.push(data.toString()) === 150 ? resolve() : undefined));
    });
    for (let at = 0; at < 100; at += 1) outbound.send(`first ${at}`);
    expect(writes).toBe(0);
    await turn();
    await turn();
    for (let at = 0; at < 50; at += 1) outbound.send(`second ${at}`);
    await isComplete;
    expect(writes).toBe(2);
    expect(heard[149]).toBe('second 49');
  });
});
