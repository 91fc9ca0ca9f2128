import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { DeviceStorage, TabStorage } from './device-storage.ts';
import type { FromTab, TabReport, TabStart, ToTab } from './messages.ts';
import type { Link } from './proxy/link.ts';

/** One tab of a device over all its sessions: each reload is another process. */
export interface Tab {
  /** Such as `ann.desk.0`. */
  readonly name: string;
  readonly person: string;
  readonly device: string;
  readonly link: Link;
  /** The present session, or the last. */
  readonly by: string;
  readonly isRunning: boolean;
  readonly storage: DeviceStorage;
  /** Is it this tab's turn to send? */
  readonly isLeader: boolean;
  /** Loads the page. Resolves when its client is open. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Closes the page in order. */
  close(): Promise<void>;
  tell(message: Exclude<ToTab, TabStart>): void;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Null = it does not run, or does not answer. */
  report(withinMs: number): Promise<TabReport | null>;
}

export interface TabParts {
  readonly name: string;
  readonly person: string;
  readonly device: string;
  readonly storage: DeviceStorage;
  readonly link: Link;
  /** The bundle that a tab runs. */
  readonly file: string;
  readonly historyDirectory: string;
  /** Descriptor of the file that takes what a tab says. */
  readonly output: number;
  /** What each session begins with. */
  readonly startWith: () => Pick<TabStart, 'workspaceId' | 'channels' | 'seed' | 'pace' | 'token'>;
  /** Null = none is given out now. */
  readonly giveToken: () => string | null;
  /** The session ended without being asked to. */
  readonly onDied: (by: string, how: string) => void;
  readonly onKilled: (by: string) => void;
}

/** Megabytes for what is new: with Node's own 16 everything is looked through more often than it need be. */
const roomy = '--max-semi-space-size=64';

export function createTab(parts: TabParts): Tab {
  const { name, person, device, storage, link } = parts;
  let number = 0;
  let child: ChildProcess | null = null;
  let place: TabStorage | null = null;
  let asked = 0;
  const reports = new Map<number, (report: TabReport | null) => void>();

  const byOf = () => `${name}#${number}`;

  function send(to: ChildProcess, message: ToTab): void {
    if (!to.connected) return;
    // One that is being killed hears nothing more, and need not.
    to.send(message, () => undefined);
  }

  function hear(from: ChildProcess, own: TabStorage, message: FromTab, onReady: () => void): void {
    switch (message.type) {
      case 'ready':
        return onReady();
      case 'ask-token':
        return send(from, { type: 'token', n: message.n, token: parts.giveToken() });
      case 'report':
        reports.get(message.n)?.(message.report);
        return void reports.delete(message.n);
      default:
        own.hear(message);
    }
  }

  async function gone(which: ChildProcess, how: () => void): Promise<void> {
    const left = new Promise<void>((resolve) => which.once('exit', () => resolve()));
    how();
    await left;
  }

  return {
    name,
    person,
    device,
    link,
    storage,
    get by() {
      return byOf();
    },
    get isRunning() {
      return child !== null;
    },
    get isLeader() {
      return place !== null && storage.leader === place;
    },
    async start() {
      number += 1;
      const by = byOf();
      const started = fork(parts.file, { stdio: ['ignore', parts.output, parts.output, 'ipc'], execArgv: [roomy] });
      child = started;
      const own = storage.attach((message) => send(started, message));
      place = own;
      started.once('exit', (code, signal) => {
        own.detach();
        if (place === own) place = null;
        if (child !== started) return;
        child = null;
        for (const answer of reports.values()) answer(null);
        reports.clear();
        parts.onDied(by, signal ?? `exit code ${code}`);
      });
      const ready = new Promise<void>((resolve) => {
        started.on('message', (message: FromTab) => hear(started, own, message, resolve));
        started.once('exit', () => resolve());
      });
      const historyFile = join(parts.historyDirectory, `${by}.jsonl`);
      const { url } = link;
      send(started, { type: 'start', by, person, device, number, url, historyFile, ...parts.startWith() });
      await ready;
    },
    async kill() {
      const killed = child;
      if (!killed) return;
      child = null;
      await gone(killed, () => killed.kill('SIGKILL'));
      parts.onKilled(byOf());
    },
    async close() {
      const closed = child;
      if (!closed) return;
      child = null;
      await gone(closed, () => send(closed, { type: 'close' }));
    },
    tell(message) {
      if (child) send(child, message);
    },
    signal: (signal) => void child?.kill(signal),
    report(withinMs) {
      const to = child;
      if (!to) return Promise.resolve(null);
      const n = (asked += 1);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          reports.delete(n);
          resolve(null);
        }, withinMs);
        reports.set(n, (report) => {
          clearTimeout(timer);
          resolve(report);
        });
        send(to, { type: 'report', n });
      });
    },
  };
}
