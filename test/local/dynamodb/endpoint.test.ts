import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PolicyStatement, RoleDefinition } from '../../../local/assembly/model.ts';
import { startDynamoDbEndpoint } from '../../../local/dynamodb/endpoint.ts';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { signRequest } from '../../../local/iam/signature.ts';
import type { SignedService } from '../../../local/iam/signed-service.ts';
import { withEngine } from './running-engine.ts';
import { itemTable } from './tables.ts';

const table = itemTable({ name: 'Guarded', arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Guarded' });
const other = itemTable({ name: 'Closed', arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Closed' });
const running = withEngine([table, other]);
const identities = createIdentityStore();
const roles = new Map<string, RoleDefinition>();
let endpoint: SignedService;

beforeAll(async () => {
  endpoint = await startDynamoDbEndpoint({
    client: running.client,
    identities,
    roles: () => [...roles.values()],
    tableArn: (name) => [table, other].find((candidate) => candidate.name === name)?.arn,
  });
});
afterAll(() => endpoint.close());

/** A signed call of a role with these statements. */
async function call(operation: string, input: object, statements: readonly PolicyStatement[]) {
  const arn = `arn:aws:iam::123456789012:role/r${roles.size}`;
  roles.set(arn, { arn, statements });
  const body = JSON.stringify(input);
  const headers = {
    host: new URL(endpoint.url).host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  const scope = { service: 'dynamodb', region: 'eu-west-1' };
  const signed = await signRequest(
    { method: 'POST', target: '/', headers, body },
    identities.credentialsOf(arn),
    scope,
  );
  return send(signed, body);
}

async function send(headers: Record<string, string>, body: string) {
  const response = await fetch(endpoint.url, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const allow = (actions: readonly string[], resources: readonly string[] = [table.arn]): PolicyStatement[] => [
  { effect: 'Allow', actions: actions.map((action) => `dynamodb:${action}`), resources },
];
const key = { pk: { S: 'a' }, sk: { S: '1' } };
const TableName = table.name;
const denied = (action: string, resource: string) => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException',
    message: expect.stringContaining(`is not authorized to perform: dynamodb:${action} on resource: ${resource}`),
  },
});

describe('a call that the role allows', () => {
  test('goes to the table and back', async () => {
    const put = await call('PutItem', { TableName, Item: { ...key, n: { N: '1' } } }, allow(['PutItem']));
    expect(put.status).toBe(200);
    const got = await call('GetItem', { TableName, Key: key }, allow(['Get*']));
    expect(got).toEqual({ status: 200, body: { Item: { ...key, n: { N: '1' } } } });
  });

  test('gets DynamoDB’s own error where DynamoDB refuses it', async () => {
    const input = { TableName, Item: key, ConditionExpression: 'attribute_exists(never)' };
    expect(await call('PutItem', input, allow(['*']))).toMatchObject({
      status: 400,
      body: { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' },
    });
  });
});

describe('a call that the role does not allow stops before the table', () => {
  test.each([
    ['PutItem', { TableName, Item: { pk: { S: 'never' }, sk: { S: '1' } } }, ['GetItem'], 'PutItem', table.arn],
    ['Query', { TableName, IndexName: 'byOwner' }, ['Query'], 'Query', `${table.arn}/index/byOwner`],
    ['BatchGetItem', { RequestItems: { [other.name]: { Keys: [key] } } }, ['BatchGetItem'], 'BatchGetItem', other.arn],
    [
      'TransactWriteItems',
      { TransactItems: [{ Delete: { TableName, Key: key } }, { ConditionCheck: { TableName, Key: key } }] },
      ['DeleteItem'],
      'ConditionCheckItem',
      table.arn,
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: other.name, Key: key } }] },
      ['GetItem'],
      'GetItem',
      other.arn,
    ],
  ])('%s', async (operation, input, actions, action, resource) => {
    expect(await call(operation, input, allow(actions))).toMatchObject(denied(action, resource));
  });

  test('and an explicit Deny wins', async () => {
    const statements: PolicyStatement[] = [
      ...allow(['*'], ['*']),
      { effect: 'Deny', actions: ['dynamodb:GetItem'], resources: [table.arn] },
    ];
    expect(await call('GetItem', { TableName, Key: key }, statements)).toMatchObject(denied('GetItem', table.arn));
  });
});

test.each([
  ['a table that the deployment has not', 'GetItem', { TableName: 'Nowhere', Key: key }, 'ResourceNotFoundException'],
  ['no table at all', 'GetItem', { Key: key }, 'ValidationException'],
  ['an operation on tables', 'DeleteTable', { TableName }, 'UnknownOperationException'],
  ['PartiQL', 'ExecuteStatement', { Statement: 'SELECT * FROM Guarded' }, 'UnknownOperationException'],
])('refuses %s', async (_name, operation, input, type) => {
  expect(await call(operation, input, allow(['*'], ['*']))).toMatchObject({
    status: 400,
    body: { __type: `com.amazonaws.dynamodb.v20120810#${type}` },
  });
});

describe('a call whose caller is not proven', () => {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };

  test('is refused without a signature', async () => {
    expect(await send(headers, '{}')).toMatchObject({ body: { __type: 'MissingAuthenticationTokenException' } });
  });

  test('is refused with a key that nobody has', async () => {
    const stranger = createIdentityStore().credentialsOf('arn:aws:iam::123456789012:role/stranger');
    const request = {
      method: 'POST',
      target: '/',
      headers: { ...headers, host: new URL(endpoint.url).host },
      body: '{}',
    };
    const signed = await signRequest(request, stranger, { service: 'dynamodb', region: 'eu-west-1' });
    expect(await send(signed, '{}')).toMatchObject({ body: { __type: 'UnrecognizedClientException' } });
  });

  test('is refused where another body was signed', async () => {
    const credentials = identities.credentialsOf('arn:aws:iam::123456789012:role/signer');
    const request = {
      method: 'POST',
      target: '/',
      headers: { ...headers, host: new URL(endpoint.url).host },
      body: '{}',
    };
    const signed = await signRequest(request, credentials, { service: 'dynamodb', region: 'eu-west-1' });
    expect(await send(signed, '{"TableName":"Guarded"}')).toMatchObject({
      body: { __type: 'InvalidSignatureException' },
    });
  });
});
