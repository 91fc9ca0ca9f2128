import type { Browser } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { addChannel } from '../support/crowd.ts';
import { fileOf, onePoint, upload } from '../support/files.ts';
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
    await chips.getByText(': ready').nth(1).waitFor({ state: 'attached' });
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

  test('that do not come say so, and come when they are asked for again', async () => {
    const tab = await openTab(browser, network.origin, 'Bob', { path: '/channel/harbor_design' });
    await tab.isLive();
    await tab.page.route('**/graphql', (route) =>
      route.request().postData()?.includes('attachmentLinks') ? route.abort() : route.continue(),
    );
    const alice = await network.as('alice');
    const input = { channelId: 'harbor_design', messageId: ulid(), file: fileOf(onePoint, { name: 'pier.png' }) };
    await upload(alice, input, onePoint);
    await alice.send('harbor_design', 'The pier', { id: input.messageId, attachments: [input.file] });
    const file = tab.page.getByRole('log').getByRole('button', { name: /^Open pier.png/ });
    await file.getByText('This file could not be loaded. Press to try again.').waitFor();
    await tab.page.unroute('**/graphql');
    const [opened] = await Promise.all([tab.page.context().waitForEvent('page'), file.click()]);
    await opened.close();
    await file.locator('.picture img').waitFor();
    await tab.close();
  });

  test('that can not be sent say why and can be taken off, and nothing else is lost', async () => {
    const tab = await openTab(browser, network.origin, 'Alice', { path: '/channel/harbor_design' });
    const { page, composer } = tab;
    await tab.isLive();
    await composer.fill('See the map.');
    const chips = page.getByRole('list', { name: 'Files of this message' });
    // All at once, of which one is fit.
    await composer.evaluate(
      (box, picture) => {
        const data = new DataTransfer();
        const megabyte = new Blob([new Uint8Array(1_048_576)]);
        data.items.add(new File([], 'empty.txt', { type: 'text/plain' }));
        data.items.add(new File([new Uint8Array(picture)], 'map.png', { type: 'image/png' }));
        data.items.add(new File([...Array<Blob>(100).fill(megabyte), 'x'], 'film.mov', { type: 'video/quicktime' }));
        box.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
      },
      [...onePoint],
    );
    const alert = page.getByRole('alert');
    await alert.getByText('empty.txt is empty. film.mov is larger than 100 MB.').waitFor();
    await chips.getByText('map.png: ready').waitFor({ state: 'attached' });

    await give(tab, 'paste', 'fake.png', 'image/png', Buffer.from('<script>'));
    await chips.getByText(/Not uploaded/).waitFor();
    await alert.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Take fake.png off' }).click();
    await chips.getByText('fake.png').first().waitFor({ state: 'detached' });
    expect(
      await page.getByRole('button', { name: 'Take map.png off' }).evaluate((one) => one === document.activeElement),
    ).toBe(true);

    // As it stands after somebody has sent 5 GB today.
    const Item = {
      userId: { S: 'alice' },
      day: { S: new Date().toISOString().slice(0, 10) },
      firstFileId: { S: ulid() },
      files: { N: '60' },
      bytes: { N: '5368709120' },
    };
    await network.dynamoDb.call('PutItem', { TableName: network.tableOf('UploadDay'), Item });
    await give(tab, 'drop', 'late.txt', 'text/plain', Buffer.from('Too late for today.'));
    await chips.getByText('You sent as many files as one day has room for.').waitFor();
    await page.getByRole('button', { name: 'Take late.txt off' }).click();
    await chips.getByText('late.txt').first().waitFor({ state: 'detached' });

    // Who looks elsewhere for a moment finds it all as it was.
    await page.getByRole('link', { name: 'general' }).click();
    await page.waitForURL('**/channel/harbor_general');
    expect(await chips.count()).toBe(0);
    await page.goBack();
    await chips.getByText('map.png: ready').waitFor({ state: 'attached' });
    await expect.poll(() => composer.inputValue()).toBe('See the map.');
    await composer.press('Enter');
    await tab.sees('See the map.');
    await chips.waitFor({ state: 'detached' });
    await page.getByRole('log').getByRole('button', { name: 'Open map.png' }).waitFor();
    expect(tab.problems).toEqual([]);
    await tab.close();
  });
});
