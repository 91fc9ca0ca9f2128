import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '../../web/security-headers.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { type Tab, openTab } from '../support/tab.ts';

let network: Network;
let browser: Browser;
let tab: Tab;
/** Another site, which frames the page and is asked for things. */
let stranger: Server;
let strangersOrigin: string;
const asked: string[] = [];

beforeAll(async () => {
  stranger = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe src="${network.origin}/"></iframe>`);
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  strangersOrigin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  tab = await openTab(browser, network.origin, 'Alice');
  await tab.page.getByText('Live', { exact: true }).waitFor();
});
afterAll(async () => {
  await tab?.close();
  await browser?.close();
  await network?.close();
  stranger?.close();
});

describe('the page that the local server serves', () => {
  test('has exactly the headers of the module, with the API’s own addresses', async () => {
    const { headers } = await fetch(network.origin, { headers: { accept: 'text/html' } });
    const expected = securityHeaders({ connect: [network.url, network.realtimeUrl], files: [network.objectsOrigin] });
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)]))).toEqual(expected);
  });

  test('works under them: it signs in, is live, sends, shows and picks, without breaking a rule', async () => {
    await tab.say('Under a **strict** policy :tada:');
    await tab.page.getByRole('log').getByText('Under a strict policy 🎉').waitFor();
    await tab.page.getByRole('form').getByRole('button', { name: 'Emoji', exact: true }).click();
    await tab.page.getByRole('gridcell').first().waitFor();
    await tab.page.keyboard.press('Enter');
    expect(await tab.composer.inputValue()).toBe('😀');
    expect(tab.problems).toEqual([]);
  });
});

describe('what a script that got into the page could not do', () => {
  test.each<[string, () => unknown, string]>([
    ['make elements of text', () => (document.createElement('p').innerHTML = '<b></b>'), 'TypeError'],
    ['write a handler', () => document.body.setAttribute('onclick', 'alert(1)'), 'TypeError'],
    ['load a script', () => (document.createElement('script').src = '/x.js'), 'TypeError'],
    [
      'make a policy of its own',
      () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('x', {}),
      'TypeError',
    ],
  ])('%s', async (_, attempt, error) => {
    const outcome = await tab.page.evaluate((source) => {
      // The debugger may evaluate; what it evaluates is bound by the page's policy.
      const run = new Function(`return (${source})()`) as () => unknown;
      try {
        return run() ?? 'done';
      } catch (thrown) {
        return (thrown as Error).name;
      }
    }, attempt.toString());
    expect(outcome).toBe(error);
  });

  test('tell another site anything, by request, picture, style or form', async () => {
    asked.length = 0;
    const violated = await tab.page.evaluate(async (origin) => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        violations.push(effectiveDirective),
      );
      await fetch(`${origin}/fetch`).catch(() => {});
      new Image().src = `${origin}/image`;
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = `${origin}/style`;
      const base = document.createElement('base');
      base.href = origin;
      const frame = document.createElement('iframe');
      frame.src = `${origin}/frame`;
      const form = document.createElement('form');
      form.action = `${origin}/form`;
      document.body.append(style, base, frame, form);
      form.submit();
      while (new Set(violations).size < 6)
        await new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve, { once: true }));
      return [...new Set(violations)].sort();
    }, strangersOrigin);
    expect(violated).toEqual(['base-uri', 'connect-src', 'form-action', 'frame-src', 'img-src', 'style-src-elem']);
    expect(asked).toEqual([]);
  });

  test('and another site can not frame the page', async () => {
    const page = await browser.newPage();
    const refusals: string[] = [];
    page.on('console', (message) => refusals.push(message.text()));
    await page.goto(strangersOrigin);
    await expect.poll(() => refusals.join()).toContain('frame-ancestors');
    await page.close();
  });
});
