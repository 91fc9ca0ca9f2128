import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Network, startNetwork } from '../support/network.ts';
import { claimLinesOf, mistakesOf, programOf, type Run, type Sample } from '../support/sample-program.ts';

/**
 * The client's manual is one program, in the docstring of its front door. Here it is compiled with the settings of the tests, and run
 * against a local server as it is for everyone. Each `console.log(…); // => …` is a claim, and each claim a test. The examples of single
 * functions stand on what the manual has made, and are compiled and run with it.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const source = `${root}client/src/`;
/** Within the project, so that packages are found; out of git, and of everybody else's way. */
const folder = `${root}node_modules/.cache/manual/${process.pid}`;

/** The examples of a file, without what makes them comments. */
function examplesIn(file: string): Sample[] {
  const text = readFileSync(source + file, 'utf8');
  return [...text.matchAll(/@example\n((?: *\*(?!\/).*\n)+)/g)].map(({ 1: body = '', index }) => ({
    heading: file,
    line: text.slice(0, index).split('\n').length + 1,
    text: body.replaceAll(/^ *\* ?/gm, ''),
  }));
}

const [manual] = examplesIn('index.ts');
if (!manual) throw new Error('The client has no manual.');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const others = files.filter((file) => file !== 'index.ts').flatMap(examplesIn);
/** Those that stand alone, with imports of their own or in a component; and what they take for granted. */
const apart = others.filter(({ heading }) => /^(react\/|attachments\/|cognito|amplify)/.test(heading));
const along = others.filter((sample) => !apart.includes(sample));
const granted = `
declare const session: { token: string };
declare const endpoint: string;
declare const getToken: () => string;
declare const outputs: { data: { url: string } };
`;
const claimLines = claimLinesOf([manual]);

describe('the manual', () => {
  test('claims something in each of its parts', () => {
    const parts = manual.text.split('// ## ').slice(1, -1);
    expect(parts.length).toBeGreaterThan(6);
    for (const part of parts) expect(part).toContain('// => ');
    expect(claimLines).toHaveLength([...manual.text.matchAll(/console\.log\(/g)].length);
  });

  test('is not alone: single functions have examples too', () => {
    expect(along.length).toBeGreaterThan(3);
    expect(apart.length).toBeGreaterThan(5);
  });
});

describe('the examples of the client', () => {
  let network: Network;
  const answers = new Map<number, { actual: unknown; expected: unknown }>();

  beforeAll(async () => {
    network = await startNetwork({ stage: 'prod' });
    globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket; // Node 20 has none of its own.
    mkdirSync(folder, { recursive: true });
    const { host } = new URL(network.origin);
    // Before the end of the manual, where everything that it made is closed.
    const end = manual.text.indexOf('// ## The end');
    const before = { ...manual, text: manual.text.slice(0, end) };
    const after = { ...manual, line: manual.line + before.text.split('\n').length - 1, text: manual.text.slice(end) };
    const inScopes = along.map((sample) => ({
      ...sample,
      text: `{\n${sample.text.replaceAll('console.log(', 'void (')}}\n`,
    }));
    writeFileSync(`${folder}/manual.ts`, programOf([before, ...inScopes, after]).replaceAll('localhost:4000', host));
    for (const [index, { text }] of apart.entries()) {
      writeFileSync(`${folder}/apart-${index}.tsx`, componentOf(text));
    }
  });
  afterAll(async () => {
    await network?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('compile, with the settings of the repository', () => {
    const alone = apart.map((_, index) => `${folder}/apart-${index}.tsx`);
    expect(mistakesOf(`${folder}/manual.ts`, ...alone)).toEqual([]);
  });

  test('run to the end', async () => {
    await build({
      entryPoints: [`${folder}/manual.ts`],
      outfile: `${folder}/manual.mjs`,
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['source'],
      external: ['aws-amplify', 'aws-amplify/*'],
      logLevel: 'silent',
    });
    const { run } = (await import(pathToFileURL(`${folder}/manual.mjs`).href)) as { run: Run };
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

/** Hooks are called in components alone, and what an example leaves out is granted. */
function componentOf(text: string): string {
  const imports = /^(?:import .*;\n)+/.exec(text)?.[0] ?? '';
  const rest = text.slice(imports.length);
  const hooks = "import { useChannel, useConnection, useMessages, useSend, useUnread } from '@parley/client/react';\n";
  const body = imports ? rest : `export async function Example() {\n${rest}\n}\n`;
  return `${imports || hooks}${granted}${body}\nexport {};\n`;
}
