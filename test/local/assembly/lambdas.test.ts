import { writeFileSync } from 'node:fs';
import type { Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { describe, expect, test } from 'vitest';
import type { LambdaDefinition } from '../../../local/assembly/model.ts';
import { deploy, problemsOf, type Workshop } from './synth.ts';

const runtime = appsync.FunctionRuntime.JS_1_0_0;
const code = appsync.Code.fromInline('export const request = () => ({}); export const response = (ctx) => ctx.result;');

function handler(stack: Stack, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    ...props,
  });
}

function codeOf(build: (workshop: Workshop) => lambda.Code): LambdaDefinition['code'] | undefined {
  return deploy((workshop) => void handler(workshop.stack, { code: build(workshop) })).lambdas[0]?.code;
}

/** All that is wrong, as one text. */
function problems(build: (workshop: Workshop) => void): string {
  return problemsOf(build)
    .map(({ message }) => message)
    .join('\n');
}

describe('the code of a function', () => {
  test('may stand in the template', () => {
    expect(codeOf(() => lambda.Code.fromInline('exports.handler = null'))).toEqual({
      kind: 'inline',
      text: 'exports.handler = null',
    });
  });

  test('may be a folder', () => {
    const found = codeOf(({ handlerFolder }) => lambda.Code.fromAsset(handlerFolder()));
    expect(found).toMatchObject({ kind: 'directory', path: expect.stringContaining('asset.') });
  });

  test('may be a zip archive', () => {
    const found = codeOf(({ file }) => {
      const path = file('code.zip', '');
      writeFileSync(path, 'PK');
      return lambda.Code.fromAsset(path);
    });
    expect(found).toMatchObject({ kind: 'archive', path: expect.stringMatching(/\.zip$/) });
  });

  test('is refused where it comes in layers', () => {
    const found = problems(({ stack, api, handlerFolder }) => {
      const layer = new lambda.LayerVersion(stack, 'Shared', { code: lambda.Code.fromAsset(handlerFolder()) });
      api().addLambdaDataSource('Worker', handler(stack, { layers: [layer] }));
    });
    expect(found).toContain('layers are not supported');
  });
});

describe('a data source on a function', () => {
  test.each(['a version', 'an alias'])('may name %s of it, as the role does', (kind) => {
    const { apis, lambdas } = deploy(({ stack, api }) => {
      const worker = handler(stack);
      const named = kind === 'a version' ? worker.currentVersion : worker.addAlias('live');
      // The CDK's own types disagree under `exactOptionalPropertyTypes`.
      api().addLambdaDataSource('Worker', named as lambda.IFunction);
    });
    const arn = `${lambdas[0]?.arn}:${kind === 'a version' ? '1' : 'live'}`;
    const [source] = apis[0]?.dataSources ?? [];
    expect(source).toMatchObject({ functionArn: arn });
    expect(source?.role?.statements[0]?.resources).toContain(arn);
  });

  test('is refused where the function is not in the assembly', () => {
    const found = problems(({ stack, api }) => {
      const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:elsewhere';
      api().addLambdaDataSource(
        'Worker',
        lambda.Function.fromFunctionAttributes(stack, 'Elsewhere', { functionArn, skipPermissions: true }),
      );
    });
    expect(found).toContain('function:elsewhere is not in the assembly');
  });
});

describe('a resolver on a function', () => {
  test('says how large its batches are', () => {
    const { apis } = deploy(({ stack, api }) => {
      const worker = api().addLambdaDataSource('Worker', handler(stack));
      worker.createResolver('Hello', { typeName: 'Query', fieldName: 'hello', runtime, code, maxBatchSize: 10 });
    });
    expect(apis[0]?.resolvers[0]?.steps).toMatchObject({ lambdaCalls: { maxBatchSize: 10, isDirect: false } });
  });

  test('is a direct one without code and templates', () => {
    const { apis } = deploy(({ stack, api }) => {
      const worker = api().addLambdaDataSource('Worker', handler(stack));
      worker.createResolver('Hello', { typeName: 'Query', fieldName: 'hello' });
    });
    const [resolver] = apis[0]?.resolvers ?? [];
    expect(resolver?.steps).toMatchObject({ lambdaCalls: { maxBatchSize: 0, isDirect: true } });
    expect(resolver?.code.text).toContain("operation: 'Invoke'");
  });

  test('is a direct one in batches where the template says so, as a function of a pipeline is', () => {
    const { apis } = deploy(({ stack, api }) => {
      const own = api();
      const worker = own.addLambdaDataSource('Worker', handler(stack));
      const step = worker.createFunction('Step', { name: 'step', maxBatchSize: 3 });
      own.createResolver('Hello', { typeName: 'Query', fieldName: 'hello', runtime, code, pipelineConfig: [step] });
    });
    const steps = apis[0]?.resolvers[0]?.steps;
    expect(steps).toMatchObject({ functions: [{ lambdaCalls: { maxBatchSize: 3, isDirect: true } }] });
    expect(JSON.stringify(steps)).toContain("operation: 'BatchInvoke'");
  });

  test.each([
    ['larger batches than AppSync sends', 'AWS_LAMBDA', 2001, 'it must be between 0 and 2000'],
    ['batches on another data source', 'NONE', 2, 'MaxBatchSize is for Lambda data sources only'],
  ])('is refused with %s', (_name, type, maxBatchSize, message) => {
    const found = problems(({ stack, api }) => {
      const own = api();
      const source =
        type === 'NONE' ? own.addNoneDataSource('Source') : own.addLambdaDataSource('Source', handler(stack));
      const resolver = source.createResolver('Hello', { typeName: 'Query', fieldName: 'hello', runtime, code });
      (resolver.node.defaultChild as appsync.CfnResolver).maxBatchSize = maxBatchSize;
    });
    expect(found).toContain(message);
  });

  test('is refused with neither code nor templates where the data source is no function', () => {
    const found = problems(({ api }) => {
      api().addNoneDataSource('Source').createResolver('Hello', { typeName: 'Query', fieldName: 'hello' });
    });
    expect(found).toContain('Query.hello: has neither code nor templates');
  });
});
