import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { launchBrowser } from '../../support/browser.ts';

export interface ListPages {
  /** The list over `count` messages with `reserve` more before them, in a window of its own. */
  open(options?: OpenOptions): Promise<Page>;
  /** What pages threw or logged as an error. */
  problems: string[];
  close(): Promise<void>;
}

interface OpenOptions {
  count?: number;
  reserve?: number;
  context?: BrowserContextOptions;
  /** A time that goes on only when the page's clock is told to. Default: the real one. */
  now?: string;
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the page of this folder as the product is built, and serves it. Pictures come late, each at its own time. */
export async function startListPages(): Promise<ListPages> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-list-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 900 },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const picture = /^\/picture\/(\d+)x(\d+)$/.exec(pathname);
    if (picture) {
      const [, width, height] = picture;
      response.setHeader('content-type', 'image/svg+xml');
      response.setHeader('cache-control', 'no-store');
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#7a9"/></svg>`;
      setTimeout(() => response.end(svg), 40 + Math.random() * 160);
      return;
    }
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    readFile(file).then(
      (body) => response.setHeader('content-type', types[extname(file)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  // A listening TCP server has an address of this shape.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await launchBrowser();
  const problems: string[] = [];
  return {
    problems,
    async open({ count = 50, reserve = 0, context = {}, now } = {}) {
      const own = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale: 'en-GB', ...context });
      const page = await own.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      if (now !== undefined) await page.clock.install({ time: now });
      await page.goto(`${origin}/?count=${count}&reserve=${reserve}`);
      if (count > 0) await page.locator('article').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
