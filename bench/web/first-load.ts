import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { enter } from './enter.ts';

export interface FirstLoad {
  readonly files: readonly { readonly name: string; readonly gzipBytes: number }[];
  readonly gzipBytes: number;
}

/** What of script a person waits for who opens a channel for the first time. What is loaded once the page rests is left out. */
export async function measureFirstLoad(browser: Browser, origin: string): Promise<FirstLoad> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) bodies.set(new URL(response.url()).pathname, response.body());
  });
  await enter(page, `${origin}/channel/harbor_general`);
  const files = await Promise.all(
    [...bodies].map(async ([name, body]) => ({ name, gzipBytes: gzipSync(await body).length })),
  );
  await context.close();
  const waitedFor = files.filter(({ name }) => !/\/(AnyDialog|open-metrics)/.test(name));
  return { files: waitedFor, gzipBytes: waitedFor.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) };
}
