import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as operations from '../../generated/operations.ts';
import { launchBrowser } from './browser.ts';
import { type Network, startNetwork } from './network.ts';
import type { Person } from './person.ts';
import { openTab, type Tab, type TabOptions } from './tab.ts';

/** Takes the pictures of docs/images from the running product: `npm run docs:screenshots`. */

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });

interface Picture {
  readonly name: string;
  readonly person: string;
  readonly options?: TabOptions;
  /** What is done before it is taken. Default: the channel is live. */
  readonly scene?: (tab: Tab) => Promise<void>;
}

const general = 'harbor_general';

const phone: TabOptions = { width: 360, height: 740, isPhone: true };

const pictures: readonly Picture[] = [
  { name: 'channel-light', person: 'Alice' },
  { name: 'channel-dark', person: 'Bob', options: { colorScheme: 'dark' } },
  { name: 'channel-phone', person: 'Carol', options: phone },
  { name: 'channel-replies', person: 'Dave', scene: answering },
  { name: 'channel-offline', person: 'Alice', scene: offline },
  {
    name: 'channel-offline-phone',
    person: 'Bob',
    options: { ...phone, colorScheme: 'dark' },
    scene: offline,
  },
  { name: 'channel-forbidden', person: 'Bob', scene: forbidden },
  { name: 'places-phone', person: 'Alice', options: phone, scene: drawer },
  { name: 'menu-phone', person: 'Alice', options: phone, scene: pressing },
  { name: 'switcher-dark', person: 'Alice', options: { colorScheme: 'dark' }, scene: switching },
];

const [network, browser] = await Promise.all([startNetwork({ web: true, logbookLength: 10_000 }), launchBrowser()]);
try {
  await converse(network);
  for (const { name, person, options, scene = live } of pictures) {
    const tab = await openTab(browser, network.origin, person, { width: 1280, height: 800, ...options });
    await scene(tab);
    await tab.page.mouse.move(0, 0);
    await tab.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    await tab.close();
  }
} finally {
  await browser.close();
  await network.close();
}

async function live(tab: Tab): Promise<void> {
  await tab.isLive();
  // Once all of it is kept fresh, nothing calls for who looks at it.
  await tab.page.locator('.place-link[aria-current] .badge').first().waitFor({ state: 'detached' });
}

async function answering(tab: Tab): Promise<void> {
  await live(tab);
  const row = tab.page.getByRole('article').filter({ hasText: 'who tells the ferry?' }).first();
  await row.click({ button: 'right', position: { x: 300, y: 12 } });
  await tab.page.getByRole('menuitem', { name: 'Reply' }).click();
  await tab.composer.fill('I do. They open at nine, and the captain likes ');
  await tab.page.getByText('Reply to Carol Nwosu').waitFor();
  await (await network.as('alice')).get(operations.sendTyping, { channelId: general });
  await tab.page.getByText('Alice Moreau is typing…').waitFor();
}

async function offline(tab: Tab): Promise<void> {
  await live(tab);
  await tab.page.context().setOffline(true);
  for (const line of ['The pier has no network again.', 'Berth 7 is free from noon.', 'I count the buoys meanwhile.']) {
    await tab.say(line);
  }
  await tab.page.getByText('Waiting to be sent').nth(2).waitFor();
  await tab.composer.fill('Eleven, twelve');
  await tab.page.getByText('Offline', { exact: true }).first().waitFor();
}

async function forbidden(tab: Tab): Promise<void> {
  await tab.page.goto(`${network.origin}/channel/harbor_launch`);
  await tab.page.getByRole('heading', { name: 'Channel not found' }).waitFor();
  await tab.page.getByRole('link', { name: 'general' }).waitFor();
}

async function drawer(tab: Tab): Promise<void> {
  await live(tab);
  await tab.page.getByRole('button', { name: 'Channels', exact: true }).tap();
  await tab.page.getByRole('link', { name: 'general' }).waitFor();
}

/** A finger rests on a message. */
async function pressing(tab: Tab): Promise<void> {
  await live(tab);
  const words = tab.page.getByRole('article').filter({ hasText: 'east quay, @Bob' }).locator('.content');
  const { x, y, height } = (await words.boundingBox()) ?? { x: NaN, y: NaN, height: NaN };
  const session = await tab.page.context().newCDPSession(tab.page);
  await session.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [{ x: x + 20, y: y + height - 8 }],
  });
  await tab.page.getByRole('menu').waitFor();
}

async function switching(tab: Tab): Promise<void> {
  await live(tab);
  await tab.page.keyboard.press('Control+k');
  await tab.page.getByRole('dialog').waitFor();
  await tab.page.keyboard.type('o');
  await tab.page.getByRole('option').first().waitFor();
}

/** A few answers and reactions, as people would have left them. */
async function converse(network: Network): Promise<void> {
  const { alice, bob, carol, dave } = await network.everyone();
  // Whoever answers has read: so does the page.
  const write = async (person: Person, content: string, more: { replyToId?: string } = {}) => {
    const message = await person.send(general, content, more);
    await person.get(operations.markRead, { input: { channelId: general, seq: message.seq } });
    return message;
  };
  const plan = await write(alice, 'Winter timetable: the first boat leaves at **7:10** from 1 December.');
  const ferry = await write(carol, 'Good. And who tells the ferry?', { replyToId: plan.id });
  await write(
    bob,
    'The board takes it from the table by itself:\n\n```json\n{ "from": "2026-12-01", "first": "07:10" }\n```',
  );
  await write(dave, 'Not the one on the east quay, <@bob>. That one I set by hand.', { replyToId: ferry.id });
  for (const [person, messageId, emoji] of [
    [bob, plan.id, '👍'],
    [carol, plan.id, '👍'],
    [dave, plan.id, '☕'],
    [alice, ferry.id, '⛴️'],
  ] as const) {
    await person.get(operations.addReaction, { input: { channelId: general, messageId, emoji } });
  }
}
