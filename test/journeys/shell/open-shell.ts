import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import * as operations from '../../../generated/operations.ts';
import type { CreateChannelMutation } from '../../../generated/operations.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type Network, startNetwork } from '../../support/network.ts';
import { openTab, type Tab } from '../../support/tab.ts';

/** One server, one browser, and one window of alice's: for all tests of the shell, as starting them takes longer than most. */
export interface OpenShell {
  readonly network: Network;
  readonly browser: Browser;
  readonly alice: Tab;
  /** A public channel of that person's own, so that tests do not meet. */
  makeChannel(user: string, more?: object): Promise<{ id: string; name: string }>;
}

/** Opens it before the tests of this file, and closes it after them. */
export function openShell(): OpenShell {
  let network: Network;
  let browser: Browser;
  let alice: Tab;
  let channels = 0;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
    alice = await openTab(browser, network.origin, 'Alice');
    alice.page.setDefaultTimeout(15_000);
    await live(alice.page);
  });
  afterAll(async () => {
    expect(alice?.problems.filter((problem) => !problem.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await browser?.close();
    await network?.close();
  });
  return {
    get network() {
      return network;
    },
    get browser() {
      return browser;
    },
    get alice() {
      return alice;
    },
    async makeChannel(user, more = {}) {
      const name = `room-${(channels += 1)}`;
      const input = { workspaceId: 'harbor', name, ...more };
      const { createChannel } = await (
        await network.as(user)
      ).get<CreateChannelMutation>(operations.createChannel, { input });
      return { id: createChannel.id, name };
    },
  };
}

export const dialog = (page: Page): Locator => page.getByRole('dialog');
export const places = (page: Page): Locator => page.getByRole('navigation', { name: 'Channels and direct messages' });
export const patient = { timeout: 10_000 };

/** Whether it has the focus. */
export const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** Resolves once all that is shown is kept fresh. */
export async function live(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor();
}
