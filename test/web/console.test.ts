import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  [network, browser] = await Promise.all([startNetwork(), launchBrowser()]);
  page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${network.origin}/console`);
});
afterAll(async () => {
  await browser?.close();
  await network?.close();
});

const result = () => page.getByRole('region', { name: /result/i }).or(page.locator('.result-window'));

async function run(query: string) {
  const editor = page.locator('.graphiql-query-editor .CodeMirror').first();
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(query);
  await page.keyboard.press('Control+Enter');
}

async function become(user: string) {
  // GraphiQL reads the schema anew, as the other person.
  const hasSchema = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.getByLabel('Signed in as').selectOption(user);
  await hasSchema;
}

describe('the console', () => {
  test('is GraphiQL on the live schema, signed in as the first account', async () => {
    await page.getByRole('button', { name: /execute query/i }).waitFor();
    await run('{ me { id name } }');
    await result().getByText('"Alice Moreau"').waitFor();
    await page.getByRole('button', { name: /show documentation explorer/i }).click();
    await page.getByText('Root Types').waitFor();
  });

  test('speaks as whichever account one chooses', async () => {
    await become('eve');
    await run('{ listWorkspaces { items { name } } }');
    await result().getByText('"Old Orchard"').waitFor();
    await run('{ getChannel(id: "harbor_general") { id } }');
    await result().getByText('"NotFound"').waitFor();
  });

  test('shows a subscription’s events as they come', async () => {
    await become('bob');
    const hasStarted = page
      .waitForEvent('websocket')
      .then((socket) => socket.waitForEvent('framereceived', (frame) => String(frame.payload).includes('start_ack')));
    await run('subscription { onChannelEvent(channelId: "harbor_general") { seq message { content } } }');
    await hasStarted;
    await (await network.as('alice')).send('harbor_general', 'Hello, console.');
    await result().getByText('"Hello, console."').waitFor();
    await page.getByRole('button', { name: /stop query/i }).click();
  });

  test('shows a refused subscription as an error, not as silence', async () => {
    await run('subscription { onChannelEvent(channelId: "harbor_launch") { seq } }');
    await result().getByText('"There is no such channel."').waitFor();
  });

  test('logs no error in the page', () => {
    expect(problems).toEqual([]);
  });
});
