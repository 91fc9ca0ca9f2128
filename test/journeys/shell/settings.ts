import { describe, expect, test } from 'vitest';
import { openTab } from '../../support/tab.ts';
import { dialog, hasFocus, live, places, type OpenShell } from './open-shell.ts';

/** What a channel is. */
export function testSettings(shell: OpenShell): void {
  describe('the settings of a channel', () => {
    test('rename it for everyone, make it private, archive it and open it again', async () => {
      const { page } = shell.alice;
      const { id, name } = await shell.makeChannel('alice', { members: ['bob'] });
      const bob = await openTab(shell.browser, shell.network.origin, 'Bob', { path: `/channel/${id}` });
      await live(bob.page);
      await page.goto(`${shell.network.origin}/channel/${id}`);
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
      const { page } = shell.alice;
      const { id } = await shell.makeChannel('alice');
      await page.goto(`${shell.network.origin}/channel/${id}`);
      await page.getByRole('button', { name: 'Channel settings' }).click();
      await dialog(page).getByLabel('Topic').fill('t'.repeat(251));
      await dialog(page).getByRole('button', { name: 'Save' }).click();
      await dialog(page).getByRole('alert').filter({ hasText: 'A topic has at most 250 characters.' }).waitFor();
      await page.keyboard.press('Escape');
    });

    test('show what the reader made of a channel that they are not in', async () => {
      const { page } = shell.alice;
      const { id, name } = await shell.makeChannel('bob');
      await page.goto(`${shell.network.origin}/channel/${id}`);
      await page.getByRole('button', { name: 'Channel settings' }).click();
      const box = dialog(page);
      await box.getByLabel('Name').fill(`${name} by the pier`);
      await box.getByRole('button', { name: 'Save' }).click();
      await box.getByText('Saved.').waitFor();
      expect(await box.getByLabel('Name').inputValue()).toBe(`${name} by the pier`);
      const archive = box.getByRole('button', { name: 'Archive…' });
      await archive.click();
      await page.keyboard.press('Escape');
      expect(await hasFocus(archive)).toBe(true);
      await archive.click();
      await box.getByRole('button', { name: 'Archive', exact: true }).click();
      await box.getByText(/^This channel is archived/).waitFor();
      await box.getByRole('button', { name: 'Open again' }).waitFor();
      expect(await box.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'detached' });
    });

    test('lead out of the channel, which goes from the list', async () => {
      const { page } = shell.alice;
      const { id, name } = await shell.makeChannel('alice');
      await page.goto(`${shell.network.origin}/channel/${id}`);
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
}
