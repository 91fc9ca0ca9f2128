import { mkdirSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWebRoute } from '../../dev/web-route.ts';
import type { PageEndpoints } from '../../web/security-headers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const store = temporaryDirectory();
const built = join(store.path, 'built');
let endpoints: PageEndpoints = {};
let server: Server;
let origin: string;

beforeAll(async () => {
  mkdirSync(join(built, 'assets'), { recursive: true });
  writeFileSync(join(built, 'index.html'), '<title>the page</title>');
  writeFileSync(join(built, 'assets', 'main-1a2b3c.js'), 'run()');
  writeFileSync(join(store.path, 'secret.txt'), 'not for you');
  const route = createWebRoute(built, () => endpoints);
  server = createServer((request, response) => {
    const isServed = Promise.resolve(route(request, response));
    void isServed.then((served) => served || response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  store.remove();
});

const open = (path: string, accept = 'text/html,*/*') => fetch(origin + path, { headers: { accept } });

describe('the web client’s page', () => {
  test.each(['/', '/channel/harbor_general', '/index.html', '/assets', '/..%2fsecret.txt', '/%00'])(
    'is what a browser gets at %s, and only its own scripts run in it',
    async (path) => {
      const response = await open(path);
      expect(await response.text()).toBe('<title>the page</title>');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(response.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('may talk to the endpoints that the server names with each answer', async () => {
    endpoints = { connect: ['wss://api.example.org/realtime'] };
    const policy = (await open('/')).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' wss://api.example.org;");
    endpoints = {};
    expect((await open('/')).headers.get('content-security-policy')).toContain("connect-src 'self';");
  });

  test('is not what a program gets that asks for something else', async () => {
    expect((await open('/graphql', 'application/json')).status).toBe(404);
    expect((await fetch(`${origin}/`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a file of the web client', () => {
  test('comes under its name, is never guessed at, and is kept for ever where its name has its hash', async () => {
    const response = await open('/assets/main-1a2b3c.js', '*/*');
    expect(await response.text()).toBe('run()');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e%2fsecret.txt'])(
    'never comes from beside its folder: %s',
    async (path) => {
      expect((await open(path, '*/*')).status).toBe(404);
    },
  );
});
