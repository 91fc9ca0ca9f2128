import type { Browser, Page } from 'playwright-core';
import type { Child } from '../measure/child.ts';
import { enter } from './enter.ts';

export interface Typing {
  /** Messages that the page had loaded when it began. */
  readonly held: number;
  /** Rows in the page. */
  readonly rows: number;
  readonly heapMegabytes: number;
  /** Events a second that came meanwhile. */
  readonly eventsPerSecond: number;
  /** From each key's press to the end of the frame that shows it, in milliseconds. */
  readonly busy: readonly number[];
  /** The same while nothing comes. */
  readonly quiet: readonly number[];
  /** The limit: the same keys in a bare field of an empty page. */
  readonly bare: readonly number[];
}

const channelId = 'harbor_logbook';

/** Types into the composer of a channel of which so many messages were read back to, while others write to it. */
export async function measureTyping(
  browser: Browser,
  origin: string,
  product: Child,
  { held, keys, perSecond }: { held: number; keys: number; perSecond: number },
): Promise<Typing> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const arrivals = watchArrivals(page);
  await enter(page, `${origin}/channel/${channelId}`);
  const loaded = await readBack(page, arrivals, held);
  await page.evaluate(watchKeys);
  const composer = page.getByRole('textbox', { name: /^Message / });
  await composer.focus();
  const type = async () => {
    await page.keyboard.type('the quick brown fox jumps '.repeat(Math.ceil(keys / 26)).slice(0, keys), { delay: 60 });
    return page.evaluate(() => (window as unknown as { keys: number[] }).keys.splice(0));
  };
  const quiet = await type();
  await composer.fill('');
  await product.ask({ busy: { channelId, perSecond } });
  const startedAt = performance.now();
  const busy = await type();
  const seconds = (performance.now() - startedAt) / 1_000;
  const sent = Number(await product.ask({ busy: { channelId, perSecond: 0 } }));
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await client.send('Runtime.getHeapUsage')) as { usedSize: number };
  const rows = await page.locator('[role=log] article').count();
  await page.goto('about:blank');
  await page.setContent('<textarea autofocus></textarea>');
  await page.evaluate(watchKeys);
  await page.locator('textarea').focus();
  const bare = await type();
  await context.close();
  return { held: loaded, rows, heapMegabytes: usedSize / 1e6, eventsPerSecond: sent / seconds, busy, quiet, bare };
}

/** Messages that the page has been answered with. */
interface Arrivals {
  count(): number;
}

function watchArrivals(page: Page): Arrivals {
  const ids = new Set<string>();
  page.on('response', (response) => {
    if (!response.url().endsWith('/graphql')) return;
    const take = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      // Of what the API answers with, messages alone have a revision.
      const { id, rev } = value as { id?: unknown; rev?: unknown };
      if (typeof id === 'string' && typeof rev === 'number') ids.add(id);
      for (const inner of Object.values(value)) take(inner);
    };
    response.json().then(take, () => {});
  });
  return { count: () => ids.size };
}

/** Scrolls up until the page was answered with so many messages, or with all that there are. Answers with how many. */
async function readBack(page: Page, arrivals: Arrivals, held: number): Promise<number> {
  const log = page.getByRole('log');
  while (arrivals.count() < held && (await page.locator('.beginning').count()) === 0) {
    await log.evaluate((element) => (element.scrollTop = 0));
    await page.waitForTimeout(20);
  }
  return arrivals.count();
}

/** In the page: notes for each key how long it was until the end of the frame that shows it. */
function watchKeys(): void {
  const keys: number[] = [];
  (window as unknown as { keys: number[] }).keys = keys;
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => keys.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    },
    true,
  );
}
