import type { Browser } from 'playwright-core';
import { watchSubscriptions } from '../../test/support/subscriptions.ts';
import { enter } from './enter.ts';
import { type Heap, measureHeap } from './heap.ts';

export interface Switching {
  /** The heap after so many switches, garbage collected. */
  readonly heap: readonly (Heap & { readonly switches: number; readonly nodes: number })[];
  /** Subscriptions before the first switch, and the most at any time. */
  readonly resting: number;
  readonly most: number;
}

/** Goes from channel to channel by the sidebar, and looks at the memory now and then. */
export async function measureSwitching(browser: Browser, origin: string, switches: number): Promise<Switching> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const subscriptions = watchSubscriptions(page);
  const client = await context.newCDPSession(page);
  await enter(page, `${origin}/channel/harbor_general`);
  const names = await page
    .locator('a.place-link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const visit = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const href = names[index % names.length];
      await page.locator(`.place-link[href="${href}"]`).click();
      await page.locator('[role=log] article .content').first().waitFor();
    }
  };
  // Every place once, so that what is kept for coming back is kept.
  await visit(names.length * 2);
  const resting = subscriptions.live().length;
  const heap: (Heap & { switches: number; nodes: number })[] = [];
  const look = async (done: number) => {
    const held = await measureHeap(client);
    const { nodes } = (await client.send('Memory.getDOMCounters')) as { nodes: number };
    heap.push({ switches: done, ...held, nodes });
  };
  await look(0);
  const step = Math.ceil(switches / 5);
  for (let done = step; done <= switches; done += step) {
    await visit(step);
    await look(done);
  }
  await context.close();
  return { heap, resting, most: subscriptions.most };
}
