import type { Browser, Page } from 'playwright-core';
import { messagesByChannel } from '../../generated/operations.ts';
import { enter } from './enter.ts';

/** Milliseconds, one for each time that it was done. */
export interface Opening {
  /** From the beginning of the page's navigation to the paint of the newest messages. */
  readonly load: readonly number[];
  /** From the press on a channel in the sidebar to the paint of its newest messages, the channel being opened for the first time. */
  readonly change: readonly number[];
  /** The limit: a page without any library that asks for the same 50 messages and writes them as plain paragraphs. */
  readonly bareLoad: readonly number[];
}

const channelId = 'harbor_logbook';
const path = `/channel/${channelId}`;
/** Of the 50 newest, as many as a screen holds are drawn; this many at least. */
const leastRows = 12;

export async function measureOpening(browser: Browser, origin: string, times: number): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchPaint, leastRows);
  await enter(page, origin + path);
  const token = await page.evaluate(() => {
    const session = JSON.parse(sessionStorage.getItem('parley.session') ?? '{}') as { token?: string };
    return session.token ?? '';
  });
  await context.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: bare(token) }));
  const [load, bareLoad, change]: [number[], number[], number[]] = [[], [], []];
  for (let time = 0; time < times; time += 1) {
    // One beside the other, so that both have the same machine.
    await page.goto(origin + path);
    load.push(await painted(page));
    await page.goto(`${origin}/bare`);
    bareLoad.push(await painted(page));
    await page.goto(`${origin}/channel/harbor_general`);
    await painted(page);
    await page.evaluate(() => {
      const stamp = window as unknown as { paintedAt: number | null; from: number };
      stamp.paintedAt = null;
      stamp.from = performance.now();
      document.querySelector<HTMLElement>('a[href="/channel/harbor_logbook"]')?.click();
    });
    change.push(await painted(page));
  }
  await context.close();
  return { load, bareLoad, change };
}

/** In the page: notes when so many rows stand there and the frame that shows them is over. Before a press, since the navigation began. */
function watchPaint(least: number): void {
  const stamp = window as unknown as { paintedAt: number | null; from: number };
  stamp.from = 0;
  stamp.paintedAt = null;
  // A method: what names functions for the compiler of this file is not there in a page.
  const watcher = {
    look() {
      const { pathname } = location;
      const rows = document.querySelectorAll('[role=log] article .content, .bare p').length;
      const isThere = rows >= least && (pathname !== '/channel/harbor_general' || document.title.includes('general'));
      if (stamp.paintedAt === null && isThere && (stamp.from === 0 || document.title.includes('logbook'))) {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (stamp.paintedAt ??= performance.now() - stamp.from);
          port2.postMessage(null);
        });
      }
      requestAnimationFrame(() => watcher.look());
    },
  };
  watcher.look();
}

async function painted(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as unknown as { paintedAt: number | null }).paintedAt, null, {
    polling: 20,
  });
  return (await handle.jsonValue()) ?? NaN;
}

function bare(token: string): string {
  const body = JSON.stringify({ query: messagesByChannel, variables: { channelId, limit: 50, nextToken: null } });
  const headers = JSON.stringify({ 'content-type': 'application/json', authorization: token });
  return `<!doctype html><title>bare</title><div class="bare"></div><script type="module">
    const response = await fetch('/graphql', { method: 'POST', headers: ${headers}, body: ${JSON.stringify(body)} });
    for (const { content } of (await response.json()).data.messagesByChannel.items) {
      const row = document.createElement('p');
      row.textContent = content;
      document.querySelector('.bare').append(row);
    }
  </script>`;
}
