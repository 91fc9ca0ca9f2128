import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureRecovery, outages, recoveryTable } from './recovery/recovery.ts';
import { startTicker } from './recovery/ticker.ts';
import { channelIdOf } from './peers/scene.ts';
import { measureOutbox } from './store/outbox.ts';
import { measureTimeline } from './store/timeline.ts';
import { startPeer } from './workloads/bench.ts';

/**
 * Measures the client beside stock Amplify, and its stores: `npm run bench:client`, within seven minutes, nearly all of it waiting for
 * Amplify.
 *
 *   --quick   few clients, and no outage that Amplify needs minutes to get over; printed and not kept
 */
const isQuick = process.argv.includes('--quick');
const loadBefore = loadavg()[0] ?? 0;
// Amplify warns of each socket that it closes.
console.warn = () => {};

const peer = await startPeer('parley');
const { url, tokens } = peer.address;
const token = tokens[0] ?? '';
const channelId = channelIdOf(0);
const ticker = startTicker(url, token, channelId);
const sizes = [1_000, 10_000, 100_000].map((held) => measureTimeline(held, isQuick ? 50 : 200));
const starts = [await measureOutbox(500, 1), await measureOutbox(500, 20)];
const parts: string[] = [storesPart()];
try {
  const chosen = isQuick ? outages.slice(0, 2) : outages;
  const clients = isQuick ? { parley: 4, amplify: 2 } : { parley: 12, amplify: 4 };
  const server = { endpoint: url, port: Number(new URL(url).port), token, channelId };
  const recoveries = await measureRecovery(server, ticker, clients, chosen);
  parts.push(
    `## Back to complete after an outage\n\nSeconds from the moment that a client could know everything again until it did: its newest 50 positions, live. ` +
      `Clients of a kind: ${clients.parley} and ${clients.amplify}, each behind a proxy of its own, all at once.\n\n${recoveryTable(recoveries)}`,
  );
} finally {
  await ticker.stop();
  await peer.child.end();
}
const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
const page = [
  '# The client beside stock Amplify',
  `${date}, Node ${process.versions.node}, load before ${loadBefore.toFixed(1)}. \`npm run bench:client\` writes this page.`,
  ...parts,
].join('\n\n');
console.log(page);
if (!isQuick) {
  const results = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}client.md`, `${page}\n`);
}
process.exit(0);

function storesPart(): string {
  const count = (value: number) => Math.round(value).toLocaleString('en');
  const rows = sizes.map(
    ({ held, singly, batched, bytesPerMessage }) =>
      `| ${count(held)} | ${count(singly)} | ${count(batched)} | ${count(bytesPerMessage)} |`,
  );
  const lines = starts.map(
    ({ rows: kept, shownMs, sentMs }, index) =>
      `| ${kept} in ${index === 0 ? 'one channel' : '20 channels'} | ${shownMs.toFixed(1)} | ${count(sentMs)} |`,
  );
  return [
    '## Stores',
    'Events applied a second by a timeline that holds so many messages of 80 characters: one at a time, and 16 at a time, which is a',
    'frame of a thousand a second. The client trims a channel to 2,000; this is the pure store.',
    '',
    '| messages held | singly | 16 at a time | bytes a message |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'An outbox that is opened with rows from before, its store in memory and its service answering at once.',
    '',
    '| rows | shown after ms | all sent after ms |',
    '| --- | --- | --- |',
    ...lines,
  ].join('\n');
}
