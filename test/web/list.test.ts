import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frames } from './list/frames.ts';
import { type ListPages, startListPages } from './list/open-page.ts';
import type {} from './list/source.ts';

declare global {
  interface Window {
    framesSeen: Frames;
    /** Milliseconds: from each keystroke to its paint, and of each long task. */
    seen: { keys: number[]; tasks: number[] };
    menusSeen: number;
  }
}

let pages: ListPages;
beforeAll(async () => {
  pages = await startListPages();
});
afterAll(() => pages?.close());

/** What was seen in the frames while `act` ran, and a few more until all has come to rest. */
async function framesDuring(page: Page, act: () => Promise<unknown>) {
  await page.evaluate(() => {
    window.framesSeen = window.harness.record();
  });
  await act();
  await rest(page);
  return page.evaluate(() => {
    const frames = window.framesSeen;
    frames.stop();
    return { mostMoved: frames.mostMoved(), moves: frames.moves(), mostRows: frames.mostRows() };
  });
}

/** Until the list has stood still for a fifth of a second, its pictures loaded, and nothing more is asked for. */
function rest(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let said = '';
        let since = performance.now();
        const look = () => {
          const log = document.querySelector('.log');
          const { isLoadingOlder, messages } = window.harness.state();
          const isWhole = [...document.images].every((image) => image.complete) && !isLoadingOlder;
          const now = `${log?.scrollTop} ${log?.scrollHeight} ${messages.length} ${isWhole}`;
          if (now !== said || !isWhole) since = performance.now();
          said = now;
          if (performance.now() - since > 200) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Milliseconds that the page's own thread worked for each frame, from now until the function is called. */
async function cpuPerFrame(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const frames = await page.evaluateHandle(() => window.harness.record());
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
  const before = await worked();
  return async () => {
    const count = await frames.evaluate((recorded) => recorded.count());
    return ((await worked()) - before) / count;
  };
}

const scrollTo = (page: Page, part: number) =>
  page.locator('.log').evaluate((log, to) => {
    log.scrollTop = (log.scrollHeight - log.clientHeight) * to;
  }, part);
const scrollBy = (page: Page, by: number) =>
  page.locator('.log').evaluate((log, pixels) => {
    log.scrollTop += pixels;
  }, by);
const toEnd = (page: Page) =>
  page.locator('.log').evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
const calls = (page: Page) => page.evaluate(() => window.harness.calls);
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null);
const row = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);

describe('where the reader is', () => {
  test('stays the same while older pages, live messages and late pictures come, and rows above change', async () => {
    const page = await pages.open({ count: 60, reserve: 400 });
    await rest(page);
    await scrollTo(page, 0.2);
    const { mostMoved } = await framesDuring(page, async () => {
      await page.evaluate(async () => {
        const { harness } = window;
        const stop = harness.stream(60);
        for (let turn = 0; turn < 4; turn += 1) {
          await harness.state().actions.loadOlder?.();
          const above = harness.state().messages.slice(0, 60);
          above.forEach(({ id }, index) => {
            if (index % 3 === 0) harness.change(id, { content: 'It grew. '.repeat(60) });
            else if (index % 3 === 1) harness.change(id, { content: null, deletedAt: '2026-01-01T00:00:00.000Z' });
            else harness.change(id, { reactions: [{ emoji: '👍', count: 2, reactedByMe: false }] });
          });
          await new Promise((resolve) => setTimeout(resolve, 120));
        }
        stop();
      });
    });
    expect(mostMoved).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  test('stays the same when the window or the letters get another size, and when rows go', async () => {
    const page = await pages.open({ count: 300 });
    await scrollTo(page, 0.5);
    await rest(page);
    const { mostMoved } = await framesDuring(page, async () => {
      for (const width of [900, 600, 360, 1000]) await page.setViewportSize({ width, height: 700 });
      await page.setViewportSize({ width: 1000, height: 500 });
      for (const size of ['20px', '12px', '15px']) {
        await page.evaluate((fontSize) => Object.assign(document.documentElement.style, { fontSize }), size);
        await rest(page);
      }
      await page.evaluate(() => {
        for (const { id } of window.harness.state().messages.slice(20, 80)) window.harness.drop(id);
      });
    });
    expect(mostMoved).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  test('moves just as far as a quick wheel says, up through rows that were never drawn and pages that come late', async () => {
    const page = await pages.open({ count: 10_000, reserve: 100 });
    await scrollTo(page, 0.5);
    await rest(page);
    await page.mouse.move(400, 300);
    const turns = 80;
    const { moves, mostRows } = await framesDuring(page, async () => {
      for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -120);
    });
    const sum = moves.reduce((total, move) => total + move, 0);
    // Each frame holds a whole number of turns of the wheel, give or take a rounding; none leads back.
    for (const move of moves) expect(Math.abs(move - 120 * Math.round(move / 120))).toBeLessThanOrEqual(1);
    expect(Math.min(...moves)).toBeGreaterThanOrEqual(-1);
    expect(Math.abs(sum - 120 * turns)).toBeLessThanOrEqual(turns);
    expect(mostRows).toBeLessThanOrEqual(400);
    await page.context().close();
  });

  test('is the end until the reader leaves it, and never again before they come back', async () => {
    const page = await pages.open({ count: 60 });
    await page.evaluate(() => window.harness.push(30));
    await rest(page);
    expect(await toEnd(page)).toBeLessThanOrEqual(1);
    await scrollBy(page, -60);
    const away = await framesDuring(page, () => page.evaluate(() => window.harness.push(5, { userId: 'bob' })));
    expect(away.mostMoved).toBeLessThanOrEqual(1);
    expect(await toEnd(page)).toBeGreaterThan(60);
    await page.getByRole('button', { name: '5 new messages' }).click();
    await rest(page);
    expect(await toEnd(page)).toBeLessThanOrEqual(1);
    expect(await page.getByRole('button', { name: /new messages|latest/ }).count()).toBe(0);
    await page.evaluate(() => window.harness.push(5));
    await rest(page);
    expect(await toEnd(page)).toBeLessThanOrEqual(1);
    await scrollBy(page, -900);
    await page.evaluate(() => window.harness.set({ endRequests: 1 }));
    await rest(page);
    expect(await toEnd(page)).toBeLessThanOrEqual(1);
    await page.context().close();
  });
});

describe('10,000 messages', () => {
  test('at most 400 rows are in the page, and whatever is in sight is one of them', async () => {
    const page = await pages.open({ count: 10_000 });
    const { mostRows } = await framesDuring(page, async () => {
      for (let turn = 0; turn < 6; turn += 1) {
        await scrollTo(page, (turn * 0.37) % 1);
        await rest(page);
        const bare = await page.locator('.log').evaluate((log) => {
          const { left, top, height } = log.getBoundingClientRect();
          const places = Array.from({ length: 9 }, (_, index) => top + 5 + (index * (height - 10)) / 8);
          return places.filter((y) => !document.elementFromPoint(left + 200, y)?.closest('[data-row], .jump')).length;
        });
        expect(bare).toBe(0);
      }
    });
    expect(mostRows).toBeLessThanOrEqual(400);
    await page.context().close();
  });

  test('100 events a second cost at most 25 ms of CPU a frame on average, and a keystroke then shows within 400 ms (p95)', async () => {
    const page = await pages.open({ count: 10_000 });
    await rest(page);
    await page.evaluate(() => {
      const seen: Window['seen'] = { keys: [], tasks: [] };
      window.seen = seen;
      new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) seen.tasks.push(duration);
      }).observe({ type: 'longtask' });
      document.querySelector('textarea')?.addEventListener('keydown', ({ timeStamp }) => {
        // The frame that shows it is painted between its callback and the next task.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => seen.keys.push(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      });
    });
    const type = async () => {
      await page.getByRole('textbox', { name: 'Message' }).pressSequentially('typed under a flood ', { delay: 30 });
      return page.evaluate(() => window.seen.keys.splice(0).sort((a, b) => a - b));
    };
    // Of twenty the nineteenth: the slowest may be the machine's.
    const p95 = (times: number[]) => times[Math.ceil(times.length * 0.95) - 1] ?? Infinity;
    const quiet = p95(await type());
    const stop = await page.evaluateHandle(() => window.harness.stream(100));
    const cpu = await cpuPerFrame(page);
    const atEnd = p95(await type());
    await scrollTo(page, 0.5);
    const readingBack = p95(await type());
    const cpuMs = await cpu();
    await stop.evaluate((end) => end());
    const longest = Math.max(0, ...(await page.evaluate(() => window.seen.tasks)));
    const said = { quiet, atEnd, readingBack, longest, cpuMs };
    console.log(
      'Milliseconds from keystroke to paint (p95), of the longest task, of CPU a frame:',
      JSON.stringify(said),
    );
    // This does not show that the budget of 50 ms from keystroke to paint is met: on a machine that others use the clock tells of them
    // too. The figures are printed, to be read from a quiet one.
    expect(cpuMs).toBeLessThanOrEqual(25);
    expect(Math.max(atEnd, readingBack)).toBeLessThanOrEqual(400);
    await page.context().close();
  });
});

describe('going elsewhere', () => {
  test('a position in the past is loaded, stands in the middle, stands out for a while and has the focus', async () => {
    const page = await pages.open({ count: 60, reserve: 900 });
    await page.evaluate(() => window.harness.set({ target: { seq: 400 } }));
    await row(page, 'm000400').and(page.locator('.is-target')).waitFor();
    await rest(page);
    const middle = await row(page, 'm000400').evaluate((element) => {
      const log = element.closest('.log')!.getBoundingClientRect();
      const { top, height } = element.getBoundingClientRect();
      return top + height / 2 - (log.top + log.height / 2);
    });
    expect(Math.abs(middle)).toBeLessThanOrEqual(1);
    expect(await focusedRow(page)).toBe('m000400');
    expect(await calls(page)).toContain('jumpTo 400');
    await page.locator('.is-target').waitFor({ state: 'detached' });

    // Newer pages come as one goes on, and the button leads back to the newest.
    await scrollTo(page, 1);
    await page.waitForFunction(() => window.harness.state().messages.length > 60);
    await rest(page);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await row(page, 'm000960').waitFor();
    await rest(page);
    expect(await toEnd(page)).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  test('a quote leads to what it quotes, loaded or not', async () => {
    const page = await pages.open({ count: 100 });
    const quote = row(page, 'm000092').getByRole('button', { name: /^Go to the message/ });
    expect(await quote.innerText()).toContain('81:');
    await quote.click();
    await row(page, 'm000081').and(page.locator('.is-target')).waitFor();
    expect(await focusedRow(page)).toBe('m000081');
    expect(await calls(page)).not.toContain('jumpTo 81');
    await page.context().close();
  });

  test('the line stands before what was unread at the opening, a button leads there, and it stays', async () => {
    const page = await pages.open({ count: 60, reserve: 100 });
    await page.evaluate(() => window.harness.set({ lastReadSeq: 80 }));
    await page.getByRole('button', { name: 'Jump to first unread' }).click();
    await page.getByRole('heading', { name: 'New', exact: true }).waitFor();
    await rest(page);
    const after = await page.locator('.is-new').evaluate((line) => {
      const next = line.nextElementSibling as HTMLElement;
      return next.dataset.row;
    });
    // The 81st and 82nd are the reader's own or of others: the first of others is after the line.
    expect(after).toBe('m000081');
    expect(await page.getByRole('button', { name: 'Jump to first unread' }).count()).toBe(0);
    await page.evaluate(() => window.harness.set({ lastReadSeq: 160 }));
    await rest(page);
    expect(await page.locator('.is-new').count()).toBe(1);
    expect((await calls(page)).some((call) => call.startsWith('seen '))).toBe(true);
    await page.context().close();
  });

  test('a page that does not come is told of, and comes when it is tried again', async () => {
    const page = await pages.open({ count: 60, reserve: 100 });
    await page.evaluate(() => {
      window.harness.pages.fails = true;
    });
    await scrollTo(page, 0);
    await page.getByRole('alert').getByText('The page did not come.').waitFor();
    await page.evaluate(() => {
      window.harness.pages.fails = false;
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await row(page, 'm000060').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('by the keyboard', () => {
  test('the list is one tab stop, arrows, Home, End and page keys move in it', async () => {
    const page = await pages.open({ count: 300 });
    await page.keyboard.press('Tab');
    expect(await focusedRow(page)).toBe('m000300');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.press('Shift+Tab');
    for (const [key, id] of [
      ['ArrowUp', 'm000299'],
      ['ArrowUp', 'm000298'],
      ['ArrowDown', 'm000299'],
      ['Home', 'm000001'],
      ['ArrowDown', 'm000002'],
      ['End', 'm000300'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForFunction((wanted) => (document.activeElement as HTMLElement).dataset.row === wanted, id);
      expect(await row(page, id).evaluate((element) => element.checkVisibility())).toBe(true);
    }
    await page.keyboard.press('PageUp');
    const paged = await focusedRow(page);
    expect(paged! < 'm000295' && paged! > 'm000250').toBe(true);
    expect(await page.locator('.log [tabindex="0"]').count()).toBe(1);
    await page.context().close();
  });

  test('the focus survives the window moving on, a message being stored, and older pages', async () => {
    const page = await pages.open({ count: 400, reserve: 100 });
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await scrollTo(page, 0.3);
    await rest(page);
    expect(await focusedRow(page)).toBe('m000499');
    await scrollTo(page, 0);
    await row(page, 'm000090').waitFor();
    expect(await focusedRow(page)).toBe('m000499');
    await page.evaluate(() => window.harness.pend({ id: 'm000501', content: 'On its way.' }));
    await page.keyboard.press('End');
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.row === 'm000501');
    await row(page, 'm000501').evaluate((element) => Object.assign(element, { marked: true }));
    await page.evaluate(() => {
      window.harness.push(1, { userId: 'alice' });
    });
    await row(page, 'm000501').and(page.locator(':not(.is-pending)')).waitFor();
    expect(await focusedRow(page)).toBe('m000501');
    expect(await row(page, 'm000501').count()).toBe(1);
    expect(await row(page, 'm000501').evaluate((element) => 'marked' in element)).toBe(true);
    await page.context().close();
  });

  test('Enter leads into a message, arrows along what it offers, Escape out; letters act on it', async () => {
    const page = await pages.open({ count: 50 });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toBe('React');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Reply');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await focusedRow(page)).toBe('m000050');
    await page.keyboard.press('r');
    await page.keyboard.press('e');
    // Of another: it can neither be edited nor deleted.
    for (const id of ['m000049', 'm000048', 'm000047']) {
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction((wanted) => (document.activeElement as HTMLElement).dataset.row === wanted, id);
    }
    await page.keyboard.press('e');
    await page.keyboard.press('Delete');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await calls(page)).filter((call) => !call.startsWith('seen'))).toEqual([
      ...['reply m000050', 'reply m000050', 'edit m000050'],
    ]);
    await page.context().close();
  });
});

describe('what stands out', () => {
  test('the day of what is in sight, while it moves and a moment longer', async () => {
    const page = await pages.open({ count: 300 });
    await rest(page);
    const day = page.locator('.floating-day');
    expect(await day.count()).toBe(0);
    await scrollTo(page, 0.4);
    const said = await day.innerText();
    const first = await page.evaluate(() => {
      const top = document.querySelector('.log')?.getBoundingClientRect().top ?? 0;
      const rows = [...document.querySelectorAll('article')];
      const inSight = rows.find((one) => one.getBoundingClientRect().bottom > top + 1);
      return inSight?.querySelector('time')?.dataset.exact;
    });
    expect(said).not.toBe('');
    // The exact time has a comma after the day of the week.
    expect(first).toContain(said.replace(/^[a-z]+ /i, ''));
    await day.waitFor({ state: 'detached' });
    await scrollTo(page, 1);
    await rest(page);
    expect(await day.count()).toBe(0);
    await page.context().close();
  });

  test('a message that mentions the reader', async () => {
    const page = await pages.open({ count: 50 });
    await page.evaluate(() => {
      window.harness.change('m000049', { mentions: ['alice'] });
      window.harness.change('m000047', { mentions: ['bob'] });
    });
    await row(page, 'm000049').and(page.locator('.is-mention')).waitFor();
    expect(await page.locator('.is-mention').count()).toBe(1);
    await page.context().close();
  });
});

describe('what can be done with a message', () => {
  test('the menu offers it all, deleting asks first, and the focus comes back', async () => {
    const page = await pages.open({ count: 50, context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    // 48 is the reader's own.
    const own = row(page, 'm000048');
    await own.getByText('48:').click({ button: 'right' });
    const menu = page.getByRole('menu');
    expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual([
      ...['Reply', 'Edit', 'Copy text', 'Copy link', 'Delete…'],
    ]);
    await menu.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByRole('status').getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/harbor_general\/48$/);
    expect(await focusedRow(page)).toBe('m000048');

    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete this message?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await calls(page)).not.toContain('remove m000048');
    await page.keyboard.press('Delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    expect(await calls(page)).toContain('remove m000048');
    expect(await focusedRow(page)).toBe('m000048');

    await row(page, 'm000046').getByText('46:').click({ button: 'right' });
    expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual([
      ...['Reply', 'Copy text', 'Copy link', 'Mark unread from here'],
    ]);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    expect(await focusedRow(page)).toBe('m000046');
    await page.context().close();
  });

  test('reactions are pressed where they are one’s own, and tell who it was when that is asked', async () => {
    const page = await pages.open({ count: 50 });
    const [own, others] = [row(page, 'm000048'), row(page, 'm000040')].map((one) =>
      one.getByRole('list', { name: 'Reactions' }).getByRole('button', { name: '🎉' }),
    );
    expect(await own!.getAttribute('aria-pressed')).toBe('true');
    expect(await others!.getAttribute('aria-pressed')).toBe('false');
    await own!.click();
    await others!.click();
    expect((await calls(page)).filter((call) => call.startsWith('react'))).toEqual([
      'react m000048 🎉 false',
      'react m000040 🎉 true',
    ]);
    await page.getByRole('tooltip').getByText('You and Bob Tanaka').waitFor();
    await page.context().close();
  });

  test('more reactions are added from the row of those that are there', async () => {
    const page = await pages.open({ count: 50 });
    const add = row(page, 'm000048').getByRole('button', { name: 'Add a reaction' });
    await row(page, 'm000048').hover();
    await add.click();
    await page.getByRole('menuitemcheckbox', { name: 'React with 👀' }).click();
    expect(await calls(page)).toContain('react m000048 👀 true');
    expect(await row(page, 'm000047').getByRole('button', { name: 'Add a reaction' }).count()).toBe(0);
    await page.context().close();
  });

  test('a finger that rests on a message opens its menu, which stays as the finger leaves; one that moves opens none', async () => {
    const context = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } };
    const page = await pages.open({ count: 50, context });
    await rest(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    const { x = NaN, y = NaN } = (await row(page, 'm000050').locator('.content').boundingBox()) ?? {};
    const menu = page.getByRole('menu');
    await page.evaluate(() => {
      window.menusSeen = 0;
      new MutationObserver(() => (window.menusSeen += document.querySelectorAll('[role=menu]').length)).observe(
        document.body,
        { childList: true, subtree: true },
      );
    });
    await touch('touchStart', [{ x: x + 20, y: y + 5 }]);
    await touch('touchMove', [{ x: x + 20, y: y + 25 }]);
    // Longer than a press takes, by the page's own timers: had that one counted, its menu would have come before this.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
    await touch('touchEnd', []);
    expect(await page.evaluate(() => window.menusSeen)).toBe(0);

    await touch('touchStart', [{ x: x + 20, y: y + 5 }]);
    await menu.waitFor();
    await touch('touchEnd', []);
    await menu.getByRole('menuitem', { name: 'Reply' }).tap();
    await menu.waitFor({ state: 'detached' });
    expect((await calls(page)).filter((call) => call.startsWith('reply'))).toEqual(['reply m000050']);
    await page.context().close();
  });

  test('what waits, and what was refused, says so and can be tried again or given up', async () => {
    const page = await pages.open({ count: 50 });
    const reason = { code: 'SEND_LIMIT', message: 'Wait a moment.', retryable: true } as const;
    await page.evaluate((why) => {
      window.harness.pend({ id: 'p1', content: 'Waits.', state: 'queued' });
      window.harness.pend({ id: 'p2', content: 'Refused.', state: 'refused', reason: why });
      const change = { id: 'c1', kind: 'edit', state: 'refused', content: 'x', reaction: null, reason: why } as const;
      window.harness.changing('m000050', [change]);
    }, reason);
    await row(page, 'p1').getByText('Waiting to be sent').waitFor();
    await row(page, 'p2').getByText('Not sent: Wait a moment.').waitFor();
    await row(page, 'p2').getByRole('button', { name: 'Try again' }).click();
    await row(page, 'p2').getByRole('button', { name: 'Edit' }).click();
    await row(page, 'p1').hover();
    await row(page, 'p1').getByRole('button', { name: 'Edit' }).click();
    await row(page, 'p1').getByRole('button', { name: 'Discard' }).click();
    await row(page, 'm000050').getByText('Not edited: Wait a moment.').waitFor();
    await row(page, 'm000050').getByRole('button', { name: 'Try again' }).click();
    expect((await calls(page)).filter((call) => !call.startsWith('seen'))).toEqual([
      ...['retry p2', 'editPending p2', 'editPending p1', 'discard p1', 'retry c1'],
    ]);
    await page.context().close();
  });
});

describe('what is said', () => {
  test('new messages of others are told politely; own ones, history and the list itself are not', async () => {
    const page = await pages.open({ count: 60, reserve: 100 });
    const log = page.getByRole('log', { name: 'Messages in #harbour' });
    expect(await log.getAttribute('aria-live')).toBe('off');
    const told = page.locator('[data-announcer]');
    expect(await told.getAttribute('aria-live')).toBe('polite');
    const said = told.evaluate(
      (element) =>
        new Promise<string>((resolve) => {
          new MutationObserver(() => element.textContent && resolve(element.textContent)).observe(element, {
            ...{ childList: true, characterData: true, subtree: true },
          });
        }),
    );
    await page.evaluate(() => {
      const { harness } = window;
      void harness.state().actions.loadOlder?.();
      harness.push(1, { userId: 'alice', content: 'Own.' });
      harness.push(1, { userId: 'bob', content: 'Ship ahoy.' });
    });
    expect(await said).toBe('Bob Tanaka: Ship ahoy.');
    await page.context().close();
  });

  test('days are called by their names in the reader’s zone, also after midnight has passed', async () => {
    const page = await pages.open({
      ...{ count: 3, now: '2026-03-14T22:50:00Z', context: { timezoneId: 'Europe/Berlin' } },
    });
    await page.evaluate(() => {
      window.harness.push(1, { createdAt: '2026-03-14T22:40:00Z' });
      window.harness.push(1, { createdAt: '2026-03-14T22:59:00Z' });
      window.harness.push(1, { createdAt: '2026-03-14T23:01:00Z' });
    });
    await page.clock.runFor(1000);
    const days = page.getByRole('heading', { level: 2 });
    expect((await days.allInnerTexts()).slice(-2)).toEqual(['Today', 'Sunday 15 March']);
    await page.clock.runFor('12:00');
    await days.getByText('Yesterday').waitFor();
    expect((await days.allInnerTexts()).slice(-2)).toEqual(['Yesterday', 'Today']);
    expect(pages.problems).toEqual([]);
    await page.context().close();
  });
});
