import { createParley } from '@parley/client';
import { WebSocket } from 'ws';
import { openHistory } from '../history-files.ts';
import type { FromTab, TabReport, TabStart, ToTab } from '../messages.ts';
import { createRandom } from '../random.ts';
import { type FollowedChannel, followChannel } from './followed-channel.ts';
import { followRoster } from './followed-roster.ts';
import { requestsAtRest } from './light-fetch.ts';
import { createOperations } from './operations.ts';
import { connectStorage } from './storage.ts';
import { createTokenSource } from './token-source.ts';
import { createWork } from './work.ts';

/** One `createParley`, what it shows, and what its person does with it. */
export interface Session {
  hear(message: Exclude<ToTab, TabStart>): void;
}

export function openSession(start: TabStart, tell: (message: FromTab) => void): Session {
  const { by, person, device, number, url, seed, pace } = start;
  const history = openHistory(start.historyFile);
  history.write({ kind: 'session', by, person, device, number, wall: Date.now() });
  const storage = connectStorage(tell);
  const tokens = createTokenSource(start.token, tell);
  const parley = createParley({
    endpoint: url,
    getToken: (request) => tokens.getToken(request),
    webSocket: WebSocket,
    person,
    outbox: { store: storage.store, tabs: storage.tabs },
    metrics: { report: false },
  });
  const operations = createOperations(by, history);
  const followed = new Map<string, FollowedChannel>();
  const work = createWork({
    parley,
    person,
    operations,
    random: createRandom(seed, by),
    pace,
    followed: () => [...followed.values()],
  });

  let summary = '';
  let measured = Promise.resolve();
  parley.outbox.onChange(() => {
    const { depth: waiting, refused } = parley.outbox.state();
    if (summary === (summary = `${waiting} ${refused}`)) return;
    history.write({ kind: 'outbox', by, waiting, refused });
  });

  const roster = followRoster(parley, start.workspaceId, { by, person, history });

  function follow(channels: readonly string[]): void {
    for (const [channel, one] of followed) {
      if (channels.includes(channel)) continue;
      one.close();
      followed.delete(channel);
    }
    for (const channel of channels) if (!followed.has(channel)) open(channel);
  }

  function open(channel: string): void {
    followed.set(channel, followChannel(parley, channel, by, history));
  }

  function report(): TabReport {
    const { depth: waiting, refused } = parley.outbox.state();
    return {
      waiting,
      refused,
      timelines: [...followed.values()].map(({ channel, timeline }) => {
        const { status, error, messages, pending, hasNewer } = timeline.state();
        return {
          channel,
          status,
          error: error?.code ?? null,
          shown: messages.at(-1)?.seq ?? 0,
          pending: pending.length,
          isNewest: !hasNewer,
        };
      }),
    };
  }

  async function measure(when: 'before' | 'after'): Promise<void> {
    // All look at once each half minute, which is no leak.
    if (when === 'after') await requestsAtRest(5_000);
    const resources = process.getActiveResourcesInfo();
    const sockets = resources.filter((name) => name.includes('TCP')).length;
    const timers = resources.filter((name) => name === 'Timeout').length;
    history.write({ kind: 'resources', by, when, sockets, timers });
  }

  function close(): void {
    work.stop();
    for (const one of followed.values()) one.close();
    roster.close();
    parley.close();
    history.write({ kind: 'end', by, how: 'closed' });
    history.close();
    process.disconnect();
  }

  follow(start.channels);
  tell({ type: 'ready' });

  return {
    hear(message) {
      switch (message.type) {
        case 'work':
          return message.isOn ? work.begin() : work.stop();
        case 'follow':
          return follow(message.channels);
        case 'reopen':
          followed.get(message.channel)?.close();
          followed.delete(message.channel);
          return open(message.channel);
        case 'burst':
          return work.burst(message.count);
        case 'tidy':
          return work.tidy(message.how);
        case 'spoil':
          return tokens.spoil(message.token);
        case 'report':
          return tell({ type: 'report', n: message.n, report: report() });
        case 'measure':
          measured = measure(message.when);
          return;
        case 'close':
          return void measured.then(close);
        case 'token':
          return tokens.hear(message);
        case 'committed':
        case 'full':
        case 'stale':
        case 'lead':
        case 'note':
          return storage.hear(message);
        default:
          message satisfies never;
      }
    },
  };
}
