import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';
import type * as draftsModule from '../../client/src/drafts/create-drafts.ts';
import { launchBrowser } from '../support/browser.ts';

/** What the page's script leaves on `window`. */
interface PageGlobals {
  draftsModule: typeof draftsModule;
  drafts: draftsModule.Drafts;
}

let browser: Browser;
let server: Server;
let origin: string;
let context: BrowserContext;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as draftsModule from './client/src/drafts/create-drafts.ts'; Object.assign(window, { draftsModule });`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  server = createServer((request, response) => {
    const isScript = request.url === '/drafts.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/drafts.js"></script>');
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
  context = await browser.newContext();
});
afterEach(() => context.close());

/** A tab with a person's drafts open. */
async function open(person = 'alice'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(origin);
  await begin(page, person);
  return page;
}

async function begin(page: Page, person = 'alice'): Promise<void> {
  await page.waitForFunction(() => 'draftsModule' in window);
  await page.evaluate((id) => {
    // The page's script put it there.
    const globals = window as unknown as PageGlobals;
    globals.drafts = globals.draftsModule.createDrafts({ person: id });
  }, person);
}

function write(page: Page, channelId: string, text: string): Promise<void> {
  return page.evaluate(
    ([id, words]) => (window as unknown as PageGlobals).drafts.set(id as string, { text: words as string }),
    [channelId, text],
  );
}

/** Waits until the tab shows this text. */
async function shows(page: Page, channelId: string, text: string | null): Promise<void> {
  await page.waitForFunction(
    ([id, words]) => ((window as unknown as PageGlobals).drafts.state(id as string)?.text ?? null) === words,
    [channelId, text],
  );
}

/** True = so many drafts are on the device, whosoever they are. Runs in the page. */
function isStored(least: number): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('parley-drafts');
    opening.onsuccess = () => {
      const base = opening.result;
      const counting = base.transaction('drafts').objectStore('drafts').count();
      counting.onsuccess = () => {
        base.close();
        resolve(counting.result >= least);
      };
    };
  });
}

test('a draft outlives a page that is left in the middle of a word, and is nobody else’s', async () => {
  const page = await open();
  await write(page, 'c', 'H');
  await page.waitForFunction(isStored, 1);
  await write(page, 'c', 'Hel');
  // Well before the half second is over.
  await page.reload();
  await begin(page);
  await shows(page, 'c', 'Hel');
  const another = await open('bob');
  await write(another, 'd', 'mine');
  await another.waitForFunction(isStored, 2);
  await shows(another, 'c', null);
  await another.reload();
  await begin(another, 'bob');
  await shows(another, 'd', 'mine');
  await shows(another, 'c', null);
});

test('a draft is the same in all tabs, and gone from all and from the device where the person leaves', async () => {
  const [one, other] = [await open(), await open()];
  await write(one, 'c', 'Hello.');
  await shows(other, 'c', 'Hello.');
  await write(other, 'c', 'Hello all.');
  await shows(one, 'c', 'Hello all.');
  await one.evaluate(() => (window as unknown as PageGlobals).drafts.forget());
  await shows(other, 'c', null);
  const later = await open();
  await write(later, 'd', 'the first');
  await shows(later, 'd', 'the first');
  await shows(later, 'c', null);
});

test('drafts are kept as long as the page is, where the browser keeps nothing', async () => {
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await page.goto(origin);
  await begin(page);
  await write(page, 'c', 'Hello.');
  await shows(page, 'c', 'Hello.');
  await page.reload();
  await begin(page);
  await write(page, 'd', 'anew');
  await shows(page, 'd', 'anew');
  await shows(page, 'c', null);
});
