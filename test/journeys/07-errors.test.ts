import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSleeper, type Sleeper } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { type Tab, openTab } from '../support/tab.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** "Error handling and retry logic". */
describe('7. When something fails', () => {
  const store = temporaryDirectory();
  let network: Network;
  let sleeper: Sleeper;
  let alice: Tab;
  let bob: Tab;
  const start = (port = 0) => startNetwork({ web: true, dataDirectory: store.path, port });
  beforeAll(async () => {
    [network, sleeper] = await Promise.all([start(), launchSleeper()]);
    const { browser } = sleeper;
    [alice, bob] = await Promise.all([
      openTab(browser, network.origin, 'Alice'),
      openTab(browser, network.origin, 'Bob'),
    ]);
    await Promise.all([alice.isLive(), bob.isLive()]);
  });
  afterAll(async () => {
    await sleeper?.close();
    await network?.close();
    store.remove();
  });

  test('what is sent while offline waits in sight, and goes by itself, in order and once, with what is written then', async () => {
    const before = (await bob.contents()).length;
    await alice.page.context().setOffline(true);
    const lines = Array.from({ length: 30 }, (_, index) => `Out at sea, ${index + 1}`);
    for (const line of lines) await alice.say(line);
    expect(await alice.contents()).toEqual(expect.arrayContaining(lines));
    expect(await alice.page.getByText('Waiting to be sent').count()).toBe(30);
    await alice.page.context().setOffline(false);
    await alice.say('Ashore');
    await bob.sees('Ashore');
    await alice.page.getByText('Waiting to be sent').first().waitFor({ state: 'detached' });
    for (const tab of [alice, bob]) {
      expect((await tab.contents()).filter((text) => /^Out at sea|^Ashore/.test(text))).toEqual([...lines, 'Ashore']);
    }
    expect((await bob.contents()).length).toBe(before + 31);
  });

  test('what waits is kept by the device: a page that is opened anew sends it', async () => {
    // The page can be loaded, and the API can not be reached: what a captive network does.
    await alice.page.context().route('**/graphql', (route) => route.abort());
    await alice.say('Kept on the device');
    await alice.page.getByText('Waiting to be sent').waitFor();
    await alice.page.close();
    await alice.page.context().unroute('**/graphql');
    alice = await alice.beside();
    await bob.sees('Kept on the device');
    await alice.sees('Kept on the device');
    expect(await alice.page.getByText('Kept on the device').count()).toBe(1);
  });

  test('a server that ends and comes back costs nothing of what was written, sent or being written', async () => {
    const { port } = new URL(network.origin);
    await alice.isLive();
    await network.close();
    await alice.page
      .getByRole('status', { name: 'Connection' })
      .getByText(/Reconnecting|Offline/)
      .waitFor();
    await alice.say('While it was away');
    await alice.composer.fill('Half a sentence');
    await alice.page.getByText('Waiting to be sent').waitFor();
    network = await start(Number(port));
    await bob.sees('While it was away');
    await alice.isLive();
    expect(await alice.composer.inputValue()).toBe('Half a sentence');
    expect(await alice.page.getByText('While it was away').count()).toBe(1);
    await alice.composer.fill('');
  });

  test('a computer that slept while its connection died comes back by itself, to all that was sent meanwhile, in order and once', async () => {
    const { port } = new URL(network.origin);
    for (const tab of [alice, bob]) await tab.isLive();
    const lines = Array.from({ length: 6 }, (_, index) => `In the night, ${index + 1}`);
    sleeper.sleep();
    const say = async (some: readonly string[]) => {
      const carol = await network.as('carol');
      for (const line of some) await carol.send('harbor_general', line);
    };
    await say(lines.slice(0, 3));
    // The service forgets who is asleep: here because it ends and comes back, which tells them no more than a keep-alive that is missed does.
    await network.close();
    network = await start(Number(port));
    await say(lines.slice(3));
    sleeper.wake();
    for (const tab of [alice, bob]) {
      await tab.sees('In the night, 6');
      await tab.isLive();
      expect((await tab.contents()).filter((text) => text.startsWith('In the night'))).toEqual(lines);
    }
    await alice.say('Good morning');
    await bob.sees('Good morning');
  });

  test('what the service refuses stays, with the reason in words, until it is mended or discarded', async () => {
    const crowd = Array.from({ length: 16 }, (_, index) => `<@person${index}>`).join(' ');
    await alice.say(crowd);
    const row = alice.page.locator('.is-refused');
    await row.getByText('Not sent: A message mentions at most 15 people.').waitFor();
    await row.getByRole('button', { name: 'Edit' }).click();
    const box = alice.page.getByRole('textbox', { name: 'Edit message' });
    await box.fill('Everyone who has seen the kettle');
    await box.press('Enter');
    await bob.sees('Everyone who has seen the kettle');
    await alice.say(`Kettles aplenty ${crowd}`);
    await row.getByRole('button', { name: 'Discard' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await bob.page.getByText('Kettles aplenty').count()).toBe(0);
  });
});
