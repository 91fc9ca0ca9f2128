import type { Browser, Page } from 'playwright-core';
import type { Child } from '../measure/child.ts';
import { enter } from './enter.ts';

export interface Typing {
  /** Messages that the page held. */
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
  await enter(page, `${origin}/channel/${channelId}`);
  const loaded = await readBack(page, held);
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

/** Scrolls up until so many messages are loaded, or the beginning. Answers with how many. */
async function readBack(page: Page, held: number): Promise<number> {
  const log = page.getByRole('log');
  for (;;) {
    const state = await log.evaluate((element) => {
      const box = element.closest<HTMLElement>('[class*=scroll]') ?? element;
      const scroller = [box, ...Array.from(document.querySelectorAll<HTMLElement>('.channel *'))].find(
        (one) => one.scrollHeight > one.clientHeight + 200 && getComputedStyle(one).overflowY !== 'visible',
      );
      if (scroller) scroller.scrollTop = 0;
      const first = element.querySelector('article[data-row] time')?.getAttribute('datetime') ?? '';
      return { first, beginning: document.querySelector('.beginning') !== null, height: scroller?.scrollHeight ?? 0 };
    });
    if (state.beginning) return held;
    await page.waitForTimeout(30);
    // Some 60 px a message at the least; exact enough to know when to stop, and the beginning stops it anyway.
    if (state.height > held * 200) return held;
  }
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
