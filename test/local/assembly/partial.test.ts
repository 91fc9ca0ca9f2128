import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import type { Deployment } from '../../../local/assembly/model.ts';
import { AssemblyError, readAssembly } from '../../../local/assembly/read.ts';
import { loadCode } from '../../../local/runtime/index.ts';
import { place } from './synth.ts';

const runtime = appsync.FunctionRuntime.JS_1_0_0;
const code = appsync.Code.fromInline('export const request = () => ({}); export const response = (ctx) => ctx.result;');
const fields = ['plain', 'template', 'event', 'python', 'piped'];

/** An API of which only `Query.plain` can be served. */
function read(isPartial: boolean, change: (stack: Stack) => void = () => undefined): Deployment {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const schema = join(directory, 'schema.graphql');
  writeFileSync(schema, `type Query { ${fields.map((name) => `${name}: String`).join(' ')} }`);
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Team');
  const api = new appsync.GraphqlApi(stack, 'Api', {
    name: 'team',
    definition: appsync.Definition.fromFile(schema),
  });
  const nothing = api.addNoneDataSource('Nothing');
  nothing.createResolver('Plain', { typeName: 'Query', fieldName: 'plain', runtime, code });
  const empty = appsync.MappingTemplate.fromString('{}');
  nothing.createResolver('Template', {
    typeName: 'Query',
    fieldName: 'template',
    requestMappingTemplate: empty,
    responseMappingTemplate: empty,
  });
  const bus = api.addEventBridgeDataSource('Bus', events.EventBus.fromEventBusName(stack, 'Events', 'default'));
  bus.createResolver('Event', { typeName: 'Query', fieldName: 'event', runtime, code });
  const step = bus.createFunction('Step', { name: 'step', runtime, code });
  api.createResolver('Piped', { typeName: 'Query', fieldName: 'piped', runtime, code, pipelineConfig: [step] });
  const python = new lambda.Function(stack, 'Python', {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: lambda.Code.fromInline('pass'),
  });
  api.addLambdaDataSource('Python', python).createResolver('Slow', { typeName: 'Query', fieldName: 'python' });
  change(stack);
  app.synth();
  return readAssembly(join(directory, 'out'), place, { isPartial });
}

test('the read stops by default, and says which fields stand in the way', () => {
  try {
    read(false);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    expect(error.message).toMatch(/Query\.template: has mapping templates/);
    expect(error.message).toMatch(/data sources of type AMAZON_EVENTBRIDGE are not supported/);
    expect(error.message).toMatch(/the runtime python3\.13 is not supported/);
    for (const field of fields.slice(1)) expect(error.message).toContain(`Query.${field}: `);
    expect(error.message).not.toContain('Query.plain');
  }
});

test('what can be served is, where that is asked for, and the other fields refuse', () => {
  const { apis, leftOut } = read(true);
  const [api] = apis;
  expect(api?.dataSources.map(({ name, type }) => `${name} ${type}`)).toEqual(['Nothing NONE', '(not served) NONE']);
  expect(api?.resolvers.map(({ fieldName }) => fieldName).sort()).toEqual([...fields].sort());
  const outcomes = new Map(
    api?.resolvers.map(({ fieldName, code: source }) => {
      const context = { arguments: {}, identity: null, source: null, env: {}, stash: {}, prev: null };
      const request = { headers: {}, domainName: null };
      const info = {
        fieldName,
        parentTypeName: 'Query',
        variables: {},
        selectionSetList: [],
        selectionSetGraphQL: '',
      };
      return [fieldName, loadCode(source).run('request', { ...context, request, info }).outcome] as const;
    }),
  );
  expect(outcomes.get('plain')).toMatchObject({ kind: 'returned' });
  for (const field of fields.slice(1)) {
    expect(outcomes.get(field)).toMatchObject({
      kind: 'error',
      error: { errorType: 'NotServed', message: expect.stringMatching(`^Not served locally: Query.${field}: `) },
    });
  }
  expect(leftOut.map(({ message }) => message).join('\n')).toContain('Query.template: has mapping templates (VTL)');
});

test('what concerns the whole API stops a partial read too', () => {
  const unfinished = (stack: Stack): void => {
    new appsync.CfnGraphQLApi(stack, 'Other', { name: 'other', authenticationType: 'AWS_IAM' });
  };
  expect(() => read(true, unfinished)).toThrow(/the API has no schema/);
});
