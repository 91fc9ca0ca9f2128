import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me } from '../../../generated/operations.ts';
import { createApi } from '../../../client/src/transport/api.ts';

interface Heard {
  readonly response: ServerResponse;
  isBrokenOff: boolean;
}

const heard: Heard[] = [];
const server = createServer((_request, response) => {
  const one = { response, isBrokenOff: false };
  response.on('close', () => (one.isBrokenOff = !response.writableFinished));
  heard.push(one);
});

afterEach(() => {
  heard.length = 0;
  server.closeAllConnections();
  server.close();
});

describe('a request that nobody waits for any more', () => {
  it('is broken off', async () => {
    const { request, controller } = await asked(false);
    controller.abort();
    await expect(request).rejects.toMatchObject({ code: 'NETWORK' });
    await vi.waitFor(() => expect(heard[0]?.isBrokenOff).toBe(true));
  });

  it('goes on where it may, and its connection is of use to the next', async () => {
    const { request, controller, ask } = await asked(true);
    const connections = vi.fn();
    server.on('connection', connections);
    controller.abort();
    await expect(request).rejects.toMatchObject({ code: 'NETWORK' });
    heard[0]?.response.end('{"data":{}}');
    await vi.waitFor(() => expect(heard[0]?.response.closed).toBe(true));
    expect(heard[0]?.isBrokenOff).toBe(false);
    const next = ask();
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    heard[1]?.response.end('{"data":{}}');
    await next;
    expect(connections).not.toHaveBeenCalled();
  });

  it('goes on for as long as any may, and no longer', async () => {
    const { request, controller } = await asked(true, 300);
    controller.abort();
    await expect(request).rejects.toMatchObject({ code: 'NETWORK' });
    expect(heard[0]?.isBrokenOff).toBe(false);
    await vi.waitFor(() => expect(heard[0]?.isBrokenOff).toBe(true));
  });
});

/** One that has reached the server, which has not answered. */
async function asked(goesOn: boolean, requestTimeoutMs = 20_000) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a TCP port has such an address.
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/graphql`;
  const api = createApi({ endpoint, getToken: () => 'token', requestTimeoutMs });
  const controller = new AbortController();
  const ask = () => api.ask(me, {}, { timeoutMs: Infinity });
  const request = api.ask(
    me,
    {},
    {
      signal: controller.signal,
      goesOn,
      timeoutMs: Infinity,
    },
  );
  request.catch(() => undefined);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  return { request, controller, ask };
}
