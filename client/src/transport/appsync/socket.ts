import { readServerFrame, type ServerFrame } from './server-frame.ts';

/** What is used of a `WebSocket`: the browser's fits, and that of the package `ws`. */
export interface WebSocketLike {
  send(text: string): void;
  close(code?: number): void;
  // `never`, because each implementation has event classes of its own, and all of them fit.
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
}

export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;

export interface SocketListener {
  onFrame(frame: ServerFrame, length: number): void;
  /** Gone, with the code of the WebSocket protocol; 1006 = without a word. */
  onGone(code: number): void;
}

export interface Socket {
  send(message: object): void;
  /** Closes it and hears nothing of it any more, however late it speaks. */
  drop(): void;
}

/** One WebSocket from its opening to its end. */
export function openSocket(
  WebSocketClass: WebSocketClass,
  url: string,
  protocols: string[],
  listener: SocketListener,
): Socket {
  const socket = new WebSocketClass(url, protocols);
  let isDropped = false;
  socket.onopen = () => {
    if (!isDropped) socket.send('{"type":"connection_init"}');
  };
  socket.onmessage = ({ data }: { data: unknown }) => {
    if (isDropped) return;
    listener.onFrame(readServerFrame(data), typeof data === 'string' ? data.length : 0);
  };
  // Says nothing that the close that follows does not say. It stays, for `ws` throws what nobody listens to.
  socket.onerror = () => {};
  // A half-open connection that was let go closes up to a minute later, when its successor has long been well.
  socket.onclose = ({ code }: { code: number }) => {
    if (!isDropped) listener.onGone(code);
  };
  return {
    send(message) {
      socket.send(JSON.stringify(message));
    },
    drop() {
      isDropped = true;
      socket.close(1000);
    },
  };
}
