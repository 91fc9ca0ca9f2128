import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../support/findings.ts';
import { openTab } from '../../support/tab.ts';
import { live, type OpenShell } from './open-shell.ts';

/** How the shell looks: for every reader, on every screen. */
export function testLooks(shell: OpenShell): void {
  describe('axe finds nothing serious, in light or dark colours', () => {
    test('at sign-in, which speaks the language of its catalogue, in its direction', async () => {
      const context = await shell.browser.newContext({ locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(shell.network.origin);
      await page.getByRole('button', { name: 'Alice' }).waitFor();
      await page.getByText('Sign in with a session token').click();
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
        'en',
        'ltr',
      ]);
      expect(await findingsOf(page)).toEqual([]);
      await context.close();
    });

    test('on the page, in each of its dialogs, and where there is nothing', async () => {
      const bob = await shell.network.as('bob');
      await bob.send('harbor_design', 'for <@alice>');
      await bob.send('harbor_boathouse', 'for all');
      const { page, close } = await openTab(shell.browser, shell.network.origin, 'Alice');
      await live(page);
      const findings: Record<string, string[]> = {};
      const look = async (name: string) => {
        const found = await findingsOf(page);
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
      await page.goto(`${shell.network.origin}/nowhere`);
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
      await look('nowhere');
      expect(findings).toEqual({});
      await close();
    });
  });

  describe('on a phone', () => {
    test('the sidebar is a drawer that the keyboard can open and leave, and nothing is wider than the screen', async () => {
      const { page, close } = await openTab(shell.browser, shell.network.origin, 'Alice', { width: 360, height: 720 });
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
    const { page, close } = await openTab(shell.browser, shell.network.origin, 'Alice');
    await live(page);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const middleOf = async (selector: string) => {
      const { x, width } = (await page.locator(selector).first().boundingBox()) ?? { x: NaN, width: NaN };
      return x + width / 2;
    };
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(await isWide()).toBe(false);
    expect(await middleOf('.sidebar')).toBeGreaterThan(600);
    expect(await middleOf('.place-link .channel-icon')).toBeGreaterThan(await middleOf('.place-link .place-name'));
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await isWide()).toBe(false);
    await page.getByRole('link', { name: 'general' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await settled(page);
    expect(await middleOf('.sidebar')).toBeGreaterThan(180);
    await close();
  });

  test('who wants no motion sees none', async () => {
    const context = await shell.browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 720 } });
    const page = await context.newPage();
    await page.goto(shell.network.origin);
    await page.getByRole('button', { name: 'Alice' }).click();
    await live(page);
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    const longest = await page.evaluate(() =>
      Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration ?? 0))),
    );
    expect(longest).toBeLessThanOrEqual(1);
    await context.close();
  });
}

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

/** In both colours, one after the other. */
async function findingsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await seriousFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return found;
}

/** What slides in is not there yet. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
}
