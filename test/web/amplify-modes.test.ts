import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModeApp } from '../server/mode-app.ts';
import { startModeApp } from '../server/mode-app.ts';
import type { Setup } from '../support/amplify.ts';
import { launchBrowser } from '../support/browser.ts';

let app: ModeApp;
let browser: Browser;
let site: Server;
let address: string;

beforeAll(async () => {
  [app, browser, site] = await Promise.all([startModeApp(), launchBrowser(), serveSite()]);
  const bound = site.address();
  if (bound === null || typeof bound === 'string') throw new Error('the site has no port');
  address = `http://localhost:${bound.port}`;
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await app?.close();
});

/** A web application from another origin than the API's, as they are on AWS: every call needs leave by CORS. */
async function serveSite(): Promise<Server> {
  const { outputFiles } = await build({
    entryPoints: ['test/support/amplify-page.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript ? script : '<!doctype html><title>Modes</title><script type="module" src="/page.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A context of its own: Amplify has one socket per page and endpoint, and keeps sessions in the origin's storage. */
async function withPage<T>(use: (page: Page, problems: readonly string[]) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(address);
    await page.waitForFunction(() => 'amplify' in window);
    return await use(page, problems);
  } finally {
    await context.close();
  }
}

const callers: readonly [Setup['authMode'], string, string | RegExp][] = [
  ['apiKey', 'API Key Authorization', 'nobody'],
  ['iam', 'IAM Authorization', /^arn:aws:sts::123456789012:assumed-role\/Modes-Visitor/],
  ['userPool', 'User Pool Authorization', /^[0-9a-f-]{36}$/],
  ['oidc', 'Open ID Connect Authorization', 'otto'],
  ['lambda', 'Lambda Authorization', 'lea'],
  ['none', 'Lambda Authorization', 'lea'],
];

describe('Amplify in Chromium queries, mutates and hears an event', () => {
  test.each(callers)('as %s', async (authMode, mode, by) => {
    const setup = await app.setup(authMode);
    await withPage(async (page, problems) => {
      const outcome = await page.evaluate((given) => window.amplify.callEverything(given), setup);
      const who = { mode, by: typeof by === 'string' ? by : expect.stringMatching(by) };
      expect(outcome.query).toEqual({ id: null, ...who });
      expect(outcome.mutation).toEqual({ id: authMode, ...who });
      expect(outcome.event).toEqual(outcome.mutation);
      // Whatever CORS forbids, Chromium writes here.
      expect(problems.filter((text) => !text.includes('favicon'))).toEqual([]);
    });
  });

  test('and refreshes the session of a user pool', async () => {
    const setup = await app.setup('userPool');
    const { before, after } = await withPage((page) =>
      page.evaluate((given) => window.amplify.refreshSession(given), setup),
    );
    expect(after).not.toBe(before);
  });
});
