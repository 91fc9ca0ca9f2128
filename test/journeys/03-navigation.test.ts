import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab } from '../support/tab.ts';

/** "Channel and DM navigation". */
describe('3. A page for every channel and direct message', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  test('each has its own address, and opening another clears what was there', async () => {
    const tab = await openTab(browser, network.origin, 'Alice');
    await tab.sees('What kind of cake?');
    await tab.page.getByRole('link', { name: 'design' }).click();
    await tab.page.waitForURL('**/channel/harbor_design');
    await tab.sees('The sluice is lovely.');
    expect(await tab.page.getByText('What kind of cake?').count()).toBe(0);
    await tab.page.getByRole('link', { name: 'Bob Tanaka', exact: true }).click();
    await tab.page.waitForURL('**/dm/harbor_dm-alice-bob');
    await tab.sees('It is in my office.');
    expect(await tab.page.getByText('The sluice is lovely.').count()).toBe(0);
    await tab.page.goBack();
    await tab.sees('The sluice is lovely.');
    expect(tab.problems).toEqual([]);
    await tab.close();
  });

  test('a direct message under a channel’s address leads to its own', async () => {
    const tab = await openTab(browser, network.origin, 'Alice');
    await tab.page.goto(`${network.origin}/channel/harbor_dm-alice-bob`);
    await tab.page.waitForURL('**/dm/harbor_dm-alice-bob');
    await tab.sees('It is in my office.');
    await tab.close();
  });

  test('a channel that one may not see looks like one that is not there', async () => {
    const tab = await openTab(browser, network.origin, 'Bob');
    const said: string[] = [];
    for (const id of ['harbor_launch', 'harbor_absent']) {
      await tab.page.goto(`${network.origin}/channel/${id}`);
      await tab.page.getByRole('heading', { level: 1 }).waitFor();
      said.push(await tab.page.getByRole('main').innerText());
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toMatch(/no such channel|not find|not found/i);
    await tab.close();
  });
});
