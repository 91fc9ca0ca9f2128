import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { allowed, foreignParts } from './hostile/allow-list.ts';
import { corpus } from './hostile/corpus.ts';
import { type ServedPage, servePage } from './pages/serve-page.ts';

let served: ServedPage;
let browser: Browser;
let page: Page;
/** What the page asked the network for, said to the person, logged as an error or threw, and which rules of its policy it broke. */
const seen = {
  requests: [] as string[],
  dialogs: [] as string[],
  problems: [] as string[],
  violations: [] as string[],
};

beforeAll(async () => {
  [served, browser] = await Promise.all([servePage('hostile-page'), launchBrowser()]);
  page = await browser.newPage();
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && seen.problems.push(message.text()));
  await page.exposeFunction('reportViolation', (violation: string) => seen.violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // Exposed to the page by the line above.
      (window as unknown as { reportViolation(violation: string): void }).reportViolation(
        `${violatedDirective} ${blockedURI}`,
      );
    });
  });
  await page.goto(served.origin);
  await page.waitForFunction((count) => document.querySelectorAll('[data-case]').length === count, corpus.length);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** The check itself, as the page runs it. */
const foreign = (target: Page) =>
  target.evaluate(
    ({ list, source }) => {
      // The function's own text: the page has no other way to know it. Its policy lets the debugger evaluate, not the page.
      const find = new Function(`return ${source}`)() as typeof foreignParts;
      return find(document.getElementById('root')!, list);
    },
    { list: allowed, source: foreignParts.toString() },
  );

describe(`${corpus.length} hostile texts, each as a message, a mention, a name, a file, a face and a quote`, () => {
  test('are at least 300', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(300);
  });

  test('become no element and no attribute that is not on the list', async () => {
    expect(await foreign(page)).toEqual([]);
  });

  test('lead to no place but by http, https and mail', async () => {
    const protocols = await page.evaluate(() =>
      [...new Set([...document.links].map(({ protocol }) => protocol))].sort(),
    );
    expect(protocols).toEqual(['http:', 'https:', 'mailto:'].filter((each) => protocols.includes(each)));
    expect(protocols).toContain('https:');
    const wrong = await page.evaluate(() =>
      [...document.links]
        .filter((link) => link.username || link.password || link.origin === location.origin)
        .map(({ href }) => href),
    );
    expect(wrong).toEqual([]);
  });

  test('do nothing when they are pointed at, focused and pressed', async () => {
    await page.evaluate(() => {
      document.addEventListener('click', (event) => event.preventDefault(), { capture: true });
      for (const element of document.querySelectorAll('#root *')) {
        for (const type of [
          'mouseover',
          'mouseenter',
          'focus',
          'pointerdown',
          'click',
          'auxclick',
          'toggle',
          'animationstart',
          'error',
          'load',
        ]) {
          if (!(element instanceof HTMLButtonElement && type === 'click'))
            element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
        }
      }
    });
    expect(await page.evaluate(() => 'hacked' in window || document.title)).toBe('hostile-page');
  });

  test('ask the network for nothing, say nothing, throw nothing and break no rule of the policy', () => {
    expect(seen.requests.filter((url) => !url.startsWith(`${served.origin}/`))).toEqual([]);
    const { dialogs, problems, violations } = seen;
    expect({ dialogs, problems, violations }).toEqual({ dialogs: [], problems: [], violations: [] });
  });

  test('show nothing outside their own place', async () => {
    const outside = await page.evaluate(
      () =>
        [...document.querySelectorAll('.message-content')].filter(
          (content) =>
            content.getBoundingClientRect().right > innerWidth || getComputedStyle(content).overflow !== 'clip',
        ).length,
    );
    expect(outside).toBe(0);
  });
});

describe('the check', () => {
  test('runs under a policy that stops what a renderer of markup would have done', async () => {
    const outcomes = await page.evaluate(() => {
      const attempts = [
        () => (document.createElement('div').innerHTML = '<img src=x onerror="window.hacked=1">'),
        () => document.body.setAttribute('onclick', 'window.hacked = 1'),
        () => (document.createElement('script').text = 'window.hacked = 1'),
      ];
      return attempts.map((attempt) => {
        try {
          return attempt();
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError']);
    await expect.poll(() => seen.violations.length).toBe(3);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  test('finds an address, an element, an attribute and a comment that are not on the list', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.setAttribute('href', 'javascript:alert(1)');
      const cover = document.createElement('div');
      cover.setAttribute('class', 'backdrop');
      const paragraph = document.createElement('p');
      paragraph.setAttribute('data-x', '');
      const parts = [link, document.createElement('img'), cover, paragraph, document.createComment('x')];
      document.querySelector('[data-case]')!.append(...parts);
    });
    expect(await foreign(page)).toEqual([
      '<a href="javascript:alert(1)">',
      '<img>',
      '<div class="backdrop">',
      '<p data-x="">',
      'a node of type 8',
    ]);
  });
});
