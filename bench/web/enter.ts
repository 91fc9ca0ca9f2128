import type { Page } from 'playwright-core';

/** Signs in as alice by the sign-in page, and resolves once the channel of the address is live. */
export async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Alice' }).click();
  await page.waitForURL(address);
  await page.getByText('Live', { exact: true }).waitFor();
}
