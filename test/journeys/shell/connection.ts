import { describe, expect, test, vi } from 'vitest';
import { dialog, live, patient, type OpenShell } from './open-shell.ts';

/** How fresh the page is. */
export function testConnection(shell: OpenShell): void {
  describe('the word on the connection', () => {
    test('is none while all is well, tells what happens next while it is not, and that all is well again', async () => {
      const { page } = shell.alice;
      await page.goto(`${shell.network.origin}/channel/harbor_general`);
      await live(page);
      expect(await page.locator('.banner').count()).toBe(0);
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await page.getByText('What you write is kept here and sent as soon as you are back.').waitFor();
      await (await shell.network.as('bob')).send('harbor_general', 'written while alice was away');
      await page.context().setOffline(false);
      await page.getByText('Back. You are up to date.').waitFor();
      await shell.alice.sees('written while alice was away');
      await page.getByText('Back. You are up to date.').waitFor({ state: 'hidden' });
    });

    test('has a panel with what was measured', async () => {
      const { page } = shell.alice;
      await (await shell.network.as('bob')).send('harbor_general', 'to be timed');
      await shell.alice.sees('to be timed');
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
}
