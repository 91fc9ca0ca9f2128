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
    for (const tab of [alice, bob]) await tab.isLive();
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

  test('a draft stays with its channel, through others, a reload and another tab', async () => {
    const tab = await openTab(browser, network.origin, 'Alice');
    await tab.composer.fill('Half a');
    await tab.page.getByRole('link', { name: 'design' }).click();
    await tab.page.getByRole('textbox', { name: 'Message #design' }).fill('Another half');
    await tab.page.getByRole('link', { name: 'general' }).click();
    await expect.poll(() => tab.composer.inputValue()).toBe('Half a');
    await tab.composer.pressSequentially(' sentence');
    await tab.page.reload();
    await expect.poll(() => tab.composer.inputValue()).toBe('Half a sentence');
    const other = await tab.beside('/channel/harbor_design');
    await expect.poll(() => other.composer.inputValue()).toBe('Another half');
    await other.say('Two halves');
    await tab.page.getByRole('link', { name: 'design' }).click();
    await tab.sees('Two halves');
    await expect.poll(() => tab.composer.inputValue()).toBe('');
    expect(await tab.page.getByText('Two halves').count()).toBe(1);
    await tab.close();
  });

  test('an answer quotes what it answers, for everyone, and the quote leads there', async () => {
    const [alice, bob] = [await network.as('alice'), await openTab(browser, network.origin, 'Bob')];
    const asked = await alice.send('harbor_general', 'Who has the good kettle?');
    await bob.row(asked.id).hover();
    await bob.row(asked.id).getByRole('button', { name: 'Reply' }).click();
    await bob.page.getByText('Reply to Alice Moreau').waitFor();
    // What is answered is part of the draft.
    await bob.page.reload();
    await bob.page.getByText('Reply to Alice Moreau').waitFor();
    await bob.say('Define good, again.');
    await bob.page.getByText('Reply to Alice Moreau').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await alice.page('harbor_general', { limit: 1 })).items[0])
      .toMatchObject({
        ...{ content: 'Define good, again.', replyToId: asked.id },
      });
    const carol = await openTab(browser, network.origin, 'Carol');
    await carol.page.getByRole('button', { name: 'Go to the message of Alice Moreau that this answers' }).click();
    await carol.page.locator('.is-target').getByText('Who has the good kettle?').waitFor();
    for (const tab of [bob, carol]) await tab.close();
  });

  test('who is typing is said to the others, until what they typed is there', async () => {
    const alice = await openTab(browser, network.origin, 'Alice', { path: '/dm/harbor_dm-alice-bob' });
    const bob = await openTab(browser, network.origin, 'Bob', { path: '/dm/harbor_dm-alice-bob' });
    for (const tab of [alice, bob]) await tab.isLive();
    await bob.composer.pressSequentially('On it');
    await alice.page.getByText('Bob Tanaka is typing…').waitFor();
    expect(await bob.page.getByText('is typing…').count()).toBe(0);
    await bob.composer.press('Enter');
    await alice.sees('On it');
    expect(await alice.page.getByText('is typing…').count()).toBe(0);
    for (const tab of [alice, bob]) await tab.close();
  });
});
