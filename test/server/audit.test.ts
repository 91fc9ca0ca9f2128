import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAppSync } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import { synthesizeEcho } from './http-app.ts';
import type { Assembly } from './note-app.ts';

/** By the id of the audit: why AppSync does otherwise. */
const deviations: Readonly<Record<string, string>> = {
  '22EB': 'AppSync answers application/json, whatever is accepted.',
  '572B': 'AppSync answers 400 to a document that does not parse, whatever is accepted.',
  FDE2: "The audit's invalid field begins with a digit, so that its document does not parse: see 572B.",
  '86EE': 'AppSync answers 200 to variables that do not fit, whatever is accepted.',
  '58B0': 'AppSync does not read extensions.',
  '58B1': 'AppSync does not read extensions.',
  '58B2': 'AppSync does not read extensions.',
  '58B3': 'AppSync does not read extensions.',
};

let assembly: Assembly;
let server: LocalAppSync;

beforeAll(async () => {
  assembly = synthesizeEcho();
  server = await createLocalAppSync({ assembly: assembly.directory });
});

afterAll(async () => {
  await server?.close();
  assembly?.remove();
});

test('differs from GraphQL over HTTP exactly where AppSync does', async () => {
  const [mode] = server.deployment.apis[0]?.authModes ?? [];
  const key = (mode?.type === 'API_KEY' ? mode.keys[0]?.value : undefined) ?? '';
  const fetchFn = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('x-api-key', key);
    return fetch(url, { ...init, headers });
  };
  const failed: string[] = [];
  const report: string[] = [];
  for (const audit of serverAudits({ url: server.url, fetchFn })) {
    const result = await audit.fn();
    if (result.status !== 'ok') failed.push(result.id);
    const why = result.status === 'ok' ? '' : `: ${result.reason}. ${deviations[result.id] ?? 'UNEXPECTED'}`;
    report.push(`${result.status.padEnd(6)} ${result.id} ${result.name}${why}`);
  }
  console.log(report.join('\n'));
  expect(failed.sort()).toEqual(Object.keys(deviations).sort());
});
