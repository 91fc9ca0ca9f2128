import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calls } from '../access/calls.ts';
import { idOf } from '../access/house.ts';
import { type Sessionless, cellsOf, rowsOf, sessionless } from '../access/notation.ts';
import { addresses } from '../access/paths.ts';
import { rules } from '../access/rules.ts';
import { type Mismatch, runRow } from '../access/run-row.ts';
import { type World, openWorld } from '../access/scenes.ts';
import { askWithout, subscribeWithout, untrusted } from '../access/sessionless.ts';
import { type Network, startNetwork } from '../support/network.ts';

const cells = cellsOf(rules);
const rowsAtOnce = 3;
const fewestCells = 4_000;

let network: Network;
let world: World;
let tokens: Record<Sessionless, string>;
let count = 0;
let tookMs = 0;
const mismatches: Mismatch[] = [];

beforeAll(async () => {
  network = await startNetwork({ seed: false });
  world = await openWorld(network);
  await beginUploadDays();
  tokens = await untrusted(network, idOf.O);
});

afterAll(async () => {
  console.log(`access: ${count} cells in ${(tookMs / 1000).toFixed(1)} s, ${mismatches.length} mismatches`);
  if (mismatches.length > 0) console.table(mismatches.map((one) => ({ ...one, got: one.got.slice(0, 160) })));
  await world?.close();
  await network?.close();
});

describe('the rules', () => {
  test('have rows for every field that a client can begin with, and for no other', () => {
    expect(Object.keys(rules).sort()).toEqual([...addresses].sort());
  });

  test(`are ${fewestCells} cells at least`, () => {
    expect(cells.length).toBeGreaterThanOrEqual(fewestCells);
  });
});

describe('what the service lets people do is what the rules say', () => {
  for (const operation of Object.keys(rules)) {
    test(operation, async () => {
      const started = performance.now();
      const waiting = rowsOf(cells.filter((cell) => cell.operation === operation));
      const found: Mismatch[] = [];
      const runners = Array.from({ length: rowsAtOnce }, async () => {
        for (let row = waiting.shift(); row; row = waiting.shift()) {
          found.push(...(await runRow(world, row)));
          count += row.length;
        }
      });
      await Promise.all(runners);
      tookMs += performance.now() - started;
      mismatches.push(...found);
      expect(found).toEqual([]);
    });
  }
});

describe('who has no session gets 401 and nothing else', () => {
  for (const operation of Object.keys(rules)) {
    test(operation, async () => {
      const { house } = world;
      const { channelId, messageId } = house.place('public', 'C');
      const scene = { callerId: idOf.O, workspaceId: house.workspaceId, channelId, messageId, personId: idOf.O };
      const call = calls[operation]?.(scene, '');
      if (!call) throw new Error(`nothing says how to call ${operation}`);
      for (const [name, token] of Object.entries(tokens) as [Sessionless, string][]) {
        const told = operation.startsWith('Subscription.')
          ? await subscribeWithout(network, token, house.people.O.token, call)
          : await askWithout(network, token, call);
        expect(told, sessionless[name]).toBeNull();
        count += 1;
      }
    });
  }
});

/** Of several files that begin a person's day in one moment one is let in, and the others are to ask again: here nobody's is the first. */
async function beginUploadDays(): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  for (const userId of Object.values(idOf)) {
    const row = {
      userId: { S: userId },
      day: { S: day },
      firstFileId: { S: ulid() },
      files: { N: '1' },
      bytes: { N: '1' },
    };
    await network.dynamoDb.call('PutItem', { TableName: network.tableOf('UploadDay'), Item: row });
  }
}
