import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { installPeers } from './install.ts';
import { type Results, type Round, coresOf, goalsOf, isMet, report } from './report.ts';
import { type Extent, Generator, type Peer, type PeerName, startPeer } from './workloads/bench.ts';
import { measureConnect } from './workloads/connect.ts';
import { measureFanOut } from './workloads/fan-out.ts';
import { measureSend } from './workloads/send.ts';
import { measureStart } from './workloads/start.ts';

/**
 * Measures the local AppSync beside its peers on this machine: `npm run bench:local`, within ten minutes.
 *
 *   --quick            one short round, about a minute; its table is printed and not kept
 *   --profiles <dir>   also writes `.cpuprofile`s of Parley's server. The measured numbers are worse for it.
 *
 * Ends with 0 whether the goals are met or not: the page says so, and a busy machine is no defect.
 */
const isQuick = process.argv.includes('--quick');
const profilesAt = process.argv.indexOf('--profiles');
const profiles = profilesAt < 0 ? null : (process.argv[profilesAt + 1] ?? '.');
const extent: Extent = isQuick
  ? { rounds: 1, subscribers: [50, 1_000], loadMs: 800, warmUpMs: 300, profiles }
  : { rounds: 3, subscribers: [50, 200, 500, 1_000], loadMs: 1_500, warmUpMs: 400, profiles };
/** No round is begun after this, so that the last one ends within ten minutes. */
const lastRoundMs = 6.5 * 60_000;

const fanOutPeers = ['bare-ws', 'parley', 'simulator'] as const;
const sendPeers = ['parley', 'yoga', 'simulator-store'] as const;
const connectPeers = ['bare-ws', 'parley', 'yoga', 'simulator'] as const;

installPeers();
const loadBefore = loadavg()[0] ?? 0;
const generator = await Generator.start();
const running = new Map<PeerName, Peer>();
const end = async () => {
  for (const { child } of running.values()) await child.end();
  await generator.end();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end().finally(() => process.exit(1)));
try {
  for (const name of new Set([...fanOutPeers, ...sendPeers])) running.set(name, await startPeer(name));
  const rounds: Round[] = [];
  const startedAt = performance.now();
  while (rounds.length < extent.rounds && performance.now() - startedAt < lastRoundMs) {
    rounds.push(await measureRound());
    console.log(`round ${rounds.length} of ${extent.rounds}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  const start = await measureStart(isQuick ? 1 : 3);
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const results: Results = { date, node: process.versions.node, cores: coresOf(), loadBefore, rounds, start };
  const page = report(results);
  console.log(`\n${page}`);
  const missed = goalsOf(results).filter((goal) => !isMet(goal));
  console.log(missed.length === 0 ? 'Every goal is met.' : `Missed: ${missed.map(({ name }) => name).join('; ')}.`);
  if (!isQuick) keep(page, results);
} finally {
  await end();
}

async function measureRound(): Promise<Round> {
  const fanOut: Round['fanOut'][number][] = [];
  for (const subscribers of extent.subscribers) {
    for (const name of fanOutPeers) fanOut.push(...(await measureFanOut(generator, peerOf(name), subscribers, extent)));
  }
  const send: Round['send'][number][] = [];
  for (const name of sendPeers) send.push(await measureSend(generator, peerOf(name), extent));
  const connect: Round['connect'][number][] = [];
  for (const name of connectPeers) connect.push(await measureConnect(generator, name, extent));
  return { fanOut, send, connect };
}

function peerOf(name: PeerName): Peer {
  const peer = running.get(name);
  if (!peer) throw new Error(`${name} does not run`);
  return peer;
}

function keep(page: string, results: Results): void {
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/local.md`, page);
  writeFileSync(`${folder}/local.json`, `${JSON.stringify(results, null, 2)}\n`);
  console.log('Written to bench/results/local.md and local.json.');
}
