import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { ContentPage } from './pages/content-page.ts';
import { type ServedPage, servePage } from './pages/serve-page.ts';

let served: ServedPage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [served, browser] = await Promise.all([servePage('content-page'), launchBrowser()]);
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  await page.goto(served.origin);
  await page.waitForFunction(() => 'show' in window);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const content = () => page.locator('.message-content');
const show = async (text: string, fileName?: string) => {
  await page.evaluate(
    ([first, second]) => (window as unknown as ContentPage).show(first ?? '', second),
    [text, fileName],
  );
  await content().waitFor();
};

describe('a message', () => {
  test('names whom it mentions, and lets a mention of the reader stand out', async () => {
    await show('<@alice>, <@bob> and <@stranger>');
    expect(await content().innerText()).toBe('@Alice Moreau, @Bob Tanaka and @stranger edited');
    expect(await page.locator('.mention').allInnerTexts()).toEqual(['@Alice Moreau', '@Bob Tanaka', '@stranger']);
    expect(await page.locator('.mention.is-own').allInnerTexts()).toEqual(['@Alice Moreau']);
  });

  test('opens links in a window that knows nothing of this one, and shows where a deceiving one leads', async () => {
    await show('[google.com](https://evil.example/x)');
    const link = page.getByRole('link', { name: 'google.com' });
    expect(await link.getAttribute('href')).toBe('https://evil.example/x');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await content().innerText()).toBe('google.com (evil.example) edited');
  });

  test('has code with its language, which a button copies as it is shown', async () => {
    await show('```ts\nconst a = 1;\n\n  b();\n```');
    expect(await page.locator('.code-language').innerText()).toBe('ts');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const a = 1;\n\n  b();');
    expect(await page.getByRole('region', { name: 'Code, ts' }).getAttribute('tabindex')).toBe('0');
    expect(await page.locator('.content-after').innerText()).toBe('edited');
  });

  test('says so where a copy was refused', async () => {
    await show('```\na\n```');
    await page.evaluate(() => Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('no')) }));
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Not copied' }).waitFor();
  });

  test('shows an emoji for its shortcode once the names are loaded, and what is no emoji as it was written', async () => {
    await show(':tada: is it, :no_such_thing: is not');
    await content().getByText('🎉').waitFor();
    expect(await content().innerText()).toBe('🎉 is it, :no_such_thing: is not edited');
  });

  test('of a few emoji is large', async () => {
    await show('🎉');
    const large = (await content().boundingBox())?.height ?? 0;
    await show('a 🎉');
    expect(large).toBeGreaterThan(1.5 * ((await content().boundingBox())?.height ?? 0));
  });

  test('reads each paragraph and list from the side of its own language', async () => {
    await show('שלום\n\nhello\n\n- שלום\n\n> hello');
    const sides = await content()
      .locator('p, ul, blockquote')
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).direction));
    // A paragraph within a list or quote takes its side. The last is the mark that stands after a quote.
    expect(sides).toEqual(['rtl', 'ltr', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
  });
});

describe('a file’s name in a narrow place', () => {
  test('gives way in its middle, and never at its end', async () => {
    await show('x', `${'a very long name '.repeat(8)}final.jpg.exe`);
    await page.setViewportSize({ width: 240, height: 300 });
    const [place, tail] = [
      await page.locator('.file-name').boundingBox(),
      await page.locator('.file-tail').boundingBox(),
    ];
    expect(await page.locator('.file-tail').innerText()).toBe('al.jpg.exe');
    expect((tail?.x ?? 0) + (tail?.width ?? 0)).toBeLessThanOrEqual((place?.x ?? 0) + (place?.width ?? 0) + 0.5);
    expect(await page.locator('.file-head').evaluate((head) => head.scrollWidth > head.clientWidth)).toBe(true);
  });
});
