import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDynamoDbClient } from '../../../../local/dynamodb/client.ts';
import { createTables } from '../../../../local/dynamodb/create-tables.ts';
import { startEngine } from '../../../../local/dynamodb/engine.ts';
import { askOf, items, key, others, sourceOf } from './source.ts';

test('a killed engine makes error results, and loses nothing that was written once it is back', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'outage-'));
  const engine = await startEngine({ directory, log: () => undefined });
  const client = createDynamoDbClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials: null });
  try {
    await createTables(client, [items, others]);
    const ask = askOf(sourceOf(client));
    const isBack = new Promise<void>((resolve) => engine.onRestart(resolve));
    const written: number[] = [];
    let failure: Awaited<ReturnType<typeof ask>> | null = null;
    // Eight writers, so that the kill meets writes under way.
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = writer; failure === null; n += 8) {
        const outcome = await ask({ operation: 'PutItem', key: key('p', String(n)) });
        if (outcome.error === undefined) written.push(n);
        else failure = outcome;
        if (n === 80) process.kill(engine.pid ?? 0, 'SIGKILL');
      }
    });
    await Promise.all(writers);
    expect(failure).toMatchObject({
      result: null,
      error: {
        type: 'DynamoDB:SdkClientException',
        message: expect.stringMatching(/^Unable to execute HTTP request: /),
      },
    });
    await isBack;
    expect(written.length).toBeGreaterThan(0);
    for (const n of written) {
      expect((await ask({ operation: 'GetItem', key: key('p', String(n)) })).result).toEqual({
        pk: 'p',
        sk: String(n),
      });
    }
  } finally {
    client.close();
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  }
});

test('a call after its deadline is an error result', async () => {
  const client = createDynamoDbClient({ endpoint: 'http://127.0.0.1:9', region: 'eu-west-1', credentials: null });
  const request = { operation: 'GetItem', key: key('a', 'a') };
  const outcome = await sourceOf(client).call({ request, caller: 'Query.items', deadline: Date.now() - 1 });
  expect(outcome).toMatchObject({ result: null, error: { type: 'DynamoDB:SdkClientException' } });
});
