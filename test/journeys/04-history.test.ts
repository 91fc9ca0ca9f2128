import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab } from '../support/tab.ts';

/** "Loading historical messages". */
describe('4. History', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true, logbookLength: 10_000 }), launchBrowser()]);
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

  test('a permalink opens the history around its message, however far back, and the way to the newest is at hand', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_logbook' });
    await tab.page.goto(`${network.origin}/channel/harbor_logbook?at=100`);
    for (const visit of ['first', 'again']) {
      await tab.page
        .locator('.is-target')
        .getByText(/^Entry 100: /)
        .waitFor();
      expect((await tab.contents()).length, visit).toBeLessThan(100);
      if (visit === 'first') await tab.page.reload();
    }
    expect(await tab.page.evaluate(() => document.activeElement?.textContent)).toContain('Entry 100: ');
    await tab.page.getByRole('button', { name: 'Jump to latest' }).click();
    await tab.page.getByText(/^Entry 10000: /).waitFor();
    expect(tab.problems).toEqual([]);
    await tab.close();
  });

  test('a permalink to a message that is deleted leads to its place, and one to nothing says so', async () => {
    const alice = await network.as('alice');
    const channelId = 'harbor_boathouse';
    const { id, seq } = await alice.send(channelId, 'I have it.');
    await alice.get(operations.editMessage, { input: { id, channelId, content: 'I have it now.' } });
    await alice.get(operations.deleteMessage, { input: { id, channelId } });
    const tab = await openTab(browser, network.origin, 'Alice', { path: `/channel/${channelId}` });
    await tab.page.goto(`${network.origin}/channel/${channelId}?at=${seq}`);
    await tab.page.locator('.is-target').getByText('This message was deleted.').waitFor();
    expect(await tab.page.getByText('There is no such message here.').count()).toBe(0);
    for (const at of [seq + 1, 99_999_999_999]) {
      await tab.page.goto(`${network.origin}/channel/${channelId}?at=${at}`);
      await tab.page.getByText('There is no such message here. This is the nearest one.').waitFor();
    }
    await tab.close();
  });

  test('a link that was copied from a message leads to it, also from within the page', async () => {
    const tab = await openTab(browser, network.origin, 'Bob', { path: '/channel/harbor_logbook' });
    await tab.page.goto(`${network.origin}/channel/harbor_logbook?at=5000`);
    await tab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = tab.page.locator('.is-target');
    await row.getByText(/^Entry 5000: /).click({ button: 'right' });
    await tab.page.getByRole('menuitem', { name: 'Copy link' }).click();
    const link = await tab.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${network.origin}/channel/harbor_logbook?at=5000`);
    await tab.page.getByRole('link', { name: 'Alice Moreau', exact: true }).click();
    await tab.say(`See ${link}`);
    await tab.page
      .getByRole('log')
      .getByRole('link', { name: /at=5000/ })
      .click();
    await tab.page
      .locator('.is-target')
      .getByText(/^Entry 5000: /)
      .waitFor();
    await tab.close();
  });

  test('what is new has a line above it, and a way there; seen to its end, the channel is read', async () => {
    const [alice, bob] = [await network.as('alice'), await network.as('bob')];
    const channelId = 'harbor_design';
    const unread = async () =>
      (await bob.channels('harbor')).find(({ channel }) => channel.id === channelId)?.unreadCount;
    const before = (await unread()) ?? 0;
    for (let index = 1; index <= 60; index += 1) await alice.send(channelId, `Sketch ${index}`);
    expect(await unread()).toBe(before + 60);
    const tab = await openTab(browser, network.origin, 'Bob', { path: `/channel/${channelId}` });
    await tab.sees('Sketch 60');
    await expect.poll(unread).toBe(0);
    await tab.page.getByRole('button', { name: 'Jump to first unread' }).click();
    const line = tab.page.getByRole('heading', { name: 'New', exact: true });
    await line.waitFor();
    const first = await tab.page.getByText('Fuel dock is orange now').boundingBox();
    const lineBox = await line.boundingBox();
    expect(lineBox!.y).toBeLessThan(first!.y);
    expect(first!.y - lineBox!.y).toBeLessThan(80);
    await tab.close();
  });

  test('whoever reads back is not moved by what comes: a button counts it and leads there', async () => {
    const bob = await network.as('bob');
    const tab = await openTab(browser, network.origin, 'Alice');
    await tab.isLive();
    const log = tab.page.getByRole('log');
    await log.hover();
    await tab.page.mouse.wheel(0, -600);
    await tab.page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    const reading = tab.page.getByText('Decided: orange and bold.');
    await reading.scrollIntoViewIfNeeded();
    const place = async () => (await reading.boundingBox())?.y ?? NaN;
    // Until scrolling has come to rest.
    await expect.poll(async () => Math.abs((await place()) - (await place()))).toBe(0);
    const before = await place();
    for (const content of ['a', 'b', 'c']) await bob.send('harbor_general', `Meanwhile ${content}`);
    const jump = tab.page.getByRole('button', { name: '3 new messages' });
    await jump.waitFor();
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
    await jump.click();
    await tab.sees('Meanwhile c');
    await jump.waitFor({ state: 'detached' });
    await tab.close();
  });
});
