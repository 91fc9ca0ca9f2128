import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startCognitoParley } from '../support/cognito-parley.ts';
import { type Network, startNetwork } from '../support/network.ts';

/** Coming and going: who one is, where one gets to, and what is left on the device. */
describe('signing in and out', () => {
  let network: Network;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true, logbookLength: 10_000 }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  async function open(path: string, within?: BrowserContext): Promise<Page> {
    context = within ?? (await browser.newContext({ locale: 'en-GB' }));
    const page = await context.newPage();
    await page.goto(network.origin + path);
    return page;
  }
  async function bringToken(page: Page, token: string): Promise<void> {
    await page.getByText('Sign in with a session token').click();
    await page.getByLabel('Session token').fill(token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
  const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
  /** Resolves once alice's message is stored, once. */
  const isThere = async (content: string, channelId: string) => {
    const bob = await network.as('bob');
    await expect
      .poll(async () => {
        const { items } = await bob.page(channelId);
        return items.filter((one) => one.content === content).map(({ userId }) => userId);
      })
      .toEqual(['alice']);
  };

  test('an account leads to the very message that one came for', async () => {
    const page = await open('/channel/harbor_logbook?at=5000');
    await page.getByRole('button', { name: 'Bob' }).click();
    await page.waitForURL('**/channel/harbor_logbook?at=5000');
    await live(page);
    await context.close();
  });

  test('a session token signs in whose it is, and a wrong one is refused in words', async () => {
    const page = await open('/channel/harbor_general');
    await bringToken(page, 'nonsense');
    await page.getByText('This token is not valid, or not any more.').waitFor();
    await page.getByLabel('Session token').fill((await network.signIn('carol')).token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await live(page);
    expect(await page.locator('.account-name').innerText()).toBe('Carol Nwosu');
    await page.reload();
    await live(page);
    await context.close();
  });

  test('a session that lapses while one writes says so at once, and what was written goes out after signing in again', async () => {
    const page = await open('/channel/harbor_design?at=3');
    await bringToken(page, (await network.signIn('alice')).token);
    await live(page);
    await page.getByRole('textbox', { name: /^Message / }).fill('Written as it lapsed.');
    // A day goes by for this page, and in the same moment Enter is pressed: nothing else has asked for the session yet.
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 24 * 60 * 60_000;
      addEventListener('parley-test-day-over', () => (Date.now = now));
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      );
    });
    const said = page.getByRole('status').getByText('Your session has ended.');
    await said.waitFor();
    expect(await said.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(new URL(page.url()).pathname).toBe('/');
    await page.evaluate(() => dispatchEvent(new Event('parley-test-day-over')));
    await page.getByRole('button', { name: 'Alice' }).click();
    await page.waitForURL('**/channel/harbor_design?at=3');
    await live(page);
    await isThere('Written as it lapsed.', 'harbor_design');
    await context.close();
  });

  test('a session that the service takes nothing from any more is told of, though the socket lives on', async () => {
    const page = await open('/channel/harbor_general');
    const { token } = await network.signIn('alice');
    await bringToken(page, token);
    await live(page);
    await context.route('**/graphql', (route) =>
      route.request().headers().authorization === token
        ? route.fulfill({ status: 401, json: { errors: [{ errorType: 'UnauthorizedException' }] } })
        : route.continue(),
    );
    await page.getByRole('textbox', { name: /^Message / }).fill('Written in vain.');
    await page.keyboard.press('Enter');
    await page.getByText('Waiting to be sent').waitFor();
    await page.getByText('Your session has ended.').waitFor();
    // Somebody else sends nothing of it.
    await page.getByRole('button', { name: 'Bob' }).click();
    await live(page);
    expect(await page.getByText('Written in vain.').count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.getByRole('button', { name: 'Alice' }).click();
    await live(page);
    await isThere('Written in vain.', 'harbor_general');
    await context.close();
  });

  test('signing out leaves nothing of the person on the device, in any window, and leads nobody back', async () => {
    const first = await open('/channel/harbor_general');
    const second = await open('/dm/harbor_dm-alice-bob', context);
    for (const page of [first, second]) {
      await page.getByRole('button', { name: 'Alice' }).click();
      await live(page);
    }
    // A draft, a reaction's emoji, and a message that can not be sent now are kept on the device.
    await context.setOffline(true);
    const box = second.getByRole('textbox', { name: /^Message / });
    await box.fill('a secret that waits');
    await box.press('Enter');
    await box.fill('a secret draft');
    await vi.waitFor(async () => expect((await kept(second)).join(' ')).toMatch(/alice/), { timeout: 10_000 });
    await context.setOffline(false);
    await live(second);
    await second.getByRole('button', { name: 'Sign out' }).click();
    await leaveAnyway(second);
    await second.getByText('You are signed out. Nothing of yours is kept on this device.').waitFor();
    await first.getByText('You signed out in another window.').waitFor();
    expect(await kept(first)).toEqual([]);
    expect(await kept(second)).toEqual([]);
    for (const page of [first, second]) {
      expect(new URL(page.url()).pathname).toBe('/');
      await page.reload();
      await page.getByRole('button', { name: 'Alice' }).waitFor();
    }
    await context.close();
  });

  test('a window that slept while its person signed out wakes up signed out', async () => {
    const page = await open('/channel/harbor_general');
    await page.getByRole('button', { name: 'Alice' }).click();
    await live(page);
    const session = await page.evaluate(() => sessionStorage.getItem('parley.session'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    // As a browser does that puts a window back.
    await page.evaluate((stored) => sessionStorage.setItem('parley.session', stored ?? ''), session);
    await page.goto(`${network.origin}/channel/harbor_general`);
    await page.getByRole('button', { name: 'Alice' }).waitFor();
    expect(await kept(page)).toEqual([]);
    await context.close();
  });

  test('two people in two windows of one browser do not end each other’s session', async () => {
    const hers = await open('/channel/harbor_general');
    const his = await open('/channel/harbor_general', context);
    await hers.getByRole('button', { name: 'Alice' }).click();
    await his.getByRole('button', { name: 'Bob' }).click();
    for (const page of [hers, his]) await live(page);
    await hers.getByRole('button', { name: 'Sign out' }).click();
    await hers.getByText('You are signed out.').waitFor();
    await his.getByRole('textbox', { name: /^Message / }).fill('Still here.');
    await his.keyboard.press('Enter');
    await his.getByRole('log').getByText('Still here.', { exact: true }).waitFor();
    expect((await kept(his)).join(' ')).not.toMatch(/alice/i);
    await context.close();
  });
});

describe('a team on Cognito', () => {
  test('signs in with its user pool, stays signed in over a reload, and leaves nothing behind', async () => {
    const [parley, browser] = await Promise.all([startCognitoParley(), launchBrowser()]);
    try {
      const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      const scripts: string[] = [];
      page.on('response', (response) => {
        if (response.url().endsWith('.js')) scripts.push(response.url());
      });
      // Whoever serves the page's outputs is out of order for a moment: that is no word on who signs people in.
      await page.route('**/parley-outputs.json', (route) => route.fulfill({ status: 503 }), { times: 1 });
      await page.goto(parley.origin);
      await page.getByLabel('E-mail').fill(parley.username);
      expect(scripts.filter((url) => url.includes('amplify-user-pool'))).toEqual([]);
      await page.getByLabel('Password').fill('not this one');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The e-mail address or the password is not right.').waitFor();
      await page.getByLabel('Password').fill(parley.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'No workspace yet' }).waitFor();
      expect(scripts.filter((url) => url.includes('amplify-user-pool'))).not.toEqual([]);
      await page.reload();
      await page.getByRole('heading', { name: 'No workspace yet' }).waitFor();
      // Another window of the browser needs no second sign-in: Amplify's session is the browser's.
      const second = await page.context().newPage();
      await second.goto(parley.origin);
      await second.getByRole('heading', { name: 'No workspace yet' }).waitFor();
      // A window of somebody who was here before them is not stuck with a session that is not theirs.
      const theirs = await page.context().newPage();
      await theirs.goto(`${parley.origin}/icon.svg`);
      await theirs.evaluate(() => {
        sessionStorage.setItem('parley.session', JSON.stringify({ kind: 'user-pool', userId: 'before' }));
        localStorage.setItem('parley.signed-in.before', '1');
      });
      await theirs.goto(parley.origin);
      await theirs.getByRole('heading', { name: 'No workspace yet' }).waitFor();
      await theirs.evaluate(() => localStorage.removeItem('parley.signed-in.before'));
      await theirs.close();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You are signed out. Nothing of yours is kept on this device.').waitFor();
      await second.getByText('You signed out in another window.').waitFor();
      expect(await kept(page)).toEqual([]);
    } finally {
      await browser.close();
      await parley.close();
    }
  });
});

/** Where something waits to be sent, one is asked. */
async function leaveAnyway(page: Page): Promise<void> {
  const asked = page.getByRole('dialog', { name: 'Sign out?' });
  const gone = page.getByText('You are signed out.');
  await asked.or(gone).first().waitFor();
  if (await asked.isVisible()) await asked.getByRole('button', { name: 'Sign out' }).click();
}

/** Everything that this origin keeps on the device, written out. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage)) found.push(`${key}: ${storage.getItem(key)}`);
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const base = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of base.objectStoreNames) {
        const all = base.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all(
          [all.getAllKeys(), all.getAll()].map(
            (request) =>
              new Promise<unknown[]>((resolve) => (request.onsuccess = () => resolve(request.result as unknown[]))),
          ),
        );
        keys?.forEach((key, index) =>
          found.push(`${name}/${store}/${JSON.stringify(key)}: ${JSON.stringify(values?.[index])}`),
        );
      }
      base.close();
    }
    for (const name of await caches.keys()) found.push(`cache ${name}`);
    if (document.cookie) found.push(document.cookie);
    return found;
  });
}
