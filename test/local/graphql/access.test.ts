import { describe, expect, test } from 'vitest';
import type { AuthMode, PolicyStatement } from '../../../local/assembly/model.ts';
import type { Caller } from '../../../local/auth/caller.ts';
import { answers, apiKey, createApi, lambda, run, someone } from './api.ts';

const iam: AuthMode = { type: 'AWS_IAM' };
const cognito: AuthMode = {
  type: 'AMAZON_COGNITO_USER_POOLS',
  userPoolId: 'pool',
  region: 'eu-west-1',
  appIdClientRegex: null,
  defaultAction: 'ALLOW',
};
const fieldsArn = 'arn:aws:appsync:eu-west-1:123456789012:apis/abcdefghijklmnopqrstuvwxyz/types';
const allow = (...resources: string[]): PolicyStatement => ({
  effect: 'Allow',
  actions: ['appsync:GraphQL'],
  resources,
});

const by = (mode: Caller['mode'], more: Partial<Caller> = {}): Caller => ({ ...someone, mode, ...more });
const byRole = (...statements: PolicyStatement[]) => by('AWS_IAM', { statements });

const schema = `
  type Plain { id: ID }
  type Open @aws_iam @aws_api_key { id: ID  closed: ID @aws_iam }
  type Query {
    plain: Plain
    iamPlain: Plain @aws_iam
    open: Open @aws_iam @aws_api_key
    onlyIam: Open @aws_iam
  }`;
const api = createApi({
  schema,
  authModes: [apiKey, iam],
  resolvers: {
    'Query.plain': answers('{ id: "1" }'),
    'Query.iamPlain': answers('{ id: "1" }'),
    'Query.open': answers('{ id: "1", closed: "2" }'),
    'Query.onlyIam': answers('{ id: "1" }'),
  },
});
const everything = byRole(allow(`${fieldsArn}/*`));

describe('who may have a field', () => {
  const cases: readonly [string, Caller, string, object, string[]][] = [
    ['without a directive: the default mode', someone, '{ plain { id } }', { plain: { id: '1' } }, []],
    ['without a directive: no other mode', everything, '{ plain { id } }', { plain: null }, ['plain on type Query']],
    ['with directives: each of the modes', someone, '{ open { id } }', { open: { id: '1' } }, []],
    [
      'with directives: each of the modes',
      everything,
      '{ open { id closed } }',
      { open: { id: '1', closed: '2' } },
      [],
    ],
    [
      'with directives: not the default mode unless it is named',
      someone,
      '{ onlyIam { id } }',
      { onlyIam: null },
      ['onlyIam on type Query'],
    ],
    [
      "a field's directives replace its type's",
      someone,
      '{ open { closed } }',
      { open: { closed: null } },
      ['closed on type Open'],
    ],
    [
      'a type behind an opened field must be open too',
      everything,
      '{ iamPlain { id } }',
      { iamPlain: { id: null } },
      ['id on type Plain'],
    ],
    ['a role without permission has nothing', byRole(), '{ open { id } }', { open: null }, ['open on type Query']],
    [
      'a role has the root fields of its policy',
      byRole(allow(`${fieldsArn}/Query/fields/open`)),
      '{ open { id } onlyIam { id } }',
      { open: { id: '1' }, onlyIam: null },
      ['onlyIam on type Query'],
    ],
    [
      'a Deny wins',
      byRole(allow('*'), { ...allow(`${fieldsArn}/Query/fields/open`), effect: 'Deny' }),
      '{ open { id } }',
      { open: null },
      ['open on type Query'],
    ],
    [
      'a field that is denied by name',
      by('API_KEY', { deniedFields: new Set(['Open.id']) }),
      '{ open { id } }',
      { open: { id: null } },
      ['id on type Open'],
    ],
  ];
  test.each(cases)('%s', async (_, caller, query, data, denied) => {
    const answer = await run(api, query, { caller });
    expect(answer.data).toEqual(data);
    expect(answer.errors.map(({ message }) => message)).toEqual(
      denied.map((what) => `Not Authorized to access ${what}`),
    );
    for (const error of answer.errors)
      expect(error).toMatchObject({ errorType: 'Unauthorized', data: null, errorInfo: null });
  });

  test('a denied mutation does not run', async () => {
    const closed = createApi({
      schema: 'type Query { a: ID } type Mutation { add: ID @aws_iam }',
      authModes: [apiKey, iam],
      resolvers: { 'Mutation.add': answers('"1"') },
    });
    const { state } = await run(closed, 'mutation { add }');
    expect(state).toMatchObject({ resolverRuns: 0, mutations: [] });
  });
});

describe('Cognito groups', () => {
  const groups =
    'type Query { a: ID @aws_cognito_user_pools(cognito_groups: ["admins"]) b: ID @aws_auth(cognito_groups: ["admins"]) }';
  const caller = (...names: string[]) => by('AMAZON_COGNITO_USER_POOLS', { groups: names });

  test('one of those that are listed is needed', async () => {
    const only = createApi({ schema: groups, authModes: [cognito] });
    expect((await run(only, '{ a b }', { caller: caller('admins') })).errors).toEqual([]);
    expect((await run(only, '{ a b }', { caller: caller('users') })).errors).toHaveLength(2);
  });

  test('a default action of DENY closes what has no directive', async () => {
    const text = `${groups.replace('}', ' c: ID d: Open @aws_cognito_user_pools }')} type Open { e: ID }`;
    const resolvers = { 'Query.d': answers('{ e: "1" }') };
    const open = createApi({ schema: text, authModes: [cognito], resolvers });
    const closed = createApi({ schema: text, authModes: [{ ...cognito, defaultAction: 'DENY' }], resolvers });
    const asked = { caller: caller('admins') };
    expect((await run(open, '{ a b c d { e } }', asked)).errors).toEqual([]);
    const { errors } = await run(closed, '{ a b c d { e } }', asked);
    expect(errors.map(({ message }) => message)).toEqual([
      'Not Authorized to access c on type Query',
      'Not Authorized to access e on type Open',
    ]);
  });

  test('@aws_auth says nothing once there is a second mode', async () => {
    const mixed = createApi({ schema: groups, authModes: [cognito, lambda] });
    const { errors } = await run(mixed, '{ a b }', { caller: caller('users') });
    expect(errors.map(({ message }) => message)).toEqual(['Not Authorized to access a on type Query']);
  });
});
