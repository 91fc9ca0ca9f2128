import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestsAtRest, useLightFetch } from '../proof/chaos/tab/light-fetch.ts';

let server: Server;
let url: string;
const nodes = globalThis.fetch;

beforeAll(async () => {
  server = createServer((request, response) => {
    let asked = '';
    request.on('data', (part: Buffer) => (asked += part.toString()));
    request.on('end', () => {
      if (asked === 'hang') return;
      if (asked === 'reset') return void response.socket?.resetAndDestroy();
      if (asked === 'cut') {
        response.writeHead(200, { 'content-length': 100 });
        return void response.write('half', () => response.socket?.destroy());
      }
      response.writeHead(asked === 'refuse' ? 401 : 200, { 'X-Name': 'value' });
      response.end(asked === 'no json' ? '<html>' : JSON.stringify({ asked, type: request.headers['content-type'] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a TCP port has such an address.
  url = `http://localhost:${(server.address() as AddressInfo).port}/graphql`;
});

afterAll(() => {
  globalThis.fetch = nodes;
  server.closeAllConnections();
  server.close();
});

/** What Amplify tells apart. */
describe.each(['Node’s', 'a tab’s'])('%s fetch', (whose) => {
  const ask = (body: string, signal?: AbortSignal) => {
    if (whose === 'Node’s') globalThis.fetch = nodes;
    else useLightFetch();
    const headers = { 'content-type': 'application/json' };
    return fetch(new URL(url), { method: 'POST', headers, body, ...(signal && { signal }) });
  };

  it('answers with status, headers and JSON', async () => {
    const answer = await ask('hello');
    expect([answer.status, await answer.json()]).toEqual([200, { asked: 'hello', type: 'application/json' }]);
    const headers: string[] = [];
    (await ask('refuse')).headers.forEach((value, name) => headers.push(`${name} ${value}`));
    expect(headers).toContain('x-name value');
    expect((await ask('refuse')).status).toBe(401);
  });

  it('rejects with a TypeError where no answer came, or half of one', async () => {
    await expect(ask('reset')).rejects.toBeInstanceOf(TypeError);
    await expect((await ask('cut')).text()).rejects.toBeInstanceOf(TypeError);
  });

  it('rejects with a SyntaxError what is no JSON', async () => {
    await expect((await ask('no json')).json()).rejects.toBeInstanceOf(SyntaxError);
  });

  it('rejects with an AbortError what was given up, before and while it is asked', async () => {
    const controller = new AbortController();
    const asked = ask('hang', controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect(ask('hello', controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a tab’s fetch', () => {
  it('is at rest once all was answered or given up', async () => {
    useLightFetch();
    const controller = new AbortController();
    const asked = fetch(url, { method: 'POST', body: 'hang', signal: controller.signal });
    const answered = fetch(url, { method: 'POST', body: 'hello' });
    let isAtRest = false;
    const rest = requestsAtRest(60_000).then(() => (isAtRest = true));
    await (await answered).text();
    expect(isAtRest).toBe(false);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await rest;
  });
});
