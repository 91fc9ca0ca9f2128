import type { Duplex } from 'node:stream';
import type { Random } from '../random.ts';
import type { Rules } from './rules.ts';

/** Writes WebSocket frames to a client's socket, as slowly and in such pieces as the rules say, in order. */
export interface ByteLine {
  /** Calls `onWritten` when the last byte of the frame was handed to the socket. */
  write(text: string, onWritten: () => void): void;
  /** Calls back once all is written. */
  whenEmpty(then: () => void): void;
  close(): void;
}

/** Slow bytes leave so often. */
const tickMs = 100;
const mostFragmentBytes = 400;
const mostPieceBytes = 12;

interface Waiting {
  bytes: Buffer;
  readonly onWritten: () => void;
}

export function createByteLine(socket: Duplex, rules: Rules, random: Random): ByteLine {
  let queue: Waiting[] = [];
  let isPumping = false;
  let isClosed = false;
  let waiters: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  function later(ms: number): void {
    isPumping = true;
    timer = setTimeout(() => {
      isPumping = false;
      pump();
    }, ms);
  }

  function pump(): void {
    if (isClosed || isPumping) return;
    const slow = rules.line('slow');
    if (slow && queue.length > 0) {
      // Below one byte in each tick, ticks are as far apart as bytes.
      takeBytes(Math.max(1, Math.round((slow.bytesPerSecond * tickMs) / 1000)));
      return later(Math.max(tickMs, 1000 / slow.bytesPerSecond));
    }
    if (rules.line('split') && queue.length > 0) {
      takeBytes(random.whole(1, mostPieceBytes));
      return later(0);
    }
    const all = queue;
    queue = [];
    if (all.length > 0) socket.write(Buffer.concat(all.map(({ bytes }) => bytes)));
    for (const { onWritten } of all) onWritten();
    const done = waiters;
    waiters = [];
    for (const then of done) then();
  }

  function takeBytes(count: number): void {
    const [first] = queue;
    if (!first) return;
    socket.write(first.bytes.subarray(0, count));
    first.bytes = first.bytes.subarray(count);
    if (first.bytes.length > 0) return;
    queue.shift();
    first.onWritten();
  }

  return {
    write(text, onWritten) {
      const isFragmented = rules.line('split') !== undefined;
      queue.push({ bytes: encode(text, isFragmented ? random.whole(1, mostFragmentBytes) : Infinity), onWritten });
      const merge = rules.line('merge');
      if (merge && !isPumping) later(merge.ms);
      else pump();
    },
    whenEmpty(then) {
      if (queue.length === 0 && !isPumping) return then();
      waiters.push(then);
      pump();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** A text message as a server sends it (RFC 6455, section 5.2): unmasked, in fragments of at most so many bytes. */
function encode(text: string, mostBytes: number): Buffer {
  const payload = Buffer.from(text);
  const frames: Buffer[] = [];
  let from = 0;
  do {
    const part = payload.subarray(from, Math.min(payload.length, from + mostBytes));
    const isLast = from + part.length >= payload.length;
    frames.push(header(from === 0 ? 1 : 0, isLast, part.length), part);
    from += part.length;
  } while (from < payload.length);
  return Buffer.concat(frames);
}

function header(opcode: 0 | 1, isLast: boolean, length: number): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode;
  if (length < 126) return Buffer.from([first, length]);
  if (length < 65_536) return Buffer.from([first, 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(10);
  long[0] = first;
  long[1] = 127;
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}
