import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureRecovery, outages, recoveryTable } from './recovery/recovery.ts';
import { startTicker } from './recovery/ticker.ts';
import { startPeer } from './workloads/bench.ts';
import { channelIdOf } from './peers/scene.ts';

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
const parts: string[] = [];
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
