import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab, type Tab } from '../support/tab.ts';

/** What a phone is held and pressed by: fingers, on a small screen. */
let network: Network;
let browser: Browser;
let tab: Tab;
beforeAll(async () => {
  [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  const [alice, bob] = [await network.as('alice'), await network.as('bob')];
  const { id } = await bob.send('harbor_general', 'Who has the key to the shed?');
  await bob.get(operations.addReaction, { input: { channelId: 'harbor_general', messageId: id, emoji: '🔑' } });
  await bob.send('harbor_general', 'Found it.', { replyToId: id });
  await alice.send('harbor_general', 'Good.');
  tab = await openTab(browser, network.origin, 'Alice', { width: 360, height: 740, isPhone: true });
});
afterAll(async () => {
  await browser?.close();
  await network?.close();
});

test('whatever is pressed is large enough for a finger', async () => {
  await tab.isLive();
  await tab.sees('Good.');
  const sizes = await tab.page.locator('.place button, .place [role=button]').evaluateAll((buttons) =>
    buttons
      .map((button) => ({ name: button.ariaLabel ?? button.textContent, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.bottom > 0 && box.top < innerHeight)
      .map(({ name, box }) => [name, Math.round(box.width), Math.round(box.height)] as const),
  );
  expect(sizes.length).toBeGreaterThan(6);
  // Chips stand in the lines of a message; the whole of the header's left side presses its name.
  const isChip = (name: string) => /^🔑|reaction|message of|^general/.test(name);
  expect(sizes.filter(([name, width, height]) => !isChip(name) && (width < 44 || height < 44))).toEqual([]);
  expect(sizes.filter(([name, width, height]) => /^🔑|reaction/.test(name) && (width < 44 || height < 36))).toEqual([]);
  expect(sizes.filter(([name]) => /reaction/.test(name))).toHaveLength(1);
});

test('being offline takes one line above the page, and covers nothing', async () => {
  const { page } = tab;
  await page.context().setOffline(true);
  const banner = page.locator('.banner');
  await banner.getByText('You are offline.').waitFor();
  await tab.say('From a boat');
  await banner.getByText('1 yet to be sent.').waitFor();
  const [line, header] = [await banner.boundingBox(), await page.locator('.channel-header').boundingBox()];
  expect(line?.height).toBeLessThanOrEqual(32);
  expect(header?.y).toBeGreaterThanOrEqual((line?.y ?? NaN) + (line?.height ?? NaN) - 1);
  await page.context().setOffline(false);
  await page.getByText('Back. You are up to date.').waitFor();
});
