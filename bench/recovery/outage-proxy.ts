import { type AddressInfo, createServer, type Server, type Socket, connect } from 'node:net';

/**
 * - `through`: passes on what comes.
 * - `down`: cuts what is there and refuses what comes, as a server that is restarted.
 * - `silent`: what is there stays open and carries nothing more, either way, as after a change of networks; what comes anew passes.
 */
export type Weather = 'through' | 'down' | 'silent';

/** One client's own way to a server, so that each can have its own outage. */
export interface OutageProxy {
  readonly port: number;
  become(weather: Weather): Promise<void>;
  close(): Promise<void>;
}

export async function openProxy(target: { port: number }): Promise<OutageProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;

  function listen(on: number): Promise<Server> {
    const made = createServer((client) => {
      const upstream = connect({ port: target.port, host: 'localhost' });
      const pair = [client, upstream] as const;
      pairs.add(pair);
      client.pipe(upstream).pipe(client);
      for (const one of pair) {
        one.setNoDelay(true);
        // The close that follows an error tells all that matters here.
        one.on('error', () => {});
        one.on('close', () => {
          pairs.delete(pair);
          for (const other of pair) other.destroy();
        });
      }
    });
    return new Promise((resolve, reject) => {
      made.once('error', reject);
      made.listen(on, 'localhost', () => resolve(made));
    });
  }

  function cut(): void {
    for (const [client, upstream] of pairs) {
      client.destroy();
      upstream.destroy();
    }
  }

  return {
    port,
    async become(weather) {
      switch (weather) {
        case 'through':
          if (!server.listening) server = await listen(port);
          return;
        case 'down':
          server.close();
          cut();
          return;
        case 'silent':
          for (const [client, upstream] of pairs) {
            client.unpipe(upstream);
            upstream.unpipe(client);
            // Read, so that neither end is told by its buffers.
            client.resume();
            upstream.resume();
          }
          return;
        default:
          weather satisfies never;
      }
    },
    async close() {
      cut();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
