import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelMutation, CreateWorkspaceMutation } from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab, type Tab } from '../support/tab.ts';

/** What stands around a channel: the sidebar, the dialogs, and the word on the connection. */
describe('the shell', () => {
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

  /** A public channel of that person's own, so that tests do not meet. */
  async function makeChannel(user: string, more: object = {}): Promise<{ id: string; name: string }> {
    const name = `room-${(channels += 1)}`;
    const input = { workspaceId: 'harbor', name, ...more };
    const { createChannel } = await (
      await network.as(user)
    ).get<CreateChannelMutation>(operations.createChannel, { input });
    return { id: createChannel.id, name };
  }
  const dialog = (page: Page) => page.getByRole('dialog');
  const places = (page: Page) => page.getByRole('navigation', { name: 'Channels and direct messages' });

  describe('the sidebar', () => {
    test('shows what is unread as it comes, louder where it is meant for the reader, and nothing once it is read', async () => {
      const { id, name } = await makeChannel('bob', { members: ['alice'] });
      const bob = await network.as('bob');
      const link = places(alice.page).getByRole('link', { name: new RegExp(`^${name}`) });
      await link.waitFor();
      await bob.send(id, 'one');
      await bob.send(id, 'two');
      await vi.waitFor(async () => expect(await link.innerText()).toMatch(/2 unread messages\s*2$/), patient);
      expect(await link.locator('.badge').getAttribute('class')).toContain('is-unread');
      await bob.send(id, 'three, <@alice>');
      await vi.waitFor(
        async () => expect(await link.innerText()).toMatch(/3 unread messages, mentions you\s*@3$/),
        patient,
      );
      expect(await link.locator('.badge').getAttribute('class')).toContain('is-loud');
      await vi.waitFor(async () => expect(await alice.page.title()).toMatch(/^\(\d+\) #general · Parley$/), patient);
      expect(await alice.page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-loud.svg');
      await link.click();
      await alice.sees('two');
      // Whoever reads on another device has read here too.
      const { headSeq } = (await (await network.as('alice')).channels('harbor')).find(
        (one) => one.channel.id === id,
      )!.channel;
      await (await network.as('alice')).get(operations.markRead, { input: { channelId: id, seq: headSeq } });
      await vi.waitFor(async () => expect(await link.locator('.badge').count()).toBe(0), patient);
    });

    test('lists a channel that one is put into, and not one that one is taken out of, without a reload', async () => {
      const { id, name } = await makeChannel('bob');
      const bob = await network.as('bob');
      const link = places(alice.page).getByRole('link', { name });
      expect(await link.count()).toBe(0);
      await bob.get(operations.addChannelMember, { input: { channelId: id, userId: 'alice' } });
      await link.waitFor();
      await bob.get(operations.removeChannelMember, { input: { channelId: id, userId: 'alice' } });
      await link.waitFor({ state: 'detached' });
    });

    test('leads from place to place by the keyboard, and to the next with Alt', async () => {
      const { page } = alice;
      await places(page).getByRole('link', { name: 'design' }).focus();
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('general');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/channel/harbor_general');
      await page.keyboard.press('Alt+ArrowUp');
      await page.waitForURL('**/channel/harbor_design');
      await page.keyboard.press('Alt+ArrowDown');
      await page.waitForURL('**/channel/harbor_general');
    });

    test('shows a workspace that one is taken into, and leads there and back', async () => {
      const { page } = alice;
      const eve = await network.as('eve');
      const { createWorkspace } = await eve.get<CreateWorkspaceMutation>(operations.createWorkspace, {
        input: { name: 'Cider Press' },
      });
      const menu = page.getByRole('button', { name: /: workspaces/ });
      await eve.get(operations.addWorkspaceMember, { input: { workspaceId: createWorkspace.id, userId: 'alice' } });
      await menu.click();
      await page.getByRole('menuitemradio', { name: 'Cider Press' }).click();
      await page.getByRole('heading', { name: 'No channel yet' }).waitFor();
      await page.getByRole('button', { name: 'Create a channel' }).last().click();
      await dialog(page).getByLabel('Name').fill('apples');
      await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByRole('heading', { name: 'apples' }).first().waitFor();
      await places(page).getByRole('link', { name: 'apples' }).waitFor();
      await page.getByRole('button', { name: /^Cider Press/ }).press('Enter');
      await page.getByRole('menuitemradio', { name: 'Harbor Works' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('menuitemradio', { name: 'Harbor Works' }).press('Enter');
      await places(page).getByRole('link', { name: 'general' }).waitFor();
      await eve.get(operations.removeWorkspaceMember, { input: { workspaceId: createWorkspace.id, userId: 'alice' } });
      await menu.click();
      await page.getByRole('menuitemradio', { name: 'Cider Press' }).waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
    });
  });

  describe('a dialog', () => {
    test('makes a channel: says what a name must be, keeps what was typed where the service refuses, and leads there', async () => {
      const { page } = alice;
      const opener = page.getByRole('button', { name: 'Create a channel' });
      await opener.click();
      const box = dialog(page);
      const name = box.getByLabel('Name');
      expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);
      await box.getByRole('button', { name: 'Create', exact: true }).click();
      await box.getByText('Give it a name.').waitFor();
      await name.fill('x'.repeat(82));
      await box.getByText('2 characters too many.').waitFor();
      await name.fill('turned\u202Eround');
      await box.getByRole('button', { name: 'Create', exact: true }).click();
      await box.getByRole('alert').filter({ hasText: 'none that turn or break the line' }).waitFor();
      await name.fill('General');
      await box.getByText('There is a channel “general” already.').waitFor();
      await name.fill('  pier four ');
      await box.getByLabel('Topic (optional)').fill('Ropes');
      await box.getByLabel('Private').check();
      await box.getByLabel('Add people (optional)').fill('car');
      await page.keyboard.press('Enter');
      await box.getByRole('button', { name: 'Leave Carol Nwosu out' }).waitFor();
      await box.getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByRole('heading', { name: 'pier four' }).waitFor();
      await page.getByText('Ropes', { exact: true }).waitFor();
      await places(page)
        .getByRole('link', { name: /^pier four\s*, private$/ })
        .waitFor();
      const [channelId = ''] = page.url().split('/').slice(-1);
      const hers = await (await network.as('carol')).channels('harbor');
      expect(hers.map(({ channel }) => channel.id)).toContain(decodeURIComponent(channelId));
    });

    test('gives the focus back to where it came from, by Escape and by its button', async () => {
      const { page } = alice;
      for (const name of ['Create a channel', 'Browse channels', 'New direct message', 'Connection and speed']) {
        const opener = page.getByRole('button', { name });
        for (const way of ['Escape', 'Close']) {
          await opener.click();
          await dialog(page).waitFor();
          if (way === 'Escape') await page.keyboard.press('Escape');
          else await dialog(page).getByRole('button', { name: 'Close' }).click();
          await dialog(page).waitFor({ state: 'detached' });
          expect(await opener.evaluate((element) => element === document.activeElement), `${name}, ${way}`).toBe(true);
        }
      }
    });

    test('finds a public channel and joins it', async () => {
      const { page } = alice;
      const { id, name } = await makeChannel('bob');
      await page.getByRole('button', { name: 'Browse channels' }).click();
      await dialog(page).getByRole('searchbox').fill(name);
      await dialog(page)
        .getByRole('button', { name: `Join ${name}` })
        .click();
      await page.waitForURL(`**/channel/${id}`);
      await places(page).getByRole('link', { name }).waitFor();
      const mine = await (await network.as('alice')).channels('harbor');
      expect(mine.map(({ channel }) => channel.id)).toContain(id);
    });

    test('opens a direct message with several people, the same one each time', async () => {
      const { page } = alice;
      const open = async (...names: string[]) => {
        await page.getByRole('button', { name: 'New direct message' }).click();
        const field = dialog(page).getByRole('combobox');
        for (const name of names) {
          await field.fill(name);
          await dialog(page).getByRole('option', { name }).click();
        }
        await dialog(page).getByRole('button', { name: 'Open', exact: true }).click();
        await dialog(page).waitFor({ state: 'detached' });
        await page.waitForURL('**/dm/**');
        return page.url();
      };
      const first = await open('Carol Nwosu', 'Dave Lindqvist');
      await page.getByRole('heading', { name: 'Carol Nwosu, Dave Lindqvist' }).waitFor();
      await places(page).getByRole('link', { name: 'Carol Nwosu, Dave Lindqvist' }).waitFor();
      await page.goto(`${network.origin}/channel/harbor_general`);
      expect(await open('Dave Lindqvist', 'Carol Nwosu')).toBe(first);
    });
  });

  describe('the quick switcher', () => {
    test('leads anywhere by the keyboard alone: to a channel, a person, and one’s way back', async () => {
      const { page } = alice;
      await page.goto(`${network.origin}/channel/harbor_general`);
      await live(page);
      await page.keyboard.press('Control+k');
      await dialog(page).waitFor();
      await page.keyboard.type('dsgn');
      await vi.waitFor(async () =>
        expect(await dialog(page).getByRole('option').first().innerText()).toContain('design'),
      );
      await page.keyboard.press('Enter');
      await page.waitForURL('**/channel/harbor_design');
      await dialog(page).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await dialog(page).waitFor();
      await page.keyboard.type('bob');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      expect(await dialog(page).getByRole('option', { selected: true }).innerText()).toContain('Bob Tanaka');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/dm/harbor_dm-alice-bob');
      await dialog(page).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await dialog(page).waitFor();
      await page.keyboard.type('no such place');
      await dialog(page).getByRole('option', { name: 'Create a channel “no such place”' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
    });
  });

  describe('who is in a channel', () => {
    test('is listed with roles, and people are added and removed, each side told', async () => {
      const { page } = alice;
      const { id, name } = await makeChannel('alice');
      await page.goto(`${network.origin}/channel/${id}`);
      await page.getByRole('button', { name: '1 member', exact: true }).click();
      const box = dialog(page);
      const list = box.getByRole('list', { name: 'Members' });
      await list.getByText('you · made this channel').waitFor();
      await list.getByText('Owner', { exact: true }).waitFor();
      const carol = await openTab(browser, network.origin, 'Carol');
      await box.getByRole('combobox').fill('carol');
      await page.keyboard.press('Enter');
      await box.getByRole('button', { name: 'Add', exact: true }).click();
      await box.getByText('Added: Carol Nwosu.').waitFor();
      await list.getByText('Carol Nwosu').waitFor();
      const hers = places(carol.page).getByRole('link', { name });
      await hers.click();
      await box.getByRole('button', { name: 'Remove Carol Nwosu' }).click();
      expect(await box.getByRole('button', { name: 'Cancel' }).evaluate((one) => one === document.activeElement)).toBe(
        true,
      );
      await page.keyboard.press('Escape');
      await box.getByRole('button', { name: 'Remove Carol Nwosu' }).click();
      await box.getByRole('group').getByRole('button', { name: 'Remove', exact: true }).click();
      await box.getByText('Carol Nwosu is not in this channel any more.').waitFor();
      await list.getByText('Carol Nwosu').waitFor({ state: 'detached' });
      await hers.waitFor({ state: 'detached' });
      expect(carol.problems).toEqual([]);
      await carol.close();
      await page.keyboard.press('Escape');
    });

    test('is shown to a guest without a way to change it', async () => {
      const dave = await openTab(browser, network.origin, 'Dave');
      const { page } = dave;
      await live(page);
      // A guest may not list the workspace's people, and is told by the channel who they are.
      await page.getByRole('log').getByText('Alice Moreau').last().waitFor();
      expect(await page.getByRole('button', { name: 'Create a channel' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'New direct message' }).count()).toBe(0);
      await page.getByRole('button', { name: '4 members' }).click();
      await dialog(page).getByText('Alice Moreau').waitFor();
      expect(
        await dialog(page)
          .getByRole('button', { name: /Remove|Add/ })
          .count(),
      ).toBe(0);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Channel settings' }).click();
      await dialog(page).getByText('Its creator, admins and owners can change these.').waitFor();
      expect(
        await dialog(page)
          .getByRole('button', { name: /Save|Archive|Make private/ })
          .count(),
      ).toBe(0);
      await dave.close();
    });
  });

  describe('the settings of a channel', () => {
    test('rename it for everyone, make it private, archive it and open it again', async () => {
      const { page } = alice;
      const { id, name } = await makeChannel('alice', { members: ['bob'] });
      const bob = await openTab(browser, network.origin, 'Bob', { path: `/channel/${id}` });
      await live(bob.page);
      await page.goto(`${network.origin}/channel/${id}`);
      await page.getByRole('button', { name: 'Channel settings' }).click();
      const box = dialog(page);
      await box.getByLabel('Name').fill(`${name} renamed`);
      await box.getByLabel('Topic').fill('New ropes');
      await box.getByRole('button', { name: 'Save' }).click();
      await box.getByText('Saved.').waitFor();
      await places(bob.page)
        .getByRole('link', { name: `${name} renamed` })
        .waitFor();
      await box.getByRole('button', { name: 'Make private…' }).click();
      await box.getByRole('button', { name: 'Make private', exact: true }).click();
      await box.getByText('Private: only people who were added can see it.').waitFor();
      await places(bob.page)
        .getByRole('link', { name: new RegExp(`^${name} renamed\\s*, private$`) })
        .waitFor();
      await box.getByRole('button', { name: 'Archive…' }).click();
      await box.getByRole('button', { name: 'Archive', exact: true }).click();
      await box.getByText(/^This channel is archived/).waitFor();
      await places(bob.page)
        .getByRole('link', { name: /renamed\s*, private, archived$/ })
        .waitFor();
      await box.getByRole('button', { name: 'Open again' }).click();
      await box.getByRole('button', { name: 'Archive…' }).waitFor();
      await page.keyboard.press('Escape');
      expect(bob.problems).toEqual([]);
      await bob.close();
    });

    test('say in words what the service refuses', async () => {
      const { page } = alice;
      const { id } = await makeChannel('alice');
      await page.goto(`${network.origin}/channel/${id}`);
      await page.getByRole('button', { name: 'Channel settings' }).click();
      await dialog(page).getByLabel('Topic').fill('t'.repeat(251));
      await dialog(page).getByRole('button', { name: 'Save' }).click();
      await dialog(page).getByRole('alert').filter({ hasText: 'A topic has at most 250 characters.' }).waitFor();
      await page.keyboard.press('Escape');
    });

    test('lead out of the channel, which goes from the list', async () => {
      const { page } = alice;
      const { id, name } = await makeChannel('alice');
      await page.goto(`${network.origin}/channel/${id}`);
      const link = places(page).getByRole('link', { name });
      await link.waitFor();
      await page.getByRole('button', { name: 'Channel settings' }).click();
      await dialog(page).getByRole('button', { name: 'Leave…' }).click();
      await dialog(page).getByText('It goes from your list.').waitFor();
      await dialog(page).getByRole('button', { name: 'Leave', exact: true }).click();
      await link.waitFor({ state: 'detached' });
      await page.waitForURL((url) => !url.pathname.includes(id));
    });
  });

  describe('the word on the connection', () => {
    test('is none while all is well, tells what happens next while it is not, and that all is well again', async () => {
      const { page } = alice;
      await page.goto(`${network.origin}/channel/harbor_general`);
      await live(page);
      expect(await page.locator('.banner').count()).toBe(0);
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await page.getByText('What you write is kept here and sent as soon as you are back.').waitFor();
      await (await network.as('bob')).send('harbor_general', 'written while alice was away');
      await page.context().setOffline(false);
      await page.getByText('Back. You are up to date.').waitFor();
      await alice.sees('written while alice was away');
      await page.getByText('Back. You are up to date.').waitFor({ state: 'hidden' });
    });

    test('has a panel with what was measured', async () => {
      const { page } = alice;
      await (await network.as('bob')).send('harbor_general', 'to be timed');
      await alice.sees('to be timed');
      await page.getByRole('button', { name: 'Connection and speed' }).click();
      const box = dialog(page);
      await box.getByText('Live: all of it is up to date').waitFor();
      const count = (name: string) => box.locator('.counts > div').filter({ hasText: name }).locator('dd').innerText();
      // It tells of changes once a second.
      await vi.waitFor(async () => expect(Number(await count('Events received'))).toBeGreaterThan(0), patient);
      expect(await count('Waiting to be sent')).toBe('0');
      await page.keyboard.press('Escape');
    });
  });
});

const patient = { timeout: 10_000 };

/** Resolves once all that is shown is kept fresh. */
async function live(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor();
}
