import { PassThrough, type Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import * as ws from 'ws';
import { MAX_BACKLOG_BYTES, createOutbound } from '../../../local/realtime/outbound.ts';

// `ws` exports it, its types do not.
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

function situation(backlog = 0, readyState = 1) {
  const writes: Buffer[] = [];
  const cut: number[] = [];
  const closes: string[] = [];
  const socket = new PassThrough();
  const webSocket = { OPEN: 1, readyState, close: () => void closes.push(`closed after ${writes.length} writes`) };
  Object.defineProperty(socket, 'writableLength', { value: backlog });
  socket.on('data', (chunk: Buffer) => writes.push(chunk));
  // The way out uses nothing else of a WebSocket.
  const outbound = createOutbound(webSocket as unknown as WebSocket, socket, (bytes) => void cut.push(bytes));
  return { outbound, webSocket, writes, cut, closes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What a client of `ws` makes of the bytes. */
function read(writes: readonly Buffer[]): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false });
  receiver.on('message', (data: Buffer, isBinary: boolean) => texts.push(isBinary ? 'binary' : data.toString()));
  for (const chunk of writes) receiver.write(chunk);
  return texts;
}

describe('the way out to a client', () => {
  test('holds the frames of one turn together, and lets them go at its end in one write', async () => {
    const { outbound, writes } = situation();
    outbound.send('a');
    process.nextTick(() => outbound.sendAround('b', Buffer.from('é'), 'c'));
    await Promise.resolve();
    expect(writes).toEqual([]);
    await turn();
    await turn();
    expect(writes).toHaveLength(1);
    expect(read(writes)).toEqual(['a', 'béc']);
  });

  test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
    'writes a text of %i bytes as a client reads it',
    async (length) => {
      const { outbound, writes } = situation();
      outbound.send('x'.repeat(length));
      outbound.sendAround('', Buffer.alloc(length, 'y'), '');
      outbound.sendAround('é', Buffer.alloc(0), 'z');
      outbound.send('end');
      await turn();
      await turn();
      expect(read(writes)).toEqual(['x'.repeat(length), 'y'.repeat(length), 'éz', 'end']);
    },
  );

  test('is cut where its reader is more than 16 MB behind, not before', async () => {
    const slow = situation(MAX_BACKLOG_BYTES);
    slow.outbound.send('a');
    await turn();
    await turn();
    expect([read(slow.writes), slow.cut]).toEqual([['a'], []]);
    const stuck = situation(MAX_BACKLOG_BYTES + 1);
    stuck.outbound.send('a');
    expect(stuck.cut).toEqual([MAX_BACKLOG_BYTES + 1]);
  });

  test('counts what waits for the end of the turn as unread', () => {
    const { outbound, cut } = situation(MAX_BACKLOG_BYTES);
    outbound.send('abc');
    expect(cut).toEqual([]);
    outbound.send('d');
    expect(cut).toEqual([MAX_BACKLOG_BYTES + 3]);
  });

  test('lets go what waits before it closes', () => {
    const { outbound, writes, closes } = situation();
    outbound.send('last');
    outbound.close(1000, 'done');
    expect([read(writes), closes]).toEqual([['last'], ['closed after 1 writes']]);
  });

  test('drops what comes after the socket closed, and what waited when it did', async () => {
    const closed = situation(0, 3);
    closed.outbound.send('a');
    const closing = situation();
    closing.outbound.send('a');
    closing.webSocket.readyState = 2;
    await turn();
    await turn();
    expect([closed.writes, closing.writes]).toEqual([[], []]);
  });
});
