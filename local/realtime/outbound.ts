import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** One client's way out. */
export interface Outbound {
  /** Lets the text go as one frame at the end of this turn of the event loop. */
  send(text: string): void;
  /** The same for a text whose middle is in UTF-8 already: `head`, `middle` and `tail` make one frame. */
  sendAround(head: string, middle: Uint8Array, tail: string): void;
  /** Lets go what waits, then closes the WebSocket in order. */
  close(code: number, reason: string): void;
}

/** A reader this far behind is not reading: its connection is cut, or its backlog would fill the memory. */
export const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;

/**
 * Frames that are sent in one turn leave in one write, as a write costs more than all else about a delivery. Measured with 1,000
 * subscribers: 0.6 of what one write per delivery costs when events come faster than they leave.
 *
 * The frames are made here and written past `ws`, which would hand the head and the text of each to the socket apart. Nothing
 * of `ws` is skipped by it: no frame is compressed, and its own (pong, close) are whole ones too.
 */
export function createOutbound(
  webSocket: WebSocket,
  socket: Duplex,
  onTooSlow: (bytes: number, webSocket: WebSocket) => void,
): Outbound {
  return new FrameWriter(webSocket, socket, onTooSlow);
}

interface Frame {
  readonly head: string;
  readonly middle: Uint8Array;
  readonly tail: string;
  /** In bytes, all three. */
  readonly length: number;
}

const nothing = new Uint8Array(0);

// A class, as there is one for each socket and each function of its own would take as much memory again.
class FrameWriter implements Outbound {
  private readonly webSocket: WebSocket;
  private readonly socket: Duplex;
  private readonly onTooSlow: (bytes: number, webSocket: WebSocket) => void;
  private waiting: Frame[] | null = null;
  private waitingBytes = 0;

  constructor(webSocket: WebSocket, socket: Duplex, onTooSlow: (bytes: number, webSocket: WebSocket) => void) {
    this.webSocket = webSocket;
    this.socket = socket;
    this.onTooSlow = onTooSlow;
  }

  send(text: string): void {
    this.sendAround(text, nothing, '');
  }

  sendAround(head: string, middle: Uint8Array, tail: string): void {
    if (!this.isOpen()) return;
    const backlog = this.socket.writableLength + this.waitingBytes;
    if (backlog > MAX_BACKLOG_BYTES) {
      this.onTooSlow(backlog, this.webSocket);
      return;
    }
    const length = Buffer.byteLength(head) + middle.length + Buffer.byteLength(tail);
    const frame = { head, middle, tail, length };
    if (this.waiting) {
      this.waiting.push(frame);
    } else {
      this.waiting = [frame];
      atEndOfTurn(this);
    }
    this.waitingBytes += length;
  }

  close(code: number, reason: string): void {
    this.flush();
    this.webSocket.close(code, reason);
  }

  flush(): void {
    const frames = this.waiting;
    this.waiting = null;
    this.waitingBytes = 0;
    if (frames && this.isOpen()) this.socket.write(framed(frames));
  }

  private isOpen(): boolean {
    return this.webSocket.readyState === this.webSocket.OPEN;
  }
}

let ending: FrameWriter[] = [];

/** After all that the sockets had for us in this turn. One call of the event loop for all, as there may be thousands. */
function atEndOfTurn(writer: FrameWriter): void {
  if (ending.length === 0) setImmediate(endTurn);
  ending.push(writer);
}

function endTurn(): void {
  const writers = ending;
  ending = [];
  for (const writer of writers) writer.flush();
}

/** As a server sends them (RFC 6455, 5.2): final and unmasked. */
function framed(frames: readonly Frame[]): Buffer {
  let size = 0;
  for (const { length } of frames) size += headLength(length) + length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const { head, middle, tail, length } of frames) {
    at = writeHead(bytes, at, length);
    at += bytes.write(head, at);
    if (middle.length > 0) bytes.set(middle, at);
    at += middle.length;
    if (tail !== '') at += bytes.write(tail, at);
  }
  return bytes;
}

const FINAL_TEXT = 0x81;

function headLength(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

/** Answers where the text begins. */
function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = FINAL_TEXT;
  if (length < 126) {
    bytes[at + 1] = length;
  } else if (length < 65_536) {
    bytes[at + 1] = 126;
    bytes.writeUInt16BE(length, at + 2);
  } else {
    bytes[at + 1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), at + 2);
  }
  return at + headLength(length);
}
