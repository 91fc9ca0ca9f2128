import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chrome or Chromium of this machine: `CHROME_PATH`, or the first that is found. Null = none. */
export function findBrowser(): string | null {
  const { CHROME_PATH, PATH = '' } = process.env;
  const inPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(CHROME_PATH ? [CHROME_PATH] : []), ...inPath, ...elsewhere].find((path) => existsSync(path)) ?? null;
}

/** Finds a browser, or installs Debian's `chromium` where this process may. Throws, saying what to do, where neither works. */
export function requireBrowser(): string {
  const found = findBrowser() ?? (installFromDebian() ? findBrowser() : null);
  if (found) return found;
  throw new Error(
    'The browser tests need Chrome or Chromium. Install one (Debian: apt-get install chromium), or name it in CHROME_PATH.',
  );
}

function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('No Chrome or Chromium here: installing Debian’s.');
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0;
  return (
    apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji')
  );
}

/** A headless browser that talks to nobody but the page's own server. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(options());
}

/** A browser that can be put to sleep, all of its processes, as a computer's are when its lid is closed. */
export interface Sleeper {
  readonly browser: Browser;
  sleep(): void;
  wake(): void;
  close(): Promise<void>;
}

/** The same browser, as a `Sleeper`. While it sleeps nothing may be asked of its pages. */
export async function launchSleeper(): Promise<Sleeper> {
  const server = await chromium.launchServer(options());
  const { pid } = server.process();
  if (pid === undefined) throw new Error('The browser has no process.');
  const browser = await chromium.connect(server.wsEndpoint());
  // Playwright starts a browser as the head of a process group: what it starts in turn is in it.
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => process.kill(-pid, name);
  return {
    browser,
    sleep: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
    async close() {
      signal('SIGCONT');
      await browser.close();
      await server.close();
    },
  };
}

function options(): LaunchOptions {
  return {
    executablePath: requireBrowser(),
    args: [
      // Chromium refuses its sandbox to root, which is who runs tests in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
