import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as outboxModule from '../../client/src/outbox/index.ts';
import { launchBrowser } from '../support/browser.ts';

/** What the page's script leaves on `window`. */
interface PageGlobals {
  outboxModule: typeof outboxModule;
  outbox: outboxModule.Outbox;
}

interface Request {
  readonly tab: string;
  readonly id: string;
  readonly isRetry: boolean;
}

let browser: Browser;
let server: Server;
let origin: string;
let context: BrowserContext;
/** All that was asked, and what was stored, each id at the position it was first stored at. */
let requests: Request[];
let stored: Map<string, number>;
/** Of the test that runs. A page of the one before may still ask while it closes, and counts for nobody. */
let testId = 0;
/** What becomes of a request: `held` is stored, and never answered. */
let fate: (request: Request) => 'stored' | 'held' | 'down';

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as outboxModule from './client/src/outbox/index.ts';
        import { MessagingError } from './client/src/errors.ts';
        Object.assign(window, { outboxModule, MessagingError });`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  server = createServer((request, response) => {
    if (request.method === 'GET') {
      const isScript = request.url === '/outbox.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      return void response.end(isScript ? script : '<!doctype html><script type="module" src="/outbox.js"></script>');
    }
    if (request.url !== `/send/${testId}`) return void response.writeHead(410).end();
    void text(request).then((body) => {
      // Only this file's own pages ask.
      const asked = JSON.parse(body) as Request;
      requests.push(asked);
      const outcome = fate(asked);
      if (outcome === 'down') return void response.writeHead(503).end();
      if (!stored.has(asked.id)) stored.set(asked.id, stored.size + 1);
      if (outcome === 'stored') response.end(JSON.stringify({ seq: stored.get(asked.id) }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  // A listening TCP server has an address of this shape.
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed));
});

beforeEach(async () => {
  testId += 1;
  requests = [];
  stored = new Map();
  fate = () => 'stored';
  context = await browser.newContext();
});
afterEach(() => context.close());

describe('an outbox in a browser', () => {
  test('keeps what it takes on disk, and sends it after a reload: 500 rows, in order, each once', async () => {
    fate = () => 'down';
    const page = await openTab('one');
    const ids = Array.from({ length: 500 }, (_, index) => `m${index}`);
    const enqueuedInMs = await page.evaluate(async (all) => {
      const begun = performance.now();
      for (const id of all) await windowed().outbox.enqueue({ id, channelId: 'harbor', content: id.repeat(50) });
      return performance.now() - begun;

      function windowed() {
        return window as unknown as PageGlobals;
      }
    }, ids);
    expect(await codeOf(page, 'one-too-many')).toBe('OUTBOX_FULL');
    await page.reload();
    await openOutbox(page, 'one');
    await until(page, (rows) => rows.length === 500);
    expect(await rowsOf(page)).toEqual(
      ids.map((id) => expect.objectContaining({ id, state: expect.not.stringMatching('sent') })),
    );
    fate = () => 'stored';
    const begun = performance.now();
    await page.evaluate(() => (window as unknown as PageGlobals).outbox.resume());
    await expect.poll(() => stored.size, { timeout: 90_000, interval: 50 }).toBe(500);
    const sentInMs = performance.now() - begun;
    console.log(`500 rows: kept in ${Math.round(enqueuedInMs)} ms, sent in ${Math.round(sentInMs)} ms`);
    expect([...stored.keys()]).toEqual(ids);
    expect(tries()).toEqual(new Map(ids.slice(1).map((id) => [id, 1])));
  });

  test('of two tabs is sent by one, in the order of both', async () => {
    const [one, two] = [await openTab('one'), await openTab('two')];
    await enqueue(one, 'a');
    await enqueue(two, 'b');
    await enqueue(one, 'c');
    await expect.poll(() => [...stored.keys()]).toEqual(['a', 'b', 'c']);
    expect(new Set(requests.map(({ tab }) => tab))).toEqual(new Set(['one']));
    for (const page of [one, two]) await until(page, (rows) => rows.every(({ state }) => state === 'sent'));
  });

  test('shows in one tab what another keeps, edits and discards', async () => {
    fate = () => 'down';
    const [one, two] = [await openTab('one'), await openTab('two')];
    await enqueue(one, 'a');
    await enqueue(one, 'b');
    await enqueue(one, 'c');
    await until(two, (rows) => rows.length === 3);
    await two.evaluate(() =>
      (window as unknown as PageGlobals).outbox.edit({ id: 'b', channelId: 'harbor', content: 'another text' }),
    );
    await two.evaluate(() => (window as unknown as PageGlobals).outbox.discard('c'));
    await until(one, (rows) => rows.length === 2 && rows[1]?.content === 'another text');
  });

  test('goes on in the other tab when the one that sends dies in the middle of it', async () => {
    const [one, two] = [await openTab('one'), await openTab('two')];
    fate = ({ tab }) => (tab === 'one' ? 'held' : 'stored');
    await enqueue(two, 'a');
    await enqueue(two, 'b');
    await expect.poll(() => requests.length).toBe(1);
    const crashed = one.waitForEvent('crash');
    const session = await context.newCDPSession(one);
    session.send('Page.crash').catch(() => {});
    await crashed;
    await expect.poll(() => [...stored.keys()]).toEqual(['a', 'b']);
    expect(requests).toEqual([
      { tab: 'one', id: 'a', isRetry: false },
      { tab: 'two', id: 'a', isRetry: true },
      { tab: 'two', id: 'b', isRetry: false },
    ]);
    await until(two, (rows) => rows.every(({ state }) => state === 'sent'));
  });

  test('goes on after a reload in the middle of a try', async () => {
    fate = ({ isRetry }) => (isRetry ? 'stored' : 'held');
    const page = await openTab('one');
    await enqueue(page, 'a');
    await expect.poll(() => requests.length).toBe(1);
    await page.reload();
    await openOutbox(page, 'one');
    await expect.poll(() => requests.map(({ isRetry }) => isRetry)).toEqual([false, true]);
    expect([...stored.keys()]).toEqual(['a']);
  });

  test('holds apart what different people send', async () => {
    fate = () => 'down';
    const [alice, bob] = [await openTab('one', 'alice'), await openTab('two', 'bob')];
    await enqueue(alice, 'a');
    await enqueue(bob, 'b');
    await bob.reload();
    await openOutbox(bob, 'two', 'bob');
    await until(bob, (rows) => rows.length === 1);
    expect((await rowsOf(bob)).map(({ id }) => id)).toEqual(['b']);
  });

  test('says that there is no room, and then has kept nothing', async () => {
    fate = () => 'down';
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // Chromium asks for the room that is left once, and then reckons: it has to be small from the start.
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 100_000 });
    await page.goto(origin);
    await openOutbox(page, 'one');
    await enqueue(page, 'a');
    expect(await codeOf(page, 'b', 200_000)).toBe('STORAGE_FULL');
    await enqueue(page, 'c');
    expect((await rowsOf(page)).map(({ id }) => id)).toEqual(['a', 'c']);
    await page.reload();
    await openOutbox(page, 'one');
    await until(page, (rows) => rows.map(({ id }) => id).join() === 'a,c');
  });

  test.each([
    ['there is no IndexedDB', () => Reflect.deleteProperty(window, 'indexedDB')],
    [
      'IndexedDB can not be opened',
      () =>
        (IDBFactory.prototype.open = () => {
          throw new DOMException('Not in here.', 'SecurityError');
        }),
    ],
  ])('where %s keeps in memory, says so, and sends all the same', async (_, spoil) => {
    const page = await openTab('one', 'alice', spoil);
    await enqueue(page, 'a');
    expect(await page.evaluate(() => (window as unknown as PageGlobals).outbox.summary().isDurable)).toBe(false);
    await expect.poll(() => [...stored.keys()]).toEqual(['a']);
  });

  test('where it is durable says so', async () => {
    const page = await openTab('one');
    await enqueue(page, 'a');
    expect(await page.evaluate(() => (window as unknown as PageGlobals).outbox.summary().isDurable)).toBe(true);
  });
});

async function openTab(tab: string, person = 'alice', spoil?: () => unknown): Promise<Page> {
  const page = await context.newPage();
  if (spoil) await page.addInitScript(spoil);
  await page.goto(origin);
  await openOutbox(page, tab, person);
  // The first tab is the one that sends, so it has its lock before there is a second one.
  if (!spoil) await page.waitForFunction(async () => ((await navigator.locks.query()).held ?? []).length > 0);
  return page;
}

/** Opens the outbox of a page that was loaded. Resolves once its store is. */
async function openOutbox(page: Page, tab: string, person = 'alice'): Promise<void> {
  await page.waitForFunction(() => 'outboxModule' in window);
  await page.evaluate(
    async ([tab, person, testId]) => {
      const globals = window as unknown as PageGlobals & { MessagingError: new (details: object) => Error };
      globals.outbox = globals.outboxModule.openOutbox({
        person,
        async send({ id }, { isRetry, signal }) {
          const body = JSON.stringify({ tab, id, isRetry });
          const response = await fetch(`/send/${testId}`, { method: 'POST', body, signal });
          if (response.ok) return response.json();
          throw new globals.MessagingError({ code: 'SERVICE_UNAVAILABLE', type: 'Unavailable', message: 'Down.' });
        },
      });
      // The answer to any question comes after the store was read.
      await globals.outbox.retry('none');
    },
    [tab, person, testId] as const,
  );
}

function enqueue(page: Page, id: string): Promise<void> {
  return page.evaluate(
    (id) => (window as unknown as PageGlobals).outbox.enqueue({ id, channelId: 'harbor', content: id.repeat(1000) }),
    id,
  );
}

/** The code that `enqueue` fails with. Null = it does not. */
function codeOf(page: Page, id: string, length = 1): Promise<string | null> {
  return page.evaluate(
    ([id, length]) =>
      (window as unknown as PageGlobals).outbox.enqueue({ id, channelId: 'harbor', content: id.repeat(length) }).then(
        () => null,
        // Of this class are all errors of the outbox.
        (error: { code: string }) => error.code,
      ),
    [id, length] as const,
  );
}

function rowsOf(page: Page): Promise<readonly outboxModule.OutboxEntry[]> {
  return page.evaluate(() => (window as unknown as PageGlobals).outbox.rows('harbor'));
}

async function until(page: Page, isSo: (rows: readonly outboxModule.OutboxEntry[]) => boolean): Promise<void> {
  await expect.poll(async () => isSo(await rowsOf(page)), { timeout: 10_000 }).toBe(true);
}

/** How often each message was tried, but for the first, which is tried while the service is down. */
function tries(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of requests) if (id !== 'm0') counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
