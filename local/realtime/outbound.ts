import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** One client's way out. */
export interface Outbound {
  send(frame: string): void;
}

/** A reader this far behind is not reading: its connection is cut, or its backlog would fill the memory. */
export const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;

/** Frames that are sent in one turn of the event loop leave in one write. */
export function createOutbound(webSocket: WebSocket, socket: Duplex, onTooSlow: (bytes: number) => void): Outbound {
  let isCorked = false;
  return {
    send(frame) {
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (webSocket.bufferedAmount > MAX_BACKLOG_BYTES) {
        onTooSlow(webSocket.bufferedAmount);
        return;
      }
      if (!isCorked) {
        isCorked = true;
        socket.cork();
        process.nextTick(() => {
          isCorked = false;
          socket.uncork();
        });
      }
      webSocket.send(frame);
    },
  };
}
