import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelMutation } from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { seriousFindings } from '../support/findings.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { watchSubscriptions } from '../support/subscriptions.ts';
import { openTab } from '../support/tab.ts';

/** How the shell looks and what it weighs: for every reader, on every screen. */
let network: Network;
let browser: Browser;
beforeAll(async () => {
  [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await network?.close();
});

const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
const dialogs: readonly (readonly [name: string, open: (page: Page) => Promise<void>])[] = [
  ['quick switcher', (page) => page.keyboard.press('Control+k')],
  ['create a channel', (page) => page.getByRole('button', { name: 'Create a channel' }).click()],
  ['browse channels', (page) => page.getByRole('button', { name: 'Browse channels' }).click()],
  ['new direct message', (page) => page.getByRole('button', { name: 'New direct message' }).click()],
  ['connection and speed', (page) => page.getByRole('button', { name: 'Connection and speed' }).click()],
  ['members', (page) => page.getByRole('button', { name: '4 members' }).click()],
  ['settings', (page) => page.getByRole('button', { name: 'Channel settings' }).click()],
  ['people of the workspace', (page) => fromMenu(page, /^People of/)],
  ['create a workspace', (page) => fromMenu(page, 'Create a workspace')],
];
async function fromMenu(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /: workspaces/ }).click();
  await page.getByRole('menuitem', { name }).click();
}
/** What fades in has no contrast yet. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
}

describe.each(['light', 'dark'] as const)('axe finds nothing serious in %s', (colorScheme) => {
  test('at sign-in', async () => {
    const context = await browser.newContext({ colorScheme, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(network.origin);
    await page.getByRole('button', { name: 'Alice' }).waitFor();
    await page.getByText('Sign in with a session token').click();
    await settled(page);
    expect(await seriousFindings(page)).toEqual([]);
    await context.close();
  });

  test('on the page, in each of its dialogs, and where there is nothing', async () => {
    const bob = await network.as('bob');
    await bob.send('harbor_design', 'for <@alice>');
    await bob.send('harbor_boathouse', 'for all');
    const { page, close } = await openTab(browser, network.origin, 'Alice', { colorScheme });
    await live(page);
    const findings: Record<string, string[]> = {};
    const look = async (name: string) => {
      await settled(page);
      const found = await seriousFindings(page);
      if (found.length > 0) findings[name] = found;
    };
    await page.getByRole('link', { name: /design.*mentions you/ }).waitFor();
    await look('channel');
    for (const [name, open] of dialogs) {
      await open(page);
      await page.getByRole('dialog').waitFor();
      await page.getByText('Loading…').waitFor({ state: 'hidden' });
      await look(name);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await look('offline');
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'hidden' });
    await page.goto(`${network.origin}/nowhere`);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await look('nowhere');
    expect(findings).toEqual({});
    await close();
  });
});

describe('on a phone', () => {
  test('the sidebar is a drawer that the keyboard can open and leave, and nothing is wider than the screen', async () => {
    const { page, close } = await openTab(browser, network.origin, 'Alice', { width: 360, height: 720 });
    await live(page);
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(await isWide()).toBe(false);
    const button = page.getByRole('button', { name: 'Channels', exact: true });
    await button.press('Enter');
    await page.getByRole('link', { name: 'general' }).waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'general' }).waitFor({ state: 'hidden' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    for (const [name, open] of dialogs) {
      // Behind the drawer nothing can be reached, and what is in it only there.
      const isInside = !['quick switcher', 'members', 'settings'].includes(name);
      if (isInside) await button.click();
      await open(page);
      const box = page.getByRole('dialog');
      await box.waitFor();
      const { x = -1, width = 1000 } = (await box.boundingBox()) ?? {};
      expect([name, x >= 0 && x + width <= 360, await isWide()]).toEqual([name, true, false]);
      expect(await box.evaluate((element) => element.scrollWidth <= element.clientWidth), name).toBe(true);
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'detached' });
      if (isInside) await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'general' }).waitFor({ state: 'hidden' });
    }
    await button.click();
    await page.getByRole('link', { name: 'design' }).click();
    await page.waitForURL('**/channel/harbor_design');
    await page.getByRole('link', { name: 'general' }).waitFor({ state: 'hidden' });
    await close();
  });
});

test('from right to left everything stands on the other side', async () => {
  for (const width of [1200, 360]) {
    const { page, close } = await openTab(browser, network.origin, 'Alice', { width });
    await live(page);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const middleOf = async (selector: string) => {
      const { x, width: wide } = (await page.locator(selector).first().boundingBox()) ?? { x: NaN, width: NaN };
      return x + wide / 2;
    };
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    if (width === 1200) {
      expect(await middleOf('.sidebar')).toBeGreaterThan(width / 2);
      expect(await middleOf('.place-link .channel-icon')).toBeGreaterThan(await middleOf('.place-link .place-name'));
    } else {
      expect(await page.getByRole('link', { name: 'general' }).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Channels', exact: true }).click();
      await settled(page);
      expect(await middleOf('.sidebar')).toBeGreaterThan(width / 2);
    }
    await close();
  }
});

test('who wants no motion sees none', async () => {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 720 } });
  const page = await context.newPage();
  await page.goto(network.origin);
  await page.getByRole('button', { name: 'Alice' }).click();
  await live(page);
  await page.getByRole('button', { name: 'Channels', exact: true }).click();
  const longest = await page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration ?? 0))),
  );
  expect(longest).toBeLessThanOrEqual(1);
  await context.close();
});

test('the page speaks the language of its catalogue, in its direction', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(network.origin);
  await page.getByRole('button', { name: 'Alice' }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'en',
    'ltr',
  ]);
  await context.close();
});

test('an open channel costs at most three subscriptions more, and leaves none behind', async () => {
  const alice = await network.as('alice');
  const rooms: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    // Of public channels that alice is not in, none is followed before it is opened.
    const input = { workspaceId: 'harbor', name: `looked into ${index}` };
    const bob = await network.as('bob');
    rooms.push((await bob.get<CreateChannelMutation>(operations.createChannel, { input })).createChannel.id);
  }
  const mine = (await alice.channels('harbor')).map(({ channel }) => channel.id);
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const subscriptions = watchSubscriptions(page);
  await page.goto(`${network.origin}/nowhere`);
  await page.getByRole('button', { name: 'Alice' }).click();
  await vi.waitFor(() => expect(subscriptions.live()).toEqual(expect.arrayContaining([...mine, 'inbox of alice'])), {
    timeout: 10_000,
  });
  const resting = subscriptions.live().length;
  for (const id of rooms) {
    await page.evaluate((path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/channel/${id}`);
    await page
      .getByRole('heading', { name: `looked into ${rooms.indexOf(id)}` })
      .first()
      .waitFor();
    await vi.waitFor(() => expect(subscriptions.live().filter((name) => name === id)).toHaveLength(1), {
      timeout: 10_000,
    });
    // The ones looked into before linger for a few seconds, in case one comes back.
    expect(subscriptions.live().length - resting).toBeLessThanOrEqual(rooms.indexOf(id) + 3);
  }
  const last = rooms.at(-1);
  await vi.waitFor(
    () => expect(subscriptions.live().filter((name) => rooms.includes(name) && name !== last)).toEqual([]),
    { timeout: 15_000 },
  );
  expect(subscriptions.live().length - resting).toBeLessThanOrEqual(3);
  expect(subscriptions.live()).toHaveLength(new Set(subscriptions.live()).size);
  await context.close();
});

test('the first load is at most 200 kB of script', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.set(new URL(response.url()).pathname, response.body());
  });
  await page.goto(`${network.origin}/channel/harbor_general`);
  await page.getByRole('button', { name: 'Alice' }).click();
  await live(page);
  // What comes once the page rests is no part of its first load.
  const first = [...scripts].filter(([name]) => !/^\/assets\/(AnyDialog|open-metrics)/.test(name));
  const bodies = await Promise.all(first.map(([, body]) => body));
  const size = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(size).toBeGreaterThan(50_000);
  expect(size).toBeLessThanOrEqual(200_000);
  expect([...scripts.keys()].filter((name) => name.includes('amplify-user-pool'))).toEqual([]);
  await context.close();
});
