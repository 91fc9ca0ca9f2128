import { Aws, CfnCondition, CfnOutput, CfnResource, Fn } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expect, test } from 'vitest';
import { deploy, problemsOf, type Workshop } from './synth.ts';

function messages(build: (workshop: Workshop) => void): string {
  return problemsOf(build)
    .map((problem) => `${problem.stack}/${problem.logicalId}: ${problem.message}`)
    .join('\n');
}

test('every problem is listed, each with its stack and logical id', () => {
  const problems = problemsOf(({ stack, api }) => {
    const own = api();
    own.addEventBridgeDataSource('Bus', events.EventBus.fromEventBusName(stack, 'Bus', 'default'));
    new CfnResource(stack, 'Events', { type: 'AWS::AppSync::Api' });
  });
  expect(problems).toHaveLength(2);
  expect(problems.every(({ stack }) => stack === 'Team')).toBe(true);
  expect(problems).toContainEqual({
    stack: 'Team',
    logicalId: 'Events',
    message: 'AppSync Events APIs are not supported',
  });
  const messages = problems.map(({ message }) => message);
  expect(messages).toContain('data sources of type AMAZON_EVENTBRIDGE are not supported');
});

test('a dynamic reference is refused', () => {
  const found = messages((workshop) => {
    const secret = new secretsmanager.Secret(workshop.stack, 'Key');
    const environment = { KEY: secret.secretValue.unsafeUnwrap() };
    workshop.api().addLambdaDataSource('Worker', caller(workshop, { environment }));
  });
  expect(found).toMatch(/dynamic reference \{\{resolve:secretsmanager:/);
});

test.each([
  ['Condition', { conditions: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }],
  ['NotResource', { notResources: ['arn:aws:x'], resources: undefined }],
  ['NotAction', { notActions: ['dynamodb:*'], actions: undefined }],
])('%s in a policy statement of a served role is refused', (word, change) => {
  const found = messages(({ stack, api }) => {
    const serviceRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com') });
    const statement = { actions: ['dynamodb:*'], resources: ['*'], ...change };
    serviceRole.addToPolicy(new iam.PolicyStatement(statement as iam.PolicyStatementProps));
    new appsync.HttpDataSource(stack, 'Source', { api: api(), endpoint: 'https://example.com', serviceRole });
  });
  expect(found).toContain(`${word} is not supported in a policy statement`);
});

test('a managed policy of AWS that could matter is refused, one for logs is not', () => {
  const build =
    (name: string) =>
    ({ stack, api }: Workshop): void => {
      const serviceRole = new iam.Role(stack, 'Role', {
        assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com'),
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(name)],
      });
      new appsync.HttpDataSource(stack, 'Source', { api: api(), endpoint: 'https://example.com', serviceRole });
    };
  expect(messages(build('AmazonS3FullAccess'))).toContain('policy/AmazonS3FullAccess is not in the assembly');
  expect(deploy(build('service-role/AWSLambdaBasicExecutionRole')).apis).toHaveLength(1);
});

test('a managed policy of AWS counts for what it says of a service that is served', () => {
  const { apis } = deploy(({ stack, api }) => {
    const serviceRole = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonDynamoDBFullAccess')],
    });
    new appsync.HttpDataSource(stack, 'Source', { api: api(), endpoint: 'https://example.com', serviceRole });
  });
  expect(apis[0]?.dataSources[0]?.role?.statements).toEqual([
    { effect: 'Allow', actions: ['dynamodb:*'], resources: ['*'] },
  ]);
});

test('a condition on another service than those that are served is no obstacle', () => {
  const { apis } = deploy(({ stack, api }) => {
    const serviceRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com') });
    const conditions = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };
    serviceRole.addToPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], conditions }));
    new appsync.HttpDataSource(stack, 'Source', { api: api(), endpoint: 'https://example.com', serviceRole });
  });
  expect(apis[0]?.dataSources[0]?.role?.statements).toEqual([]);
});

test('a table that the assembly does not make is refused', () => {
  const found = messages(({ stack, api }) => {
    const elsewhere = dynamodb.Table.fromTableName(stack, 'Elsewhere', 'elsewhere');
    api().addDynamoDbDataSource('Source', elsewhere);
  });
  expect(found).toContain('the table elsewhere is not in the assembly');
});

test.each([
  ['that is no JSON object', { secretStringTemplate: 'user', generateStringKey: 'password' }],
  ['without a key', { secretStringTemplate: '{"user":"ann"}' }],
])('a secret from a template %s is refused', (_name, generateSecretString) => {
  const found = messages(({ stack }) => {
    new secretsmanager.CfnSecret(stack, 'Key', { generateSecretString });
  });
  expect(found).toContain('SecretStringTemplate must be a JSON object');
});

test('a managed policy of the assembly counts', () => {
  const { apis } = deploy(({ stack, api }) => {
    const serviceRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('appsync.amazonaws.com') });
    const statements = [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x/*'] })];
    serviceRole.addManagedPolicy(new iam.ManagedPolicy(stack, 'Shared', { statements }));
    new appsync.HttpDataSource(stack, 'Source', { api: api(), endpoint: 'https://example.com', serviceRole });
  });
  expect(apis[0]?.dataSources[0]?.role?.statements).toEqual([
    { effect: 'Allow', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x/*'] },
  ]);
});

test('a template in place of JavaScript is refused', () => {
  const found = messages(({ api }) => {
    api()
      .addNoneDataSource('Nothing')
      .createResolver('Hello', {
        typeName: 'Query',
        fieldName: 'hello',
        requestMappingTemplate: appsync.MappingTemplate.fromString('{}'),
        responseMappingTemplate: appsync.MappingTemplate.fromString('{}'),
      });
  });
  expect(found).toContain('has mapping templates (VTL); only code for APPSYNC_JS 1.0.0 is supported');
});

test('a function that an API calls must be able to run here', () => {
  const props = { runtime: lambda.Runtime.PYTHON_3_13, code: lambda.Code.fromInline('pass') };
  const found = messages((workshop) => {
    workshop.api().addLambdaDataSource('Worker', caller(workshop, props));
  });
  expect(found).toContain('the runtime python3.13 is not supported');
});

test('a function that no API calls is left out where it cannot run here', () => {
  const { lambdas } = deploy((workshop) => {
    caller(workshop, { runtime: lambda.Runtime.PYTHON_3_13, code: lambda.Code.fromInline('pass') });
  });
  expect(lambdas).toEqual([]);
});

test('an HTTP endpoint with a path is refused', () => {
  const found = messages(({ api }) => void api().addHttpDataSource('Other', 'https://example.com/v1'));
  expect(found).toContain('must not have a path');
});

test('a reference to a resource under a false condition is refused, the resource itself is not there', () => {
  const build =
    (uses: boolean) =>
    ({ stack }: Workshop): void => {
      const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals(Aws.REGION, 'mars-north-1') });
      const secret = new secretsmanager.CfnSecret(stack, 'Key', { generateSecretString: {} });
      secret.cfnOptions.condition = never;
      new CfnOutput(stack, 'Chosen', { value: uses ? secret.ref : Fn.conditionIf('Never', 'yes', 'no').toString() });
    };
  expect(messages(build(true))).toContain('Team/Chosen: refers to Key, which the stack does not create');
  expect(deploy(build(false))).toMatchObject({ secrets: [], outputs: { Chosen: 'no' } });
});

function caller({ stack, handlerFolder }: Workshop, props: Partial<lambda.FunctionProps>): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(handlerFolder()),
    ...props,
  });
}
