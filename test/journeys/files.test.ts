import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { addChannel } from '../support/crowd.ts';
import { onePoint } from '../support/files.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { openTab, type Tab } from '../support/tab.ts';

/** Files, from one person's clipboard to another's screen. */
describe('files', () => {
  let network: Network;
  let browser: Browser;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
  });

  /** Puts files on the composer as a paste or a drop does. */
  const give = (tab: Tab, how: 'paste' | 'drop', name: string, type: string, body: Buffer) =>
    tab.composer.evaluate(
      (box, { how: kind, name: called, type: of, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], called, { type: of }));
        const common = { bubbles: true, cancelable: true };
        box.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...common, clipboardData: data })
            : new DragEvent('drop', { ...common, dataTransfer: data }),
        );
      },
      { how, name, type, bytes: [...body] },
    );

  test('that alice pastes and drops are seen by bob as they come, a picture as one, and none by who was taken out', async () => {
    const [alice, bob] = await Promise.all([network.as('alice'), network.as('bob')]);
    const channelId = await addChannel(network, 'harbor', 'pictures', [alice, bob], {
      isPrivate: true,
      createdBy: 'alice',
    });
    const path = `/channel/${channelId}`;
    const [hers, his] = [
      await openTab(browser, network.origin, 'Alice', { path }),
      await openTab(browser, network.origin, 'Bob', { path }),
    ];
    for (const tab of [hers, his]) await tab.page.getByText('Live', { exact: true }).waitFor();
    await give(hers, 'paste', 'map.png', 'image/png', onePoint);
    await give(hers, 'drop', 'tides\u202Egnp.txt', 'text/plain', Buffer.from('High water at six.'));
    const chips = hers.page.getByRole('list', { name: 'Files of this message' });
    await chips.getByText('Ready').nth(1).waitFor({ state: 'attached' });
    await hers.composer.press('Enter');
    await chips.waitFor({ state: 'detached' });

    const picture = his.page.getByRole('log').locator('.picture img');
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0)))
      .toBe(1);
    const url = new URL((await picture.getAttribute('src')) ?? '');
    expect(url.origin).toBe(network.objectsOrigin);
    const [download] = await Promise.all([
      his.page.waitForEvent('download'),
      his.page.getByRole('button', { name: 'Open tidesgnp.txt' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('tidesgnp.txt');
    for (const tab of [hers, his]) expect(tab.problems).toEqual([]);

    const [message] = (await bob.page(channelId)).items;
    await alice.get(operations.removeChannelMember, { input: { channelId, userId: 'bob' } });
    const { errors } = await bob.ask(operations.attachmentLinks, { channelId, messageId: message?.id });
    expect(errors).toMatchObject([{ errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
    await Promise.all([hers.close(), his.close()]);
  });

  test('that are too large or no picture say so beside the box, and can be taken off', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_design' });
    await tab.page.getByText('Live', { exact: true }).waitFor();
    await give(tab, 'paste', 'empty.txt', 'text/plain', Buffer.alloc(0));
    await tab.page.getByRole('alert').getByText('empty.txt is larger than 100 MB or empty.').waitFor();
    await give(tab, 'paste', 'fake.png', 'image/png', Buffer.from('<script>'));
    await tab.page.getByText(/^Not uploaded/).waitFor();
    expect(await tab.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await tab.page.getByRole('button', { name: 'Take fake.png off' }).click();
    await tab.page.getByRole('list', { name: 'Files of this message' }).waitFor({ state: 'detached' });
    expect(tab.problems).toEqual([]);
    await tab.close();
  });
});
