import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { MAX_BACKLOG_BYTES, createOutbound } from '../../../local/realtime/outbound.ts';

function situation(bufferedAmount: number, readyState = 1) {
  const sent: string[] = [];
  const cut: number[] = [];
  const socket = new PassThrough();
  const webSocket = { OPEN: 1, readyState, bufferedAmount, send: (frame: string) => void sent.push(frame) };
  // The way out uses nothing else of a WebSocket.
  const outbound = createOutbound(webSocket as unknown as WebSocket, socket, (bytes) => void cut.push(bytes));
  return { outbound, socket, sent, cut };
}

describe('the way out to a client', () => {
  test('holds the frames of one turn together, and lets them go at its end', async () => {
    const { outbound, socket, sent } = situation(0);
    outbound.send('a');
    outbound.send('b');
    expect([sent, socket.writableCorked]).toEqual([['a', 'b'], 1]);
    await new Promise((resolve) => process.nextTick(resolve));
    expect(socket.writableCorked).toBe(0);
  });

  test('is cut where its reader is more than 16 MB behind, not before', () => {
    const slow = situation(MAX_BACKLOG_BYTES);
    slow.outbound.send('a');
    expect([slow.sent, slow.cut]).toEqual([['a'], []]);
    const stuck = situation(MAX_BACKLOG_BYTES + 1);
    stuck.outbound.send('a');
    expect([stuck.sent, stuck.cut]).toEqual([[], [MAX_BACKLOG_BYTES + 1]]);
  });

  test('drops what comes after the socket closed', () => {
    const { outbound, sent } = situation(0, 3);
    outbound.send('a');
    expect(sent).toEqual([]);
  });
});
