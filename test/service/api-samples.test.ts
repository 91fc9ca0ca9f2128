import { transform } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as operations from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { claimLinesOf, mistakesOf, programOf, type Run, type Sample } from '../support/sample-program.ts';

/**
 * docs/api.md is one program. Here its samples are put together, compiled with the settings of the tests, and run against a local
 * server as it is for everyone, with the real aws-amplify. Each `console.log(…); // => …` is a claim, and each claim a test.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/api.md`, 'utf8');
/** Within the project, so that packages are found; out of git, and of everybody else's way. */
const folder = `${root}node_modules/.cache/api-samples/${process.pid}`;

const samples: readonly Sample[] = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map((block) => ({
  heading: /.*^#+ (.*?)$/ms.exec(page.slice(0, block.index))?.[1] ?? '',
  line: lineAt(block.index) + 1,
  text: block[1] ?? '',
}));

const claimLines = claimLinesOf(samples);

describe('docs/api.md', () => {
  test('has one part for each operation, which begins with its sample, and calls nothing else', () => {
    const names = Object.keys(operations);
    const parts = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading ?? '');
    expect([...parts].sort()).toEqual(names);
    const unshown = parts.filter((name) => !samples.some(({ heading, text }) => heading === name && calls(text, name)));
    expect(unshown).toEqual([]);
  });

  test('casts nothing that an operation takes or gives', () => {
    const casting = samples.filter(
      ({ heading, text }) => heading in operations && /\bas \w|\bany\b|\bunknown\b/.test(text),
    );
    expect(casting.map(({ heading }) => heading)).toEqual([]);
  });

  test('says of everything that it prints what that is', () => {
    expect(claimLines).toHaveLength([...page.matchAll(/console\.log\(/g)].length);
    expect(claimLines.length).toBeGreaterThan(Object.keys(operations).length);
  });
});

function calls(text: string, operation: string): boolean {
  return new RegExp(`query: parley\\.${operation}\\b`).test(text);
}

describe('the samples of docs/api.md', () => {
  let network: Network;
  const answers = new Map<number, { actual: unknown; expected: unknown }>();

  beforeAll(async () => {
    network = await startNetwork({ stage: 'prod' });
    globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket; // Node 20 has none of its own.
    mkdirSync(folder, { recursive: true });
    for (const name of ['operations', 'schema']) {
      copyFileSync(`${root}generated/${name}.ts`, `${folder}/${name}.ts`);
    }
    const { host } = new URL(network.origin);
    writeFileSync(`${folder}/samples.ts`, programOf(samples).replaceAll('localhost:4000', host));
  });
  afterAll(async () => {
    await network?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('compile, with the settings of the repository', () => {
    expect(mistakesOf(`${folder}/samples.ts`)).toEqual([]);
  });

  test('run to the end', async () => {
    for (const name of ['operations', 'schema', 'samples']) {
      const { code } = await transform(readFileSync(`${folder}/${name}.ts`, 'utf8'), { loader: 'ts', format: 'esm' });
      writeFileSync(`${folder}/${name}.mjs`, code.replaceAll(/from "\.\/(\w+)\.ts"/g, 'from "./$1.mjs"'));
    }
    const { run } = (await import(pathToFileURL(`${folder}/samples.mjs`).href)) as { run: Run };
    const failure = await run((line, actual, expected) => void answers.set(line, { actual, expected })).catch(
      (reason: unknown) => reason,
    );
    expect(failure).toBeUndefined();
  });

  for (const line of claimLines) {
    test(`line ${line} is true`, () => {
      const answer = answers.get(line);
      expect(answer, `line ${line} was not reached`).toBeDefined();
      expect(answer?.actual).toEqual(answer?.expected);
    });
  }
});

function lineAt(index: number): number {
  return page.slice(0, index).split('\n').length;
}
