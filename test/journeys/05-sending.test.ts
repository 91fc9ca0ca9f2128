import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab } from '../support/tab.ts';

/** "Sending new messages". */
describe('5. Sending', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  test('alice and bob, each in a window, see at once what the other sends, and the same after a reload', async () => {
    const alice = await openTab(browser, network.origin, 'Alice');
    const bob = await openTab(browser, network.origin, 'Bob');
    for (const tab of [alice, bob]) await tab.page.getByText('Live', { exact: true }).waitFor();
    await alice.say('Can you hear me?');
    await bob.sees('Can you hear me?');
    await bob.say('Loud and clear.\nOver.');
    // In the list alone: what others say is read out beside it as well.
    for (const tab of [alice, bob]) await tab.page.getByRole('log').getByText('Loud and clear.').waitFor();
    const shown = await bob.contents();
    await bob.page.reload();
    await bob.sees('Can you hear me?');
    // Of the 50 that were there and the two that came, the newest 50.
    expect(shown).toHaveLength(52);
    expect(await bob.contents()).toEqual(shown.slice(-50));
    for (const tab of [alice, bob]) {
      expect(await tab.page.getByRole('log').getByText('Can you hear me?').count()).toBe(1);
      expect(tab.problems).toEqual([]);
      await tab.close();
    }
  });

  test('what is written is shown as it was written: nothing in it is markup', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_design' });
    const hostile = '<img src=x onerror="document.title=1"><b>bold</b> javascript:alert(1)';
    await tab.say(hostile);
    await tab.sees(hostile);
    expect(await tab.page.getByRole('log').locator('img[src="x"], b').count()).toBe(0);
    expect(tab.problems).toEqual([]);
    await tab.close();
  });
});
