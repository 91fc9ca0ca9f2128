import { describe, expect, test, vi } from 'vitest';
import * as operations from '../../../generated/operations.ts';
import type { CreateWorkspaceMutation } from '../../../generated/operations.ts';
import { dialog, patient, places, type OpenShell } from './open-shell.ts';

/** The list of places, and what calls in it. */
export function testSidebar(shell: OpenShell): void {
  describe('the sidebar', () => {
    test('shows what is unread as it comes, louder where it is meant for the reader, and nothing once it is read', async () => {
      const { id, name } = await shell.makeChannel('bob', { members: ['alice'] });
      const bob = await shell.network.as('bob');
      const link = places(shell.alice.page).getByRole('link', { name: new RegExp(`^${name}`) });
      await link.waitFor();
      await bob.send(id, 'one');
      await bob.send(id, 'two');
      await vi.waitFor(async () => expect(await link.innerText()).toMatch(/2 unread messages\s*2$/), patient);
      expect(await link.locator('.badge').getAttribute('class')).toContain('is-unread');
      await bob.send(id, 'three, <@alice>');
      await vi.waitFor(
        async () => expect(await link.innerText()).toMatch(/3 unread messages, mentions you\s*@\s*3$/),
        patient,
      );
      expect(await link.locator('.badge.is-loud').innerText()).toBe('@');
      await vi.waitFor(
        async () => expect(await shell.alice.page.title()).toMatch(/^\(\d+\) #general · Parley$/),
        patient,
      );
      expect(await shell.alice.page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-loud.svg');
      await link.click();
      await shell.alice.sees('two');
      // Whoever reads on another device has read here too.
      const { headSeq } = (await (await shell.network.as('alice')).channels('harbor')).find(
        (one) => one.channel.id === id,
      )!.channel;
      await (await shell.network.as('alice')).get(operations.markRead, { input: { channelId: id, seq: headSeq } });
      await vi.waitFor(async () => expect(await link.locator('.badge').count()).toBe(0), patient);
    });

    test('lists a channel that one is put into, and not one that one is taken out of, without a reload', async () => {
      const { id, name } = await shell.makeChannel('bob');
      const bob = await shell.network.as('bob');
      const link = places(shell.alice.page).getByRole('link', { name });
      expect(await link.count()).toBe(0);
      await bob.get(operations.addChannelMember, { input: { channelId: id, userId: 'alice' } });
      await link.waitFor();
      await bob.get(operations.removeChannelMember, { input: { channelId: id, userId: 'alice' } });
      await link.waitFor({ state: 'detached' });
    });

    test('leads from place to place by the keyboard, and to the next with Alt', async () => {
      const { page } = shell.alice;
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
      const { page } = shell.alice;
      const eve = await shell.network.as('eve');
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
}
