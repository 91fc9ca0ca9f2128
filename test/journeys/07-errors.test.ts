import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab } from '../support/tab.ts';

/** "Error handling and retry logic". */
describe('7. When something fails', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  test('a send without a network keeps its text, says so, and arrives once when it is tried again', async () => {
    const alice = await openTab(browser, network.origin, 'Alice');
    const bob = await network.as('bob');
    await alice.page.getByText('Live', { exact: true }).waitFor();
    await alice.page.context().setOffline(true);
    await alice.say('Out at sea.');
    await alice.page.getByRole('alert').getByText('Not sent.').waitFor();
    expect(await alice.composer.inputValue()).toBe('Out at sea.');
    await alice.page.context().setOffline(false);
    await alice.page.getByRole('button', { name: 'Try again' }).click();
    await alice.sees('Out at sea.');
    const { items } = await bob.page('harbor_general', { limit: 5 });
    expect(items.filter((message) => message.content === 'Out at sea.')).toHaveLength(1);
    await alice.close();
  });

  test.todo('what is sent while offline is queued and sent by itself, in order, also after a reload');
  test.todo('a connection that is lost is made again within 2 s of the server’s return, with nothing missing');
  test.todo('a half-open connection is noticed within 35 s');
});
