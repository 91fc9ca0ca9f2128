import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { createChannel } from '../support/company.ts';
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
    await tab.page.goto(`${network.origin}/channel/harbor_dm-alice-bob?at=2`);
    await tab.page.waitForURL('**/dm/harbor_dm-alice-bob?at=2');
    await tab.page.locator('.is-target').getByText('Is it in your office?').waitFor();
    await tab.close();
  });

  test('a channel that was open a moment ago shows its messages at once, also while nothing can be loaded', async () => {
    const tab = await openTab(browser, network.origin, 'Alice');
    await tab.isLive();
    await tab.page.getByRole('link', { name: 'design' }).click();
    await tab.sees('The sluice is lovely.');
    await tab.page.route('**/graphql', (route) => route.abort());
    await tab.page.getByRole('link', { name: 'general' }).click();
    await tab.sees('What kind of cake?');
    await tab.page.getByRole('link', { name: 'boathouse' }).click();
    await tab.page.getByRole('heading', { level: 1, name: 'boathouse' }).waitFor();
    expect(await tab.contents()).toEqual([]);
    await tab.close();
  });

  test('whoever is taken out of a channel while they look is led to another one, and told why', async () => {
    const alice = await network.as('alice');
    const carol = await openTab(browser, network.origin, 'Carol', { path: '/channel/harbor_launch' });
    await carol.sees('Understood. I start on the poster, without the dates.');
    await carol.isLive();
    await alice.get(operations.removeChannelMember, { input: { channelId: 'harbor_launch', userId: 'carol' } });
    const word = carol.page.getByText('You are not in #launch any more');
    await word.waitFor();
    expect(new URL(carol.page.url()).pathname).toMatch(/^\/channel\/harbor_(?!launch)/);
    expect(await carol.page.getByText('Understood.').count()).toBe(0);
    await carol.page.getByRole('button', { name: 'Close' }).click();
    expect(await word.count()).toBe(0);
    await carol.page.goto(`${network.origin}/channel/harbor_launch`);
    await carol.page.getByRole('heading', { name: 'Channel not found' }).waitFor();
    await alice.get(operations.addChannelMember, { input: { channelId: 'harbor_launch', userId: 'carol' } });
    await carol.close();
  });

  test('an archived channel can be read and not written in, from the moment on that it is archived', async () => {
    const alice = await network.as('alice');
    const { id: channelId } = await createChannel(alice, 'harbor', 'winter-storage', { members: ['bob'] });
    await alice.send(channelId, 'Shed three is full.');
    const bob = await openTab(browser, network.origin, 'Bob', { path: `/channel/${channelId}` });
    await bob.composer.fill('Then shed four');
    await bob.isLive();
    await alice.get(operations.archiveChannel, { input: { channelId } });
    await bob.page.getByText('This channel is archived. Nobody can write here.').waitFor();
    expect(await bob.composer.count()).toBe(0);
    await bob.sees('Shed three is full.');
    await bob.row((await alice.page(channelId)).items[0]?.id ?? '').hover();
    expect(await bob.page.getByRole('button', { name: /^(React|Reply|Edit)$/ }).count()).toBe(0);
    await alice.get(operations.archiveChannel, { input: { channelId, isArchived: false } });
    await bob.composer.waitFor();
    expect(await bob.composer.inputValue()).toBe('Then shed four');
    await bob.close();
  });

  test('a public channel that one is not in can be read, and joined from its page', async () => {
    const alice = await network.as('alice');
    const { id: channelId } = await createChannel(alice, 'harbor', 'regatta', { topic: 'In June' });
    await alice.send(channelId, 'Who sails?');
    const bob = await openTab(browser, network.origin, 'Bob', { path: `/channel/${channelId}` });
    await bob.sees('Who sails?');
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByText('You are looking at #regatta.').waitFor({ state: 'detached' });
    expect((await (await network.as('bob')).channels('harbor')).map(({ channel }) => channel.id)).toContain(channelId);
    expect(bob.problems).toEqual([]);
    await bob.close();
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
