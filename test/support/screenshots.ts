import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser.ts';
import { startNetwork } from './network.ts';
import { type TabOptions, openTab } from './tab.ts';

/** Takes the pictures of docs/images from the running product: `npm run docs:screenshots`. */

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });

const pictures: [name: string, person: string, options: TabOptions][] = [
  ['channel-light', 'Alice', { width: 1280, height: 800 }],
  ['channel-dark', 'Bob', { width: 1280, height: 800, colorScheme: 'dark' }],
  ['channel-phone', 'Carol', { width: 390, height: 780 }],
];

const [network, browser] = await Promise.all([startNetwork({ web: true }), launchBrowser()]);
try {
  for (const [name, person, options] of pictures) {
    const tab = await openTab(browser, network.origin, person, options);
    await tab.page.getByText('Live', { exact: true }).waitFor();
    await tab.page.mouse.move(0, 0);
    await tab.page.screenshot({ path: join(folder, `${name}.png`) });
    await tab.close();
  }
} finally {
  await browser.close();
  await network.close();
}
