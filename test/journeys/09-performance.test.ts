import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelEventFieldsFragment, MessageFieldsFragment } from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { openTab } from '../support/tab.ts';

/** "Performance considerations". */
describe('9. Large channels and busy ones', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork({ web: true });
  });
  afterAll(() => network?.close());

  test('the first page is 50, one can ask for 100, and no more', async () => {
    const alice = await network.as('alice');
    expect((await alice.page('harbor_logbook')).items).toHaveLength(50);
    expect((await alice.page('harbor_logbook', { limit: 100 })).items).toHaveLength(100);
    const { errors } = await alice.ask('{ messagesByChannel(channelId: "harbor_logbook", limit: 101) { nextToken } }');
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'LIMIT_INVALID', limit: 100 } }]);
  });

  test('a hundred messages sent at once each get their own place, and everyone hears all of them', async () => {
    const [alice, bob, carol] = [await network.as('alice'), await network.as('bob'), await network.as('carol')];
    const listener = await carol.listen('harbor_general');
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sendInTime(index % 2 ? alice : bob, `at once ${index}`)),
    );
    const heard = new Set<number>();
    while (heard.size < sent.length) heard.add((await listener.next()).seq);
    expect([...heard].sort((a, b) => a - b)).toEqual(sent.map((message) => message.seq).sort((a, b) => a - b));
    listener.close();
  });

  test('a thousand messages a second in one channel do not freeze a page', async () => {
    const channelId = 'harbor_general';
    const browser = await launchBrowser();
    try {
      const { page } = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_design' });
      const flood = await floodgate(page, channelId);
      await page.goto(`${network.origin}/channel/${channelId}`);
      await page.getByText('Live', { exact: true }).waitFor();
      await (await network.as('bob')).send(channelId, 'the last one by hand');
      await page.getByRole('log').getByText('the last one by hand', { exact: true }).waitFor();
      const composer = page.getByRole('textbox', { name: /^Message / });
      await composer.focus();
      await page.evaluate(watchFrames);
      const flooding = flood(1_000, 3);
      const text = 'typed while it rains messages';
      await page.keyboard.type(text, { delay: 50 });
      expect(await flooding).toBe(3_000);
      await page.getByRole('log').getByText('drop 2999', { exact: true }).waitFor();
      expect(await composer.inputValue()).toBe(text);
      expect(await page.locator('[role=log] article').count()).toBeLessThanOrEqual(400);
      // Half a second is what people take for "it hangs"; machines that test are slow, and do many things at once.
      expect(await page.evaluate(() => (window as unknown as { longestFrameMs: number }).longestFrameMs)).toBeLessThan(
        1_500,
      );
    } finally {
      await browser.close();
    }
  });
});

/**
 * Lets a test pour events of a channel into a page's socket, faster than any server on this machine could make them: what the server tells the
 * page is passed on, and each drop is the last real message of the channel again, at the next position.
 */
async function floodgate(
  page: Page,
  channelId: string,
): Promise<(perSecond: number, seconds: number) => Promise<number>> {
  type Frame = {
    id: string;
    type: string;
    payload?: { data?: { onChannelEvent?: ChannelEventFieldsFragment } | string };
  };
  let last: { frame: Frame; event: ChannelEventFieldsFragment; pour: (frame: Frame) => void } | null = null;
  await page.routeWebSocket(/realtime/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      socket.send(message);
      const frame = JSON.parse(String(message)) as Frame;
      const data = frame.payload?.data;
      const event = typeof data === 'object' ? data.onChannelEvent : undefined;
      if (event?.channelId !== channelId || event.kind !== 'MESSAGE_SENT') return;
      last = { frame, event, pour: (next) => socket.send(JSON.stringify(next)) };
    });
  });
  return async (perSecond, seconds) => {
    const { frame, event, pour } = last ?? {};
    const message = event?.message;
    if (!frame || !event || !pour || !message) throw new Error('no message came by yet');
    const startedAt = performance.now();
    let poured = 0;
    while (poured < perSecond * seconds) {
      const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
      for (; poured < due; poured += 1) {
        const seq = event.seq + 1 + poured;
        const at = new Date(Date.parse(event.at) + 1 + poured).toISOString();
        const drop = { ...message, id: ulid(), content: `drop ${poured}`, seq, rev: seq, createdAt: at, updatedAt: at };
        pour({ ...frame, payload: { data: { onChannelEvent: { ...event, seq, at, message: drop } } } });
      }
      await pause(5);
    }
    return poured;
  };
}

/** In the page: notes the longest time between two frames. */
function watchFrames(): void {
  const noted = window as unknown as { longestFrameMs: number };
  noted.longestFrameMs = 0;
  let before = performance.now();
  const look = () => {
    const now = performance.now();
    noted.longestFrameMs = Math.max(noted.longestFrameMs, now - before);
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Sends, and where the stage's limits say when to come again, comes again then, as an outbox does. */
async function sendInTime(person: Person, content: string): Promise<MessageFieldsFragment> {
  const id = ulid();
  for (;;) {
    const { data, errors } = await person.trySend('harbor_general', content, { id });
    if (data) return data.sendMessage;
    const retryAfterMs = errors[0]?.errorInfo?.retryAfterMs;
    if (typeof retryAfterMs !== 'number') throw new Error(`refused: ${JSON.stringify(errors)}`);
    await pause(retryAfterMs);
  }
}
