import { describe, expect, test, vi } from 'vitest';
import { dialog, hasFocus, live, places, type OpenShell } from './open-shell.ts';

/** What stands over the page until it is closed. */
export function testDialogs(shell: OpenShell): void {
  describe('a dialog', () => {
    test('makes a channel: says what a name must be, keeps what was typed where the service refuses, and leads there', async () => {
      const { page } = shell.alice;
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
      // Whoever was refused is still where they pressed, and a press beside it loses nothing of what they wrote.
      expect(await hasFocus(box.getByRole('button', { name: 'Create', exact: true }))).toBe(true);
      await page.mouse.click(4, 4);
      expect(await name.inputValue()).toBe('turned\u202Eround');
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
      const hers = await (await shell.network.as('carol')).channels('harbor');
      expect(hers.map(({ channel }) => channel.id)).toContain(decodeURIComponent(channelId));
    });

    test('gives the focus back to where it came from, by Escape and by its button', async () => {
      const { page } = shell.alice;
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

    test('that was left by going back does not open by itself when one comes again', async () => {
      const { page } = shell.alice;
      const link = (name: string) => places(page).getByRole('link', { name });
      await link('design').click();
      await page.waitForURL('**/channel/harbor_design');
      await link('general').click();
      await page.waitForURL('**/channel/harbor_general');
      await page.getByRole('button', { name: 'Create a channel' }).click();
      await dialog(page).waitFor();
      await page.goBack();
      await dialog(page).waitFor({ state: 'detached' });
      await link('general').click();
      await page.waitForURL('**/channel/harbor_general');
      await page.getByRole('heading', { name: 'general' }).waitFor();
      expect(await dialog(page).count()).toBe(0);
    });

    test('that was closed before the service answered leads nobody away', async () => {
      const { page } = shell.alice;
      let answer = () => {};
      const isAnswered = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/graphql', async (route) => {
        if (route.request().postData()?.includes('createChannel')) await isAnswered;
        await route.continue();
      });
      await page.getByRole('button', { name: 'Create a channel' }).click();
      await dialog(page).getByLabel('Name').fill('made in passing');
      await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
      await dialog(page).getByRole('button', { name: 'Creating…' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      const place = page.url();
      await page.getByRole('button', { name: 'New direct message' }).click();
      await dialog(page).getByRole('combobox').fill('car');
      answer();
      await places(page).getByText('made in passing').waitFor();
      expect(await dialog(page).getByRole('combobox').inputValue()).toBe('car');
      expect(page.url()).toBe(place);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await page.unroute('**/graphql');
    });

    test('finds a public channel and joins it', async () => {
      const { page } = shell.alice;
      const { id, name } = await shell.makeChannel('bob');
      await page.getByRole('button', { name: 'Browse channels' }).click();
      await dialog(page).getByRole('searchbox').fill(name);
      await dialog(page)
        .getByRole('button', { name: `Join ${name}` })
        .click();
      await page.waitForURL(`**/channel/${id}`);
      await places(page).getByRole('link', { name }).waitFor();
      const mine = await (await shell.network.as('alice')).channels('harbor');
      expect(mine.map(({ channel }) => channel.id)).toContain(id);
    });

    test('opens a direct message with several people, the same one each time', async () => {
      const { page } = shell.alice;
      const open = async (...names: string[]) => {
        await page.getByRole('button', { name: 'New direct message' }).click();
        const field = dialog(page).getByRole('combobox');
        // Whom Enter would leave out is not left out without a word.
        await field.fill('nobody at all');
        await page.keyboard.press('Enter');
        await dialog(page).getByText('Nobody of that name.').waitFor();
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
      await page.goto(`${shell.network.origin}/channel/harbor_general`);
      expect(await open('Dave Lindqvist', 'Carol Nwosu')).toBe(first);
    });
  });

  describe('the quick switcher', () => {
    test('leads anywhere by the keyboard alone: to a channel, a person, and one’s way back', async () => {
      const { page } = shell.alice;
      await page.goto(`${shell.network.origin}/channel/harbor_general`);
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
      // A word that names nothing is no wish for a channel of that name.
      await page.keyboard.press('Enter');
      expect(await dialog(page).getByRole('option', { selected: true }).count()).toBe(0);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await dialog(page).getByLabel('Name').inputValue()).toBe('no such place');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
    });
  });
}
