import type { Stack } from 'aws-cdk-lib';
import { CfnOutput, CfnParameter, NestedStack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { expect, test } from 'vitest';
import { deploy, problemsOf } from './synth.ts';

const runtime = appsync.FunctionRuntime.JS_1_0_0;
const code = appsync.Code.fromInline('export const request = () => ({}); export const response = (ctx) => ctx.result;');

function table(stack: Stack, id: string): dynamodb.Table {
  return new dynamodb.Table(stack, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
}

test('an API and its parts may lie in different nested stacks', () => {
  const { apis, tables } = deploy(({ stack, file }) => {
    const data = new NestedStack(stack, 'Data');
    const outer = new NestedStack(stack, 'Outer');
    const inner = new NestedStack(outer, 'Inner');
    const api = new appsync.GraphqlApi(outer, 'Api', {
      name: 'team',
      definition: appsync.Definition.fromFile(file('schema.graphql', 'type Query { hello: String }')),
    });
    // The CDK's own types disagree under `exactOptionalPropertyTypes`.
    const source = new appsync.DynamoDbDataSource(inner, 'Source', {
      api,
      table: table(data, 'Things') as dynamodb.ITable,
      name: 'Things',
    });
    source.createResolver('Hello', { typeName: 'Query', fieldName: 'hello', runtime, code });
  });
  expect(apis).toHaveLength(1);
  expect(tables).toHaveLength(1);
  expect(apis[0]?.resolvers[0]).toMatchObject({ typeName: 'Query', fieldName: 'hello' });
  const [source] = apis[0]?.dataSources ?? [];
  expect(source).toMatchObject({ tableName: tables[0]?.name });
  // The parent hands the table's ARN from the one nested stack to the other.
  expect(source?.role?.statements[0]?.resources).toContain(tables[0]?.arn);
});

test('parameters go down and outputs come up', () => {
  const { outputs } = deploy(({ stack }) => {
    const inner = new NestedStack(stack, 'Inner', { parameters: { Size: 'large' } });
    const size = new CfnParameter(inner, 'Size', { default: 'small' });
    const colour = new CfnParameter(inner, 'Colour', { default: 'red' });
    const made = table(inner, 'Made');
    new CfnOutput(stack, 'Made', { value: made.tableName });
    new CfnOutput(inner, 'Seen', { value: 'not an output of the whole' });
    new CfnOutput(stack, 'Colour', { value: colour.valueAsString });
    new CfnOutput(stack, 'Size', { value: size.valueAsString });
  });
  expect(outputs).toMatchObject({ Colour: 'red', Size: 'large' });
  expect(outputs['Made']).toMatch(/^Team-Inner.*-Made/);
  expect(outputs).not.toHaveProperty('Seen');
});

test('a problem in a nested stack names that stack', () => {
  const [problem] = problemsOf(({ stack }) => {
    new appsync.CfnGraphQLApi(new NestedStack(stack, 'Inner'), 'Api', { name: 'a', authenticationType: 'AWS_IAM' });
  });
  expect(problem).toMatchObject({ stack: expect.stringMatching(/^Team-Inner/), message: 'the API has no schema' });
});
