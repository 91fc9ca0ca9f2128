import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import { expect } from 'vitest';
import { createLocalAppSync } from '../../local/index.ts';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { serve } from './support/served-api.ts';
import { synthesize, type ApiParts, type Step } from './support/synthesize.ts';

const cdk: Standing = { area: 'assembly', certainty: 'sure', source: 'aws-cdk-lib 2.276.0: templates as synthesised' };
const schemaPage: Standing = { ...cdk, source: 'AppSync Developer Guide: Designing your GraphQL schema' };
const quotas: Standing = { area: 'limits', certainty: 'sure', source: 'AWS General Reference: AppSync quotas' };
const settings: Standing = { ...quotas, source: 'AWS CloudFormation: AWS::AppSync::GraphQLApi' };
const likely = (standing: Standing): Standing => ({ ...standing, certainty: 'likely' });

const TRUE: Step = { dataSource: 'none', request: 'return { payload: true };' };

/** Why the API does not start. */
async function refusal(parts: ApiParts): Promise<string> {
  const assembly = synthesize(parts);
  try {
    const server = await createLocalAppSync({ assembly: assembly.directory });
    await server.close();
  } catch (error) {
    return String(error);
  } finally {
    assembly.remove();
  }
  throw new Error('the API was served');
}
const api = (schema: string, resolvers: ApiParts['resolvers'] = {}): ApiParts => ({ schema, resolvers });

fact(schemaPage, 'refuses a schema with an error of syntax', async () => {
  expect(await refusal(api('type Query { a: }'))).toMatch(/Syntax|schema/i);
});
fact(schemaPage, 'refuses a schema that names an unknown type', async () => {
  expect(await refusal(api('type Query { a: Nothing }'))).toContain('Nothing');
});
fact(schemaPage, 'refuses a schema without a query', async () => {
  expect(await refusal(api('type Mutation { a: Int } schema { mutation: Mutation }'))).toMatch(/query/i);
});
fact(
  { ...schemaPage, source: 'AppSync Developer Guide: Scalar types in AWS AppSync' },
  'refuses a type whose name starts with AWS',
  async () => {
    expect(await refusal(api('type AWSThing { a: Int } type Query { a: AWSThing }'))).toContain('AWSThing');
  },
);
fact(
  { ...schemaPage, source: 'AppSync Developer Guide: Scalar types in AWS AppSync' },
  'refuses a scalar of its own',
  async () => {
    expect(await refusal(api('scalar Mine type Query { a: Mine }'))).toContain('Mine');
  },
);
const SUBSCRIBED = `type Query { a: Int } type Thing { id: ID } type Other { id: ID } type Mutation { add: Thing }`;
const REALTIME: Standing = { ...schemaPage, source: 'AppSync Developer Guide: Real-time data' };
fact(likely(REALTIME), 'refuses a subscription of another type than its mutation', async () => {
  const schema = `${SUBSCRIBED} type Subscription { onAdd: Other @aws_subscribe(mutations: ["add"]) }`;
  expect(await refusal(api(schema))).toContain('invalid output type');
});
fact(REALTIME, 'refuses a subscription to a mutation that does not exist', async () => {
  const schema = `${SUBSCRIBED} type Subscription { onAdd: Thing @aws_subscribe(mutations: ["remove"]) }`;
  expect(await refusal(api(schema))).toContain('remove');
});
fact(cdk, 'refuses a resolver of a field that the schema lacks', async () => {
  expect(await refusal(api('type Query { a: Boolean }', { 'Query.b': TRUE }))).toContain('Query.b');
});
fact(cdk, 'refuses code that AppSync would not save, and says where', async () => {
  const text = await refusal(api('type Query { a: Boolean }', { 'Query.a': { ...TRUE, request: "throw 'no';" } }));
  expect(text).toMatch(/code\.js\(\d+,\d+\)/);
});
const pipelineOf = (count: number): ApiParts =>
  api('type Query { a: Boolean }', {
    'Query.a': {
      request: 'return {};',
      response: 'return ctx.result;',
      functions: Array.from({ length: count }, () => TRUE),
    },
  });
fact(quotas, 'refuses a pipeline of 11 functions', async () => {
  expect(await refusal(pipelineOf(11))).toContain('10');
});
fact(quotas, 'refuses a handler of more than 32 KB', async () => {
  const long = { ...TRUE, request: `/* ${'x'.repeat(33_000)} */ return {};` };
  expect(await refusal(api('type Query { a: Boolean }', { 'Query.a': long }))).toContain('32768');
});

const limited = serve(() => ({
  schema: 'type Node { leaf: Boolean  node: Node } type Query { a: Boolean  node: Node }',
  resolvers: {
    'Query.a': TRUE,
    'Query.node': {
      dataSource: 'none',
      request: 'return { payload: { leaf: true, node: { leaf: true, node: { leaf: true } } } };',
    },
  },
  introspection: 'DISABLED',
  queryDepthLimit: 2,
  resolverCountLimit: 2,
}));
fact(settings, 'a query as deep as queryDepthLimit is answered', async () => {
  expect(await limited.ask('{ node { leaf } }')).toEqual({ data: { node: { leaf: true } } });
});
fact(settings, 'a deeper query is a QueryDepthLimitReached', async () => {
  const { errors } = await limited.ask('{ node { node { leaf } } }');
  expect(errors?.[0]?.['errorType']).toBe('QueryDepthLimitReached');
});
fact(settings, 'as many resolvers as resolverCountLimit run', async () => {
  expect(await limited.ask('{ x: a y: a }')).toEqual({ data: { x: true, y: true } });
});
fact(settings, 'a request with more resolvers is a ResolverExecutionLimitReached', async () => {
  const { errors } = await limited.ask('{ x: a y: a z: a }');
  expect(JSON.stringify(errors)).toContain('ResolverExecutionLimitReached');
});
for (const field of ['__schema { types { name } }', '__type(name: "Query") { name }']) {
  fact(likely(settings), `with introspection disabled ${field.slice(0, 8).trim()} is an undefined field`, async () => {
    const { data, errors } = await limited.ask(`{ ${field} }`);
    expect(data).toBeNull();
    expect(errors?.[0]?.['message']).toContain('FieldUndefined');
  });
}
fact(likely(settings), 'with introspection disabled __typename works', async () => {
  expect(await limited.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
});
fact({ ...quotas, certainty: 'likely' }, 'a query of more than 15,000 characters is refused', async () => {
  const { status } = await limited.post({ query: `{ a } # ${'x'.repeat(15_000)}` });
  expect(status).toBe(400);
  expect((await limited.post({ query: `{ a } # ${'x'.repeat(14_000)}` })).status).toBe(200);
});

/** Serves what `build` makes, and asks `{ a }` of each API by its key. */
async function answersOf(
  build: (stack: Stack, file: (name: string, text: string) => string) => void,
): Promise<unknown[]> {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  const app = new App({
    outdir: join(directory, 'out'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  build(new Stack(app, 'Facts'), (name, text) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  });
  app.synth();
  const server = await createLocalAppSync({ assembly: join(directory, 'out') });
  try {
    return await Promise.all(
      server.apis.map(async ({ url }, at) => {
        const mode = server.deployment.apis[at]?.authModes[0];
        const key = mode?.type === 'API_KEY' ? (mode.keys[0]?.value ?? '') : '';
        const body = JSON.stringify({ query: '{ a }' });
        const headers = { 'content-type': 'application/json', 'x-api-key': key };
        return (await fetch(url, { method: 'POST', headers, body })).json();
      }),
    );
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
const CODE = (value: string) =>
  `export const request = () => ({ payload: '${value}' }); export const response = (ctx) => ctx.result;`;
function addApi(stack: Stack, name: string, schemaFile: string, code: appsync.Code): void {
  const definition = appsync.Definition.fromFile(schemaFile);
  const made = new appsync.GraphqlApi(stack, name, { name, definition });
  const dataSource = made.addNoneDataSource('none');
  dataSource.createResolver(`${name}A`, {
    typeName: 'Query',
    fieldName: 'a',
    runtime: appsync.FunctionRuntime.JS_1_0_0,
    code,
  });
}
fact(cdk, 'serves code that is an asset', async () => {
  const answers = await answersOf((stack, file) => {
    const code = appsync.Code.fromAsset(file('a.js', CODE('from an asset')));
    addApi(stack, 'One', file('schema.graphql', 'type Query { a: String }'), code);
  });
  expect(answers).toEqual([{ data: { a: 'from an asset' } }]);
});
fact(cdk, 'serves code that is inline', async () => {
  const answers = await answersOf((stack, file) => {
    addApi(stack, 'One', file('schema.graphql', 'type Query { a: String }'), appsync.Code.fromInline(CODE('inline')));
  });
  expect(answers).toEqual([{ data: { a: 'inline' } }]);
});
fact(cdk, 'serves every API of a stack', async () => {
  const answers = await answersOf((stack, file) => {
    const schema = file('schema.graphql', 'type Query { a: String }');
    addApi(stack, 'One', schema, appsync.Code.fromInline(CODE('one')));
    addApi(stack, 'Two', schema, appsync.Code.fromInline(CODE('two')));
  });
  expect(answers).toEqual([{ data: { a: 'one' } }, { data: { a: 'two' } }]);
});
fact(cdk, 'serves an API of a nested stack, and one of a stack nested in that', async () => {
  const answers = await answersOf((stack, file) => {
    const schema = file('schema.graphql', 'type Query { a: String }');
    const outer = new NestedStack(stack, 'Outer');
    addApi(outer, 'One', schema, appsync.Code.fromInline(CODE('nested')));
    addApi(new NestedStack(outer, 'Inner'), 'Two', schema, appsync.Code.fromInline(CODE('nested twice')));
  });
  expect(answers).toEqual([{ data: { a: 'nested' } }, { data: { a: 'nested twice' } }]);
});
fact(cdk, 'joins an API of one nested stack with the resolvers of another', async () => {
  const answers = await answersOf((stack, file) => {
    const definition = appsync.Definition.fromFile(file('schema.graphql', 'type Query { a: String }'));
    const made = new appsync.GraphqlApi(new NestedStack(stack, 'Api'), 'One', { name: 'One', definition });
    const dataSource = new appsync.NoneDataSource(new NestedStack(stack, 'Rest'), 'None', { api: made, name: 'none' });
    const code = appsync.Code.fromInline(CODE('across'));
    dataSource.createResolver('A', {
      typeName: 'Query',
      fieldName: 'a',
      runtime: appsync.FunctionRuntime.JS_1_0_0,
      code,
    });
  });
  expect(answers).toEqual([{ data: { a: 'across' } }]);
});
fact(cdk, 'an API by key alone has a key without the stack naming one', async () => {
  const assembly = synthesize(api('type Query { a: Boolean }', { 'Query.a': TRUE }));
  const server = await createLocalAppSync({ assembly: assembly.directory });
  const [mode] = server.deployment.apis[0]?.authModes ?? [];
  expect(mode?.type === 'API_KEY' && mode.keys[0]?.value).toMatch(/^da2-/);
  await server.close();
  assembly.remove();
});
fact(cdk, 'refuses a folder that is no cloud assembly', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  appendFileSync(join(directory, 'other.json'), '{}');
  await expect(createLocalAppSync({ assembly: directory })).rejects.toThrow();
  rmSync(directory, { recursive: true });
});
