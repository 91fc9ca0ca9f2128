import { quantile } from '../measure/statistics.ts';
import { type Follower, follow, type FollowerKind, type Following } from './follower.ts';
import { openProxy } from './outage-proxy.ts';
import type { Ticker } from './ticker.ts';

/** What happens to a client's way to the server. */
export type Outage = { readonly kind: 'down'; readonly forMs: number } | { readonly kind: 'silent' };

export const outages: readonly Outage[] = [
  { kind: 'down', forMs: 1_000 },
  { kind: 'down', forMs: 8_000 },
  { kind: 'down', forMs: 13_000 },
  { kind: 'down', forMs: 30_000 },
  { kind: 'silent' },
];

export interface Recovery {
  readonly outage: Outage;
  readonly kind: FollowerKind;
  /**
   * For each client: from the moment that it could know everything again until it did. Of `silent` that moment is the beginning, since
   * the server never was away. Infinity = not within `giveUpMs`.
   */
  readonly backMs: readonly number[];
}

/** Amplify is told of a silent socket by its keep-alives' absence after five minutes. */
const giveUpMs = 330_000;
const pollMs = 20;

/** Plays all outages side by side, each client behind a proxy of its own: almost all of it is waiting. */
export async function measureRecovery(
  server: Following & { port: number },
  ticker: Ticker,
  clients: Readonly<Record<FollowerKind, number>>,
  chosen: readonly Outage[],
): Promise<Recovery[]> {
  const kinds = ['parley', 'amplify'] as const;
  return Promise.all(
    chosen.flatMap((outage) =>
      kinds.map(async (kind) => {
        const plays = Array.from({ length: clients[kind] }, () => play(server, ticker, outage, kind));
        return { outage, kind, backMs: await Promise.all(plays) };
      }),
    ),
  );
}

async function play(
  { port, ...following }: Following & { port: number },
  ticker: Ticker,
  outage: Outage,
  kind: FollowerKind,
): Promise<number> {
  const proxy = await openProxy({ port });
  const endpoint = new URL(following.endpoint);
  endpoint.port = String(proxy.port);
  const follower = follow(kind, { ...following, endpoint: endpoint.href });
  try {
    await completeFrom(follower, ticker, giveUpMs);
    // Not all in one moment of their timers.
    await wait(Math.random() * 2_000);
    if (outage.kind === 'down') {
      await proxy.become('down');
      await wait(outage.forMs);
      await proxy.become('through');
    } else {
      await proxy.become('silent');
    }
    const startedAt = performance.now();
    const since = await completeFrom(follower, ticker, giveUpMs);
    return Math.max(0, since - startedAt);
  } finally {
    follower.close();
    await proxy.close();
  }
}

/** When everything was known that was there, something new among it. Infinity = not in time. */
async function completeFrom(follower: Follower, ticker: Ticker, withinMs: number): Promise<number> {
  const until = performance.now() + withinMs;
  const first = await ticker.nextSeq();
  while (performance.now() < until) {
    const since = follower.completeSince(Math.max(first, ticker.head()));
    if (since !== null) return since;
    await wait(pollMs);
  }
  return Infinity;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One table of both kinds. */
export function recoveryTable(recoveries: readonly Recovery[]): string {
  const seconds = (ms: number) => (Number.isFinite(ms) ? (ms / 1000).toFixed(1) : `> ${giveUpMs / 1000}`);
  const cells = (kind: FollowerKind, outage: Outage) => {
    const backMs = recoveries.find((one) => one.kind === kind && one.outage === outage)?.backMs ?? [];
    return `${seconds(quantile(backMs, 0.5))} | ${seconds(quantile(backMs, 0.95))} | ${seconds(Math.max(...backMs))}`;
  };
  const rows = [...new Set(recoveries.map(({ outage }) => outage))].map((outage) => {
    const name = outage.kind === 'down' ? `server away for ${outage.forMs / 1000} s` : 'socket silent, server there';
    return `| ${name} | ${cells('parley', outage)} | ${cells('amplify', outage)} |`;
  });
  return [
    '| outage | Parley p50 | p95 | most | Amplify p50 | p95 | most |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
