import { describe, expect, test } from 'vitest';
import * as operations from '../../../generated/operations.ts';
import type { ListWorkspaceMembersQuery } from '../../../generated/operations.ts';
import { openTab } from '../../support/tab.ts';
import { dialog, hasFocus, live, places, type OpenShell } from './open-shell.ts';

/** Who is in a channel and in a workspace. */
export function testMembers(shell: OpenShell): void {
  describe('who is in a channel', () => {
    test('is listed with roles, and people are added and removed, each side told', async () => {
      const { page } = shell.alice;
      const { id, name } = await shell.makeChannel('alice');
      await page.goto(`${shell.network.origin}/channel/${id}`);
      await page.getByRole('button', { name: '1 member', exact: true }).click();
      const box = dialog(page);
      const list = box.getByRole('list', { name: 'Members' });
      await list.getByText('you · made this channel').waitFor();
      await list.getByText('Owner', { exact: true }).waitFor();
      const carol = await openTab(shell.browser, shell.network.origin, 'Carol');
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
      // Her row had the focus. It is not lost with it.
      expect(await box.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      await hers.waitFor({ state: 'detached' });
      expect(carol.problems).toEqual([]);
      await carol.close();
      await page.keyboard.press('Escape');
    });

    test('is shown to a guest without a way to change it', async () => {
      const dave = await openTab(shell.browser, shell.network.origin, 'Dave');
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

  describe('what somebody is in a workspace', () => {
    test('is changed by saying so, not by looking through what there is', async () => {
      const { page } = shell.alice;
      const roleOfCarol = async () => {
        const { listWorkspaceMembers } = await (
          await shell.network.as('alice')
        ).get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, { workspaceId: 'harbor' });
        return listWorkspaceMembers.items.find(({ userId }) => userId === 'carol')?.role;
      };
      await page.getByRole('button', { name: /: workspaces/ }).click();
      await page.getByRole('menuitem', { name: /^People of/ }).click();
      const choice = dialog(page).getByLabel('What Carol Nwosu is here', { exact: true });
      const change = dialog(page).getByRole('button', { name: 'Change what Carol Nwosu is here' });
      await choice.selectOption('Admin');
      await change.waitFor();
      await choice.selectOption('Member');
      await change.waitFor({ state: 'detached' });
      await choice.selectOption('Admin');
      expect(await roleOfCarol()).toBe('MEMBER');
      await change.click();
      await dialog(page).getByText('Carol Nwosu is Admin now.').waitFor();
      await change.waitFor({ state: 'detached' });
      expect(await hasFocus(choice)).toBe(true);
      expect(await roleOfCarol()).toBe('ADMIN');
      await choice.selectOption('Member');
      await change.click();
      await dialog(page).getByText('Carol Nwosu is Member now.').waitFor();
      await page.keyboard.press('Escape');
    });
  });
}
