import type { Browser, Locator, Page } from 'playwright-core';

/** One person's window on the web client. */
export interface Tab {
  page: Page;
  /** What the messages on the page say, oldest first. */
  contents(): Promise<string[]>;
  composer: Locator;
  /** Resolves once the message is on screen, in whatever way it came. */
  sees(content: string): Promise<void>;
  say(content: string): Promise<void>;
  /** What the page logged as an error, and what it threw. */
  problems: readonly string[];
  close(): Promise<void>;
}

export interface TabOptions {
  path?: string;
  colorScheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** Opens a window of its own, signs in by the sign-in page, and arrives at `path`. */
export async function openTab(
  browser: Browser,
  origin: string,
  name: string,
  { path = '/channel/harbor_general', colorScheme = 'light', width = 1200, height = 800 }: TabOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(origin + path);
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`**${path}`);
  const log = page.getByRole('log');
  return {
    page,
    contents: () => log.locator('article .content').allInnerTexts(),
    composer: page.getByRole('textbox', { name: /^Message / }),
    sees: (content) => log.getByText(content, { exact: true }).waitFor(),
    say: async (content) => {
      const box = page.getByRole('textbox', { name: /^Message / });
      await box.fill(content);
      await box.press('Enter');
    },
    problems,
    close: () => context.close(),
  };
}
