import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalAppSync } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import type { Assembly } from './note-app.ts';
import { synthesizeNotes } from './note-app.ts';
import type { RealTimeClient } from './real-time-client.ts';
import { connect } from './real-time-client.ts';

let notes: Assembly;
let home: string;
let server: LocalAppSync;
let client: RealTimeClient;
const lines: string[] = [];
/** Told each line of the log as it is written. */
let onLine: (line: string) => void = () => undefined;

beforeAll(() => void (notes = synthesizeNotes()));
afterAll(() => notes?.remove());

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'reload-'));
  lines.length = 0;
  const line = (text: string) => {
    lines.push(text);
    onLine(text);
  };
  server = await createLocalAppSync({
    assembly: assemble('first'),
    log: { info: line, warn: line, debug: line },
  });
  const authorization = { Authorization: 'user:ann', host: new URL(server.url).host };
  client = await connect({ realtimeUrl: server.realtimeUrl, authorization });
});

afterEach(async () => {
  await client.close();
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

/** The assembly of the notes with some of its texts replaced, under a name of its own. */
function assemble(name: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  const directory = join(home, name);
  cpSync(notes.directory, directory, { recursive: true });
  const template = join(directory, 'Notes.template.json');
  let text = readFileSync(template, 'utf8');
  for (const [from, to] of changes) {
    const written = JSON.stringify(from).slice(1, -1);
    if (!text.includes(written)) throw new Error(`The template has no ${from}.`);
    text = text.replace(written, JSON.stringify(to).slice(1, -1));
  }
  writeFileSync(template, text);
  return directory;
}

async function ask(query: string, user = 'ann') {
  const headers = { 'content-type': 'application/json', authorization: `user:${user}` };
  const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as { data: Record<string, unknown> | null; errors?: { message: string }[] };
}

const add = (id: string, body: string) =>
  ask(`mutation { addNote(input: { id: "${id}", body: "${body}" }) { id author body } }`);

async function subscribe(id: string, query: string): Promise<void> {
  client.start(id, query);
  expect(await client.next({ id })).toEqual({ type: 'start_ack', id });
}

const louder = [
  '{ payload: ctx.identity.resolverContext.user }',
  "{ payload: 'it is ' + ctx.identity.resolverContext.user }",
] as const;

describe('a reload', () => {
  test('runs the new resolvers on the old data, for sockets and subscriptions that stay', async () => {
    await add('1', 'kept');
    await subscribe('s', 'subscription { onAuthor(author: "ann") { id } }');
    await server.reload(assemble('second', louder));
    expect(await ask('{ whoami getNote(id: "1") { body } }')).toEqual({
      data: { whoami: 'it is ann', getNote: { body: 'kept' } },
    });
    // The filter that its resolver set before is the one that holds.
    await add('2', 'good bye');
    await add('3', 'hello');
    expect((await client.next()).payload?.data).toEqual({ onAuthor: { id: '3' } });
    expect(lines).toContainEqual(
      expect.stringMatching(/^reload \d+ ms: 1 subscriptions go on, 0 do not fit any more$/),
    );
  });

  test('ends the subscriptions that the new schema does not know, with an error that says so; the socket stays', async () => {
    await subscribe('gone', 'subscription { onNote { id tags } }');
    await subscribe('stays', 'subscription { onNote { id body } }');
    const schema: [string, string] = [
      'body: String tags: [String!] createdAt',
      'body: String labels: [String!] createdAt',
    ];
    await server.reload(assemble('second', schema));
    const ended = await client.next({ id: 'gone' });
    expect(ended.type).toBe('error');
    expect(ended.payload?.errors).toEqual([
      {
        errorType: 'SchemaChanged',
        message: expect.stringContaining("Field 'tags' in type 'Note' is undefined") as string,
      },
    ]);
    expect(await client.next({ id: 'gone' })).toEqual({ type: 'complete', id: 'gone' });
    await add('1', 'hello');
    expect((await client.next({ type: 'data' })).payload?.data).toEqual({ onNote: { id: '1', body: 'hello' } });
    await subscribe('gone', 'subscription { onNote { id labels } }');
  });

  test('makes the tables that are new, and refuses those that have changed, with the reason', async () => {
    await add('1', 'kept');
    const before = server.deployment;
    const template = readFileSync(join(notes.directory, 'Notes.template.json'), 'utf8');
    const changed = assemble('changed');
    writeFileSync(join(changed, 'Notes.template.json'), rekeyed(template));
    await expect(server.reload(changed)).rejects.toThrow(
      /differs from the template: its key is HASH id:S, not HASH slug:S/,
    );
    expect(server.deployment).toBe(before);
    expect(lines).toContainEqual(expect.stringContaining('its key is HASH id:S, not HASH slug:S'));
    const grown = assemble('grown');
    writeFileSync(join(grown, 'Notes.template.json'), withTable(template));
    await server.reload(grown);
    const { TableNames } = (await server.dynamoDb?.call('ListTables', {}, { deadline: Date.now() + 5_000 })) ?? {};
    expect(TableNames).toHaveLength(2);
    expect(await ask('{ getNote(id: "1") { body } }')).toEqual({ data: { getNote: { body: 'kept' } } });
  });

  test.each([
    ['a resolver that AppSync refuses', louder[0], '{ payload: new Date() }', /new/],
    ['a schema that is none', 'type Query {', 'type Query', /schema|Syntax/i],
    ['a resolver without its field', 'whoami: String  fails', 'fails', /whoami/],
  ])('of %s leaves all as it was, and says what is wrong', async (_, from, to, reason) => {
    await subscribe('s', 'subscription { onNote { id } }');
    await expect(server.reload(assemble('broken', [from, to]))).rejects.toThrow(reason);
    expect(lines).toContainEqual(expect.stringMatching(/^reload refused/));
    expect(lines.some((line) => reason.test(line))).toBe(true);
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'ann' } });
    await add('1', 'x');
    expect((await client.next()).payload?.data).toEqual({ onNote: { id: '1' } });
    await server.reload(assemble('mended', louder));
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'it is ann' } });
  });

  test('of an assembly that is not there leaves all as it was', async () => {
    await expect(server.reload(join(home, 'nowhere'))).rejects.toThrow(/manifest\.json/);
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'ann' } });
  });

  test('keeps a function warm that has not changed, and starts one anew that has', async () => {
    const counting = (greeting: string) => `let calls = 0;
      export async function handler(event) {
        calls += 1;
        return { isAuthorized: true, resolverContext: { user: '${greeting}' + calls } };
      }`;
    await server.reload(withAuthorizer('one', counting('a')));
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'a1' } });
    // The same code in another folder.
    await server.reload(withAuthorizer('two', counting('a')));
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'a2' } });
    await server.reload(withAuthorizer('three', counting('b')));
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'b1' } });
  });

  test('lets a request that is under way end as it began, on the function that it began with', async () => {
    const gate = join(home, 'gate');
    const slow = (answer: string) => `import { existsSync } from 'node:fs';
      export async function handler() {
        console.log('asked');
        while (!existsSync(${JSON.stringify(gate)})) await new Promise(setImmediate);
        return { isAuthorized: true, resolverContext: { user: '${answer}' } };
      }`;
    await server.reload(withAuthorizer('one', slow('before')));
    const isUnderWay = new Promise<void>((resolve) => {
      onLine = (line) => (line.endsWith('asked') ? resolve() : undefined);
    });
    const begun = ask('{ whoami }');
    await isUnderWay;
    await server.reload(withAuthorizer('two', slow('after'), louder));
    const next = ask('{ whoami }');
    writeFileSync(gate, '');
    expect(await begun).toEqual({ data: { whoami: 'before' } });
    expect(await next).toEqual({ data: { whoami: 'it is after' } });
  });

  test('without an assembly reads again the one that is served', async () => {
    const directory = assemble('second', louder);
    await server.reload(directory);
    rmSync(directory, { recursive: true });
    assemble('second');
    await server.reload();
    expect(await ask('{ whoami }')).toEqual({ data: { whoami: 'ann' } });
  });

  test('keeps what signs for a role, and refuses after close', async () => {
    const role = server.deployment.apis[0]?.dataSources.find(({ name }) => name === 'own')?.role?.arn ?? '';
    const credentials = server.credentialsOf(role);
    await server.reload(assemble('second', louder));
    expect(server.credentialsOf(role)).toEqual(credentials);
    await server.close();
    await expect(server.reload()).rejects.toThrow(/closed/);
  });
});

/** The assembly with another authorizer function, in a folder of its own. */
function withAuthorizer(name: string, code: string, ...changes: readonly (readonly [string, string])[]): string {
  const directory = assemble(name, ...changes);
  const [asset] = readdirSync(directory).filter((entry) => entry.startsWith('asset.'));
  writeFileSync(join(directory, asset ?? '', 'index.mjs'), code);
  return directory;
}

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

function rekeyed(template: string): string {
  const parsed = JSON.parse(template) as Template;
  for (const { Type, Properties } of Object.values(parsed.Resources)) {
    if (Type !== 'AWS::DynamoDB::Table') continue;
    Properties['KeySchema'] = [{ AttributeName: 'slug', KeyType: 'HASH' }];
    Properties['AttributeDefinitions'] = [{ AttributeName: 'slug', AttributeType: 'S' }];
  }
  return JSON.stringify(parsed);
}

function withTable(template: string): string {
  const parsed = JSON.parse(template) as Template;
  const table = Object.values(parsed.Resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  if (!table) throw new Error('The template has no table.');
  parsed.Resources['SecondTable'] = structuredClone(table);
  return JSON.stringify(parsed);
}
