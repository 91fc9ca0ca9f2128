import type { Browser } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { type Tab, openTab } from '../support/tab.ts';

const channelId = 'harbor_general';

/** "Real-time updates: edits, reactions, attachments". */
describe('6. What changes after it was sent', () => {
  let network: Network;
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let tab: Tab;
  beforeAll(async () => {
    [network, browser] = await Promise.all([startNetwork({ web: true, logbookLength: 10_000 }), launchBrowser()]);
    [alice, bob] = [await network.as('alice'), await network.as('bob')];
    tab = await openTab(browser, network.origin, 'Carol');
    await tab.isLive();
  });
  afterAll(async () => {
    await tab?.close();
    await browser?.close();
    await network?.close();
  });
  const row = (id: string) => tab.page.locator(`[data-message="${id}"]`);
  /** How often the list says so. Beside it what is new is read out, as it was when it came. */
  const shown = (text: string) => tab.page.getByRole('log').getByText(text).count();

  test('an edit shows for everyone, without a reload', async () => {
    const { id } = await alice.send(channelId, 'We meet at noon.');
    await tab.sees('We meet at noon.');
    await alice.get(operations.editMessage, { input: { id, channelId, content: 'We meet at one.' } });
    await row(id).getByText('We meet at one.').waitFor();
    await row(id).getByText('edited').waitFor();
    expect(await shown('We meet at noon.')).toBe(0);
  });

  test('a deleted message is gone for everyone, its place is kept', async () => {
    const { id } = await alice.send(channelId, 'Never mind.');
    await tab.sees('Never mind.');
    await alice.get(operations.deleteMessage, { input: { id, channelId } });
    await row(id).getByText('This message was deleted.').waitFor();
    expect(await shown('Never mind.')).toBe(0);
  });

  test('a reaction shows for everyone, counted once per person', async () => {
    const { id: messageId } = await alice.send(channelId, 'Cake in the kitchen.');
    const input = { messageId, channelId, emoji: '🎂' };
    for (const person of [alice, bob, bob]) await person.get(operations.addReaction, { input });
    const reactions = row(messageId).getByRole('list', { name: 'Reactions' });
    await reactions.getByText('2', { exact: true }).waitFor();
    expect(await reactions.innerText()).toMatch(/^🎂\s*2$/);
    for (const person of [alice, bob]) await person.get(operations.removeReaction, { input });
    await reactions.waitFor({ state: 'detached' });
  });

  test('an attachment shows for everyone who may see the channel', async () => {
    const attachment = { id: ulid(), name: 'tide table.pdf', contentType: 'application/pdf', size: 1_250_000 };
    const { id } = await alice.send(channelId, 'The new one.', { attachments: [attachment] });
    await row(id).getByText('tide table.pdf').waitFor();
    await row(id).getByText('1.3 MB').waitFor();
  });

  test('whoever was away sees the edits, deletions and reactions that they missed', async () => {
    const sent = [];
    for (const content of ['one to edit', 'one to delete', 'one to react to'])
      sent.push(await alice.send(channelId, content));
    const [edited, deleted, liked] = sent.map(({ id }) => id) as [string, string, string];
    await tab.sees('one to react to');
    const { headSeq } = (await alice.get<operations.GetChannelQuery>(operations.getChannel, { id: channelId }))
      .getChannel!;
    await alice.get(operations.editMessage, { input: { id: edited, channelId, content: 'one that was edited' } });
    await alice.get(operations.deleteMessage, { input: { id: deleted, channelId } });
    await bob.get(operations.addReaction, { input: { messageId: liked, channelId, emoji: '👍' } });
    const { syncChannel } = await bob.get<operations.SyncChannelQuery>(operations.syncChannel, {
      channelId,
      afterSeq: headSeq,
    });
    expect(syncChannel.messages).toMatchObject([
      { id: liked, rev: headSeq + 3, reactions: [{ emoji: '👍', count: 1, reactedByMe: true }] },
      { id: deleted, rev: headSeq + 2, content: null },
      { id: edited, rev: headSeq + 1, content: 'one that was edited' },
    ]);
    expect(syncChannel).toMatchObject({ completeThrough: headSeq + 3, nextToken: null });
  });

  test('what one changes on the page, the others see: an edit by ↑, a reaction of any emoji, a deletion', async () => {
    const hers = await openTab(browser, network.origin, 'Alice');
    await hers.isLive();
    await hers.say('The tide turns at six.');
    await tab.sees('The tide turns at six.');
    await hers.composer.press('ArrowUp');
    const edit = hers.page.getByRole('textbox', { name: 'Edit message' });
    expect(await edit.inputValue()).toBe('The tide turns at six.');
    await edit.fill('The tide turns at seven.');
    await edit.press('Enter');
    const article = tab.page.getByRole('article').filter({ hasText: 'The tide turns at seven.' });
    await article.getByText('edited').waitFor();

    await article.hover();
    await article.getByRole('button', { name: 'React', exact: true }).click();
    const picker = tab.page.getByRole('dialog', { name: 'Choose an emoji' });
    await picker.getByRole('combobox', { name: 'Search emoji' }).fill('ocean');
    await picker.getByText(':ocean:').waitFor();
    await picker.getByRole('combobox', { name: 'Search emoji' }).press('Enter');
    await picker.waitFor({ state: 'detached' });
    const seen = hers.page.getByRole('article').filter({ hasText: 'The tide turns at seven.' });
    const reaction = seen.getByRole('button', { name: '🌊 1' });
    await reaction.hover();
    await seen.getByRole('tooltip').getByText('Carol Nwosu').waitFor();
    await reaction.click();
    await article.getByRole('button', { name: '🌊 2, yours among them' }).waitFor();

    await seen.click({ button: 'right', position: { x: 300, y: 20 } });
    await hers.page.getByRole('menuitem', { name: 'Delete…' }).click();
    await hers.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await tab.page.getByText('This message was deleted.').last().waitFor();
    await article.waitFor({ state: 'detached' });
    expect([...hers.problems, ...tab.problems]).toEqual([]);
    await hers.close();
  });

  test('what one marks unread is new again until one comes to it a second time', async () => {
    const { id } = await alice.send(channelId, 'To be read with care.');
    await alice.send(channelId, 'And this with more.');
    await tab.sees('And this with more.');
    const line = tab.page.getByRole('heading', { name: 'New', exact: true });
    expect(await line.count()).toBe(0);
    await row(id).click({ button: 'right', position: { x: 300, y: 20 } });
    await tab.page.getByRole('menuitem', { name: 'Mark unread from here' }).click();
    await line.waitFor();
    const comeBack = async () => {
      await tab.page.getByRole('link', { name: 'logbook' }).click();
      await tab.page.getByText(/^Entry 10000: /).waitFor();
      await tab.page.getByRole('link', { name: 'general' }).click();
      await tab.sees('And this with more.');
    };
    await comeBack();
    const order = await tab.page
      .getByRole('log')
      .locator('.day.is-new, [data-message]')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-message') ?? 'line'));
    expect(order[order.indexOf(id) - 1]).toBe('line');
    await comeBack();
    expect(await line.count()).toBe(0);
  });
});
