import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server, byte by byte, that a test can cut. */
export interface Line {
  /** The URL given, by way of this line. */
  url: string;
  /** Breaks all that is open, and lets nobody through until `mend`. */
  cut(): void;
  mend(): void;
  /** From now on what is asked arrives, and breaks where it is answered. `mend` ends it. */
  loseAnswers(): void;
  close(): Promise<void>;
}

export async function openLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let state: 'whole' | 'cut' | 'deaf' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(Number(port), hostname);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => (state === 'deaf' ? end() : near.write(bytes)));
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const url = new URL(to);
  // A listening TCP server has an address of this shape.
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    cut() {
      state = 'cut';
      breakAll();
    },
    mend() {
      state = 'whole';
    },
    loseAnswers() {
      state = 'deaf';
    },
    async close() {
      breakAll();
      await new Promise((closed) => server.close(closed));
    },
  };
}
