import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab } from '../support/tab.ts';

/** "Loading historical messages". */
describe('4. History', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  test('the API lists it newest first, as the index messages_by_channel has it', async () => {
    const { items } = await (await network.as('alice')).page('harbor_logbook');
    const times = items.map((message) => message.createdAt);
    expect(times).toHaveLength(50);
    expect(times).toEqual([...times].sort().reverse());
  });

  test('opening a channel shows its newest 50, the newest at the bottom, and a reload shows the same', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_logbook' });
    await tab.page.getByText(/^Entry 10000: /).waitFor();
    const shown = await tab.contents();
    expect(shown).toHaveLength(50);
    expect(shown.map((text) => Number(/\d+/.exec(text)?.[0]))).toEqual(Array.from({ length: 50 }, (_, i) => 9951 + i));
    await tab.page.reload();
    await tab.page.getByText(/^Entry 10000: /).waitFor();
    expect(await tab.contents()).toEqual(shown);
    await tab.close();
  });

  test('scrolling up brings older ones, and the place that one was reading stays where it is', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_logbook' });
    const reading = tab.page.getByText(/^Entry 9951: /);
    await reading.waitFor();
    await tab.page.getByRole('log').evaluate((log) => {
      log.scrollTop = 0;
    });
    const before = await reading.boundingBox();
    await tab.page.getByText(/^Entry 9901: /).waitFor({ state: 'attached' });
    const after = await reading.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(1);
    await tab.close();
  });

  test.todo('a permalink opens the history around its message');
});
