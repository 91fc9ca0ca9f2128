import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** One person's window on the web client. */
export interface Tab {
  page: Page;
  /** What the messages on the page say, oldest first. */
  contents(): Promise<string[]>;
  composer: Locator;
  /** Resolves once the message is on screen, in whatever way it came. */
  sees(content: string): Promise<void>;
  say(content: string): Promise<void>;
  /** Resolves once the channel says that it is live. */
  isLive(): Promise<void>;
  /** The row of a message. */
  row(id: string): Locator;
  /** Another tab of the same person in the same browser, at the same place unless said. It closes with this one. */
  beside(path?: string): Promise<Tab>;
  /** What the page logged as an error, and what it threw. */
  problems: readonly string[];
  close(): Promise<void>;
}

export interface TabOptions {
  path?: string;
  colorScheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** As on a phone: touched, and at twice the pixels. Default false. */
  isPhone?: boolean;
}

/** Opens a window of its own, signs in by the sign-in page, and arrives at `path`. */
export async function openTab(
  browser: Browser,
  origin: string,
  name: string,
  {
    path = '/channel/harbor_general',
    colorScheme = 'light',
    width = 1200,
    height = 800,
    isPhone = false,
  }: TabOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({
    ...{ viewport: { width, height }, colorScheme, locale: 'en-GB' },
    ...(isPhone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  });
  return tabIn(context, origin, name, path, () => context.close());
}

async function tabIn(
  context: BrowserContext,
  origin: string,
  name: string,
  path: string,
  close: () => Promise<void>,
): Promise<Tab> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(origin + path);
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`**${path}`);
  const log = page.getByRole('log');
  const composer = page.getByRole('textbox', { name: /^Message / });
  return {
    page,
    contents: () => log.locator('article .content').allInnerTexts(),
    composer,
    sees: (content) => log.getByText(content, { exact: true }).waitFor(),
    say: async (content) => {
      await composer.fill(content);
      await composer.press('Enter');
    },
    isLive: () => page.getByRole('status', { name: 'Connection' }).getByText('Live', { exact: true }).waitFor(),
    row: (id) => log.locator(`[data-message="${id}"]`),
    beside: (next = path) => tabIn(context, origin, name, next, close),
    problems,
    close,
  };
}
