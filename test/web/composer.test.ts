import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { ComposerPage } from './pages/composer-page.ts';
import { type ServedPage, servePage } from './pages/serve-page.ts';

let served: ServedPage;
let browser: Browser;
let page: Page;
let box: Locator;
const problems: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([servePage('composer-page'), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 900, height: 640 } });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(served.origin);
  box = page.getByRole('textbox');
  await box.waitFor();
});
afterEach(async () => {
  await page.close();
  expect(problems).toEqual([]);
});

/** What the page's script leaves on `window`. */
const asked = () => page.evaluate(() => (window as unknown as ComposerPage).asked);
const become = (props: Parameters<ComposerPage['become']>[0]) =>
  page.evaluate((next) => (window as unknown as ComposerPage).become(next), props);
const options = () => page.getByRole('option').allInnerTexts();

describe('keys', () => {
  test('Enter sends what was written, trimmed; Shift + Enter starts a line, for which the box grows', async () => {
    const low = (await box.boundingBox())?.height ?? 0;
    await box.pressSequentially(' one');
    await box.press('Shift+Enter');
    await box.pressSequentially('two  ');
    expect((await box.boundingBox())?.height).toBeGreaterThan(low + 10);
    await box.press('Enter');
    expect(await asked()).toEqual(['send  one\ntwo']);
    expect(await box.inputValue()).toBe('');
    expect((await box.boundingBox())?.height).toBe(low);
  });

  test('Enter sends nothing from an empty box, while a send is under way, and while the channel is not open yet', async () => {
    await box.press('Enter');
    await box.fill('  \n ');
    await box.press('Enter');
    for (const props of [{ isSending: true }, { isWaiting: true }]) {
      await become({ value: 'x', ...props });
      await box.press('Enter');
      expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    }
    expect(await asked()).toEqual([]);
  });

  test('Enter that chooses a word of an input method sends nothing', async () => {
    const session = await page.context().newCDPSession(page);
    await box.focus();
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    expect(await asked()).toEqual([]);
    await session.send('Input.insertText', { text: '日本' });
    await box.press('Enter');
    expect(await asked()).toEqual(['send 日本']);
  });

  test('↑ in an empty box asks to edit the last message; in one with text it moves the caret', async () => {
    await box.press('Alt+ArrowUp');
    expect(await asked()).toEqual([]);
    await box.press('ArrowUp');
    expect(await asked()).toEqual(['edit last']);
    await box.fill('a\nb');
    await box.press('ArrowUp');
    expect(await asked()).toEqual(['edit last']);
  });
});

describe('people', () => {
  test('@ offers them, arrow keys walk, Enter takes, and the message holds the id', async () => {
    await box.pressSequentially('hi @b');
    await page.getByRole('listbox', { name: 'People' }).waitFor();
    expect((await options()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'BT Bob Tanaka bob',
      'BT Bob Tanaka bob2',
    ]);
    const active = () =>
      box.getAttribute('aria-activedescendant').then((id) => page.locator(`[id="${id}"]`).innerText());
    expect(await active()).toMatch(/bob$/);
    await box.press('ArrowDown');
    expect(await active()).toMatch(/bob2$/);
    expect(await page.getByRole('option', { selected: true }).innerText()).toMatch(/bob2$/);
    await box.press('Enter');
    expect(await box.inputValue()).toBe('hi @Bob Tanaka (bob2) ');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    await box.press('Enter');
    expect(await asked()).toEqual(['send hi <@bob2>']);
  });

  test('the pointer takes one too, and undo takes it back', async () => {
    await box.pressSequentially('@zo');
    await page.getByRole('option', { name: /Zoë/ }).click();
    expect(await box.inputValue()).toBe('@Zoë Müller ');
    await box.press('Control+z');
    expect(await box.inputValue()).toBe('@zo');
  });

  test('Escape closes the list for this word alone, and Enter then sends', async () => {
    await box.pressSequentially('@a');
    await box.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await box.pressSequentially('l');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await box.pressSequentially(' @b');
    await page.getByRole('listbox').waitFor();
    await box.press('Escape');
    await box.press('Enter');
    expect(await asked()).toEqual(['send @al @b']);
  });

  test('a message that mentions someone shows the name while it is edited, and keeps the id', async () => {
    await become({ value: 'ask <@zoe>!', isEdit: true });
    expect(await box.inputValue()).toBe('ask @Zoë Müller!');
    await box.press('End');
    await box.pressSequentially('!');
    await box.press('Enter');
    expect(await asked()).toEqual(['send ask <@zoe>!!']);
  });

  test('somebody’s id that is pasted is shown as their name, and what is offered for it takes no letter twice', async () => {
    await box.fill('ask <@zoe>');
    expect(await box.inputValue()).toBe('ask @Zoë Müller');
    await page.getByRole('option', { name: /Zoë/ }).waitFor();
    await box.press('Enter');
    expect(await box.inputValue()).toBe('ask @Zoë Müller ');
    await box.press('Enter');
    expect(await asked()).toEqual(['send ask <@zoe>']);
  });
});

describe('emoji', () => {
  test(': offers them by name once two letters are there', async () => {
    await box.pressSequentially('so :t');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await box.pressSequentially('ada');
    await page.getByRole('option', { name: ':tada:' }).waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('so 🎉 ');
  });

  test('the picker finds by a word, is walked by arrow keys, and gives the focus back', async () => {
    await box.fill('ab');
    await box.press('ArrowLeft');
    await page.getByRole('button', { name: 'Emoji' }).click();
    const search = page.getByRole('combobox', { name: 'Search emoji' });
    await page.getByRole('gridcell').first().waitFor();
    expect(await page.getByRole('gridcell').count()).toBeGreaterThan(1800);
    await search.pressSequentially('cat');
    const active = () =>
      search
        .getAttribute('aria-activedescendant')
        .then((id) => page.locator(`[id="${id}"]`).getAttribute('aria-label'));
    expect(await active()).toBe('cat face');
    await search.press('ArrowDown');
    await search.press('ArrowUp');
    await search.press('ArrowRight');
    const second = await active();
    expect(second).not.toBe('cat face');
    await search.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await box.inputValue()).toMatch(/^a\p{Emoji_Presentation}b$/u);
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    // What was picked is the first of the recent ones.
    await page.getByRole('button', { name: 'Emoji' }).click();
    await expect.poll(() => page.getByRole('gridcell').first().getAttribute('aria-label')).toBe(second);
  });

  test('the picker closes by Escape, by its button and by a press beside it', async () => {
    const button = page.getByRole('button', { name: 'Emoji', exact: true });
    const dialog = page.getByRole('dialog', { name: 'Choose an emoji' });
    for (const close of [() => page.mouse.click(5, 5), () => page.keyboard.press('Escape'), () => button.click()]) {
      await button.click();
      await dialog.waitFor();
      await close();
      await dialog.waitFor({ state: 'detached' });
    }
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('a picker whose code does not come says so, and the composer works on', async () => {
    const part = /EmojiPicker/;
    await page.route(part, (route) => route.abort());
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByText('The emoji could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await box.fill('still here');
    await box.press('Enter');
    expect(await asked()).toEqual(['send still here']);
    problems.splice(0);
  });

  test('a skin tone is kept, and is that of all that have a skin', async () => {
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('combobox', { name: 'Skin tone' }).selectOption('medium');
    await page.getByRole('combobox', { name: 'Search emoji' }).fill('+1');
    await page.getByRole('gridcell', { name: 'thumbs up' }).click();
    expect(await box.inputValue()).toBe('👍🏽');
    await page.reload();
    await page.getByRole('button', { name: 'Emoji' }).click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Skin tone' }).inputValue()).toBe('medium');
  });
});

describe('length', () => {
  test('is counted in code points, told near the end, and refused beyond it', async () => {
    await box.fill('😀'.repeat(3600));
    expect(await page.getByText(/characters? (left|too many)/).count()).toBe(0);
    await box.fill('😀'.repeat(3999));
    await page.getByText('1 character left', { exact: true }).waitFor();
    await box.fill('😀'.repeat(4001));
    await page.getByText('1 character too many', { exact: true }).waitFor();
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    await box.press('Enter');
    expect(await asked()).toEqual([]);
    await box.fill(`${'😀'.repeat(4000)}  \n`);
    await box.press('Enter');
    expect(await asked()).toEqual([`send ${'😀'.repeat(4000)}`]);
  });

  test('a mention counts as it is stored', async () => {
    await box.fill(`${'a'.repeat(3990)} @Bob Tanaka (bob2)`);
    await page.getByText('2 characters left', { exact: true }).waitFor();
  });
});

describe('edits, answers, closed channels, trouble', () => {
  test('an edit is saved by Enter, given up by Escape, and says which it is', async () => {
    await become({ value: 'old', isEdit: true });
    expect(await box.getAttribute('aria-label')).toBe('Edit message');
    await box.press('Escape');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await asked()).toEqual(['cancel edit', 'cancel edit', 'send old']);
  });

  test('an answer names whom and what it answers, and is given up by Escape or its button', async () => {
    await become({ replyTo: 'Bob' });
    await page.getByText('Reply to Bob').waitFor();
    await page.getByText('What time is it?').waitFor();
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await box.press('Escape');
    await page.getByRole('button', { name: 'Do not reply' }).click();
    expect(await asked()).toEqual(['cancel reply', 'cancel reply']);
  });

  test.each([
    ['archived', 'This channel is archived. Nobody can write here.'],
    ['not-member', 'Only its members write here. Join to take part.'],
    ['removed', 'You are not a member of this channel any more.'],
  ] as const)('where one can not write because of %s it says so and has no box', async (closed, words) => {
    await become({ closed });
    await page.getByText(words).waitFor();
    expect(await box.count()).toBe(0);
  });

  test('what went wrong is said as an alert', async () => {
    await become({ problem: { text: 'Not sent. Parley did not answer in time.', onRetry: null } });
    expect(await page.getByRole('alert').innerText()).toContain('Parley did not answer in time.');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

test('in a page that reads from right to left, what stands after the text stands on its left', async () => {
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const [text, send] = [await box.boundingBox(), await page.getByRole('button', { name: 'Send' }).boundingBox()];
  expect(send?.x).toBeLessThan(text?.x ?? 0);
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('ArrowLeft');
  const search = page.getByRole('combobox', { name: 'Search emoji' });
  expect(await search.getAttribute('aria-activedescendant')).toMatch(/-1$/);
});

describe('files', () => {
  const transfer = (text: string | null) =>
    page.evaluateHandle((given) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'tide.pdf'));
      if (given !== null) data.setData('text/plain', given);
      return data;
    }, text);

  test('are taken when they are pasted, unless text came with them', async () => {
    await box.focus();
    for (const text of [null, 'A1\tB1']) {
      const clipboardData = await transfer(text);
      await box.evaluate(
        (element, data) =>
          element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })),
        clipboardData,
      );
    }
    expect(await asked()).toEqual(['files tide.pdf']);
  });

  test('are taken when they are dropped, and the box says where while they are over it', async () => {
    const dataTransfer = await transfer(null);
    await box.dispatchEvent('dragenter', { dataTransfer });
    await page.getByText('Drop files here to attach them').waitFor();
    await box.dispatchEvent('dragleave', { dataTransfer });
    await page.getByText('Drop files here to attach them').waitFor({ state: 'detached' });
    await box.dispatchEvent('dragenter', { dataTransfer });
    await box.dispatchEvent('drop', { dataTransfer });
    expect(await asked()).toEqual(['files tide.pdf']);
    await page.getByText('Drop files here to attach them').waitFor({ state: 'detached' });
  });

  test('are taken from the system’s choice', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach files' }).click();
    await (await chooser).setFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    expect(await asked()).toEqual(['files a.txt']);
  });
});
