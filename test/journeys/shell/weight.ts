import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import * as operations from '../../../generated/operations.ts';
import type { CreateChannelMutation } from '../../../generated/operations.ts';
import { watchSubscriptions } from '../../support/subscriptions.ts';
import { live, type OpenShell } from './open-shell.ts';

/** What the page costs. */
export function testWeight(shell: OpenShell): void {
  test('an open channel costs at most three subscriptions more, and leaves none behind', async () => {
    const alice = await shell.network.as('alice');
    const rooms: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      // Of public channels that alice is not in, none is followed before it is opened.
      const input = { workspaceId: 'harbor', name: `looked into ${index}` };
      const bob = await shell.network.as('bob');
      rooms.push((await bob.get<CreateChannelMutation>(operations.createChannel, { input })).createChannel.id);
    }
    const mine = (await alice.channels('harbor')).map(({ channel }) => channel.id);
    const context = await shell.browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const subscriptions = watchSubscriptions(page);
    await page.goto(`${shell.network.origin}/nowhere`);
    await page.getByRole('button', { name: 'Alice' }).click();
    await vi.waitFor(() => expect(subscriptions.live()).toEqual(expect.arrayContaining([...mine, 'inbox of alice'])), {
      timeout: 10_000,
    });
    const resting = subscriptions.live().length;
    for (const id of rooms) {
      await page.evaluate((path) => {
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `/channel/${id}`);
      await page
        .getByRole('heading', { name: `looked into ${rooms.indexOf(id)}` })
        .first()
        .waitFor();
      await vi.waitFor(() => expect(subscriptions.live().filter((name) => name === id)).toHaveLength(1), {
        timeout: 10_000,
      });
      // The ones looked into before linger for a few seconds, in case one comes back.
      expect(subscriptions.live().length - resting).toBeLessThanOrEqual(rooms.indexOf(id) + 3);
    }
    const last = rooms.at(-1);
    await vi.waitFor(
      () => expect(subscriptions.live().filter((name) => rooms.includes(name) && name !== last)).toEqual([]),
      { timeout: 15_000 },
    );
    expect(subscriptions.live().length - resting).toBeLessThanOrEqual(3);
    expect(subscriptions.live()).toHaveLength(new Set(subscriptions.live()).size);
    await context.close();
  });

  test('the first load is at most 200 kB of script and 60 kB of fonts', async () => {
    const context = await shell.browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const scripts = new Map<string, Promise<Buffer>>();
    const fonts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (response.url().endsWith('.woff2')) fonts.set(new URL(response.url()).pathname, response.body());
      if (response.url().endsWith('.js')) scripts.set(new URL(response.url()).pathname, response.body());
    });
    await page.goto(`${shell.network.origin}/channel/harbor_general`);
    await page.getByRole('button', { name: 'Alice' }).click();
    await live(page);
    // What comes once the page rests is no part of its first load.
    const first = [...scripts].filter(([name]) => !/^\/assets\/(AnyDialog|open-metrics)/.test(name));
    const bodies = await Promise.all(first.map(([, body]) => body));
    const size = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(size).toBeGreaterThan(50_000);
    expect(size).toBeLessThanOrEqual(200_000);
    expect([...scripts.keys()].filter((name) => name.includes('amplify-user-pool'))).toEqual([]);
    // The letters of the page's own language alone.
    expect(fonts.size).toBe(1);
    for (const font of fonts.values()) expect((await font).length).toBeLessThanOrEqual(60_000);
    expect(await page.evaluate(() => document.fonts.check('15px "Inter Variable"'))).toBe(true);
    await context.close();
  });
}
