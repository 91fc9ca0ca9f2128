import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { seriousFindings } from '../support/findings.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab, type Tab } from '../support/tab.ts';

const channelId = 'harbor_general';

/** A channel's page for those who use a keyboard or a screen reader, in the dark, and from right to left. */
describe('the page of a channel', () => {
  let network: Network;
  let browser: Browser;
  let answeredId: string;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
    const [alice, bob] = [await network.as('alice'), await network.as('bob')];
    const { id: messageId } = await bob.send(channelId, 'See `berths.csv` and https://parley.example, <@alice>.');
    answeredId = messageId;
    await bob.get(operations.addReaction, { input: { channelId, messageId, emoji: '⚓' } });
    await alice.send(channelId, 'I have.', { replyToId: messageId });
    const gone = await bob.send(channelId, 'Never mind.');
    await bob.get(operations.deleteMessage, { input: { channelId, id: gone.id } });
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  /** Each state of the page that looks different, one after the other. */
  async function eachState(tab: Tab, own: string, look: (state: string) => Promise<void>): Promise<void> {
    await tab.isLive();
    await look('open');
    const row = tab.row(answeredId);
    await row.hover();
    await row.getByRole('button', { name: 'Reply' }).click();
    await tab.page.getByText('Reply to Bob Tanaka').waitFor();
    await look('answering');
    await tab.composer.press('Escape');
    await row.click({ button: 'right', position: { x: 300, y: 12 } });
    await tab.page.getByRole('menu').waitFor();
    await look('menu');
    await tab.page.getByRole('menuitem', { name: 'More emoji' }).click();
    await tab.page.getByRole('gridcell').first().waitFor();
    await look('emoji');
    await tab.page.keyboard.press('Escape');
    await tab.say(own);
    await tab.sees(own);
    await tab.composer.press('ArrowUp');
    await tab.page.getByRole('textbox', { name: 'Edit message' }).waitFor();
    await look('editing');
    await tab.page.keyboard.press('Escape');
    await tab.page.context().setOffline(true);
    await tab.say('Later');
    await tab.page.getByText('Waiting to be sent').waitFor();
    await look('offline');
    await tab.page.context().setOffline(false);
    await tab.page.getByText('Waiting to be sent').waitFor({ state: 'detached' });
    await tab.page.goto(`${network.origin}/channel/harbor_nothing`);
    await tab.page.getByRole('heading', { level: 1 }).waitFor();
    await look('not found');
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`keeps nobody out that axe knows of, in ${colorScheme} colours`, async () => {
      const tab = await openTab(browser, network.origin, 'Alice', { colorScheme });
      const found: Record<string, string[]> = {};
      await eachState(tab, `Mine, in the ${colorScheme}`, async (state) => {
        const findings = await seriousFindings(tab.page, '.place');
        if (findings.length > 0) found[state] = findings;
      });
      expect(found).toEqual({});
      await tab.close();
    });
  }

  test('is written in, read, answered, reacted to and left by the keyboard alone', async () => {
    const tab = await openTab(browser, network.origin, 'Carol');
    const press = async (...keys: string[]) => {
      for (const key of keys) await tab.page.keyboard.press(key);
    };
    await tab.isLive();
    await tab.page.keyboard.type('By hand');
    await press('Enter');
    await tab.sees('By hand');
    const focused = () => tab.page.evaluate(() => document.activeElement?.textContent ?? '');
    const isInList = () => tab.page.evaluate(() => Boolean(document.activeElement?.closest('[role="log"]')));
    // Back out of the box, past its own button, into the list: its one stop is the newest message.
    const backToList = async () => {
      for (let steps = 0; steps < 3 && !(await isInList()); steps += 1) await press('Shift+Tab');
    };
    await backToList();
    expect(await focused()).toContain('By hand');
    await press('Home');
    await expect.poll(focused).not.toContain('By hand');
    await press('End');
    await expect.poll(focused).toContain('By hand');
    await press('e');
    await tab.page.getByRole('textbox', { name: 'Edit message' }).waitFor();
    await press('Escape');
    await backToList();
    await press('r');
    await tab.page.getByText('Reply to Carol Nwosu').waitFor();
    await press('Escape');
    await backToList();
    await press('+');
    await tab.page.getByRole('gridcell').first().waitFor();
    await press('Enter');
    await tab.page.getByRole('button', { name: /1, yours among them/ }).waitFor();
    await expect.poll(focused).toContain('By hand');
    await press('Delete');
    await tab.page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
    await press('Tab', 'Enter');
    await tab.page.getByText('This message was deleted.').last().waitFor();
    await tab.close();
  });

  test('stands the other way round where it is read from right to left, at 360 pixels too, and nothing is cut off', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { width: 360, height: 640 });
    await tab.isLive();
    await tab.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const boxes = await tab.page.evaluate(() => {
      const of = (selector: string) => {
        const elements = [...document.querySelectorAll(selector)];
        return elements.at(-1)?.getBoundingClientRect() ?? new DOMRect();
      };
      return { avatar: of('.message > .avatar'), send: of('.send'), text: of('.composer textarea'), width: innerWidth };
    });
    expect(boxes.avatar.left).toBeGreaterThan(boxes.width / 2);
    expect(boxes.send.left).toBeLessThan(boxes.text.left);
    expect(await tab.page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(360);
    await tab.close();
  });
});
