import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalAppSync, type LocalAppSync } from '../../../local/index.ts';

const runtime = appsync.FunctionRuntime.JS_1_0_0;
const schema = `
  type Post { id: Int author: String title: String }
  type Query { posts: [Post] whole: String }
`;

/** Lists seven posts; of a batch it says which post and how many there were. Fails for the title of the second. */
const worker = `exports.handler = async (event) => {
  if (!Array.isArray(event)) return event.info ? JSON.stringify(Object.keys(event)) : [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id }));
  return event.map((one) => {
    if (!one.info) return one.id + ' of ' + event.length;
    const { id } = one.source;
    return id === 2 ? { data: 'old', errorMessage: 'no title', errorType: 'Untitled' } : { data: id + ' of ' + event.length };
  });
};`;

const directory = mkdtempSync(join(tmpdir(), 'served-'));
let server: LocalAppSync;

beforeAll(async () => {
  writeFileSync(join(directory, 'schema.graphql'), schema);
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Blog');
  const handler = new lambda.Function(new NestedStack(stack, 'Functions'), 'Worker', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(worker),
  });
  const definition = appsync.Definition.fromFile(join(directory, 'schema.graphql'));
  const api = new appsync.GraphqlApi(stack, 'Api', { name: 'blog', definition });
  // The CDK's own types disagree under `exactOptionalPropertyTypes`.
  const source = api.addLambdaDataSource('Worker', handler.addAlias('live') as lambda.IFunction);
  const code = (request: string): appsync.Code =>
    appsync.Code.fromInline(
      `export const request = (ctx) => (${request}); export const response = (ctx) => ctx.result;`,
    );
  const resolve = (typeName: string, fieldName: string, more: Partial<appsync.BaseResolverProps>): void => {
    source.createResolver(`${typeName}${fieldName}`, { typeName, fieldName, ...more });
  };
  resolve('Query', 'posts', { runtime, code: code(`{ operation: 'Invoke', payload: {} }`) });
  resolve('Query', 'whole', {});
  const batch = code(`{ operation: 'BatchInvoke', payload: { id: ctx.source.id } }`);
  resolve('Post', 'author', { runtime, code: batch, maxBatchSize: 4 });
  resolve('Post', 'title', { maxBatchSize: 100 });
  app.synth();
  server = await createLocalAppSync({ assembly: join(directory, 'out') });
}, 60_000);
afterAll(async () => {
  await server?.close();
  rmSync(directory, { recursive: true });
});

async function ask(query: string) {
  const [mode] = server.deployment.apis[0]?.authModes ?? [];
  const key = mode?.type === 'API_KEY' ? (mode.keys[0]?.value ?? '') : '';
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

test('the siblings of a list are resolved in batches', async () => {
  const authors = ['1 of 4', '2 of 4', '3 of 4', '4 of 4', '5 of 3', '6 of 3', '7 of 3'];
  expect(await ask('{ posts { author } }')).toEqual({ data: { posts: authors.map((author) => ({ author })) } });
});

test('two requests at once do not share a batch', async () => {
  const [one, other] = await Promise.all([ask('{ posts { author } }'), ask('{ posts { author } }')]);
  expect(one).toEqual(other);
});

test('a direct Lambda resolver in batches tells each its error', async () => {
  const titles = ['1 of 7', null, '3 of 7', '4 of 7', '5 of 7', '6 of 7', '7 of 7'];
  expect(await ask('{ posts { title } }')).toMatchObject({
    data: { posts: titles.map((title) => ({ title })) },
    errors: [{ path: ['posts', 1, 'title'], message: 'no title', errorType: 'Untitled', data: 'old' }],
  });
});

test('a direct Lambda resolver hands over the context', async () => {
  const { data } = (await ask('{ whole }')) as { data: { whole: string } };
  expect(JSON.parse(data.whole).sort()).toEqual(
    ['arguments', 'identity', 'info', 'prev', 'request', 'source', 'stash'].sort(),
  );
});
