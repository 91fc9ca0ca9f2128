import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { serve } from './support/served-api.ts';

const modes: Standing = {
  area: 'authorization',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Configuring authorization and authentication',
};
const lambda: Standing = { ...modes, source: `${modes.source}, AWS_LAMBDA authorization` };
const directives: Standing = { ...modes, source: `${modes.source}, using additional authorization modes` };
const contextPage: Standing = {
  ...modes,
  source: 'AppSync Developer Guide: JavaScript resolver context object reference',
};
const likely = (standing: Standing, source = standing.source): Standing => ({
  ...standing,
  certainty: 'likely',
  source,
});

const IDENTITY = {
  dataSource: 'none',
  request: 'return { payload: { identity: ctx.identity, type: util.authType() } };',
} as const;
const TRUE = { dataSource: 'none', request: 'return { payload: true };' } as const;
const api = serve(() => ({
  schema: `
    type Open @aws_api_key @aws_lambda @aws_iam { id: ID  forLambda: String @aws_lambda  forKey: String @aws_api_key  child: Closed }
    type Closed { id: ID }
    type Query {
      identity: AWSJSON @aws_api_key @aws_lambda @aws_iam
      byDefault: Boolean
      onlyLambda: Boolean @aws_lambda
      onlyIam: Boolean @aws_iam
      keyOrIam: Boolean @aws_api_key @aws_iam
      granted: Boolean @aws_iam
      notGranted: Boolean @aws_iam
      open: Open @aws_api_key @aws_lambda @aws_iam
      remote: AWSJSON
    }
    type Mutation { act: Boolean @aws_lambda  granted: Boolean @aws_iam }
    schema { query: Query mutation: Mutation }`,
  moreModes: ['lambda', 'iam'],
  granted: ['Query.identity', 'Query.granted', 'Query.keyOrIam', 'Query.open'],
  authorizer: `
    export async function handler(event) {
      switch (event.authorizationToken) {
        case 'plain': return { isAuthorized: true };
        case 'context': return { isAuthorized: true, resolverContext: { user: 'ann', age: 5, admin: true } };
        case 'event': return { isAuthorized: true, resolverContext: { event: JSON.stringify(event) } };
        case 'denied field': return { isAuthorized: true, deniedFields: ['Query.identity'] };
        case 'denied arn': {
          const { apiId, accountId } = event.requestContext;
          const arn = 'arn:aws:appsync:eu-west-1:' + accountId + ':apis/' + apiId + '/types/Open/fields/id';
          return { isAuthorized: true, deniedFields: [arn] };
        }
        case 'Bearer mine': return { isAuthorized: true, resolverContext: { user: 'bearer' } };
        case 'no answer': return {};
        case 'text answer': return { isAuthorized: 'true' };
        case 'throws': throw new Error('broken');
        case 'nested': return { isAuthorized: true, resolverContext: { a: { b: 1 } } };
        default: return { isAuthorized: false };
      }
    }`,
  handler: 'export const handler = async () => ({});',
  resolvers: {
    'Query.identity': IDENTITY,
    'Query.remote': { dataSource: 'lambda', request: "return { operation: 'Invoke', payload: {} };" },
    'Query.open': {
      dataSource: 'none',
      request: "return { payload: { id: '1', forLambda: 'l', forKey: 'k', child: { id: '2' } } };",
    },
    ...Object.fromEntries(
      ['byDefault', 'onlyLambda', 'onlyIam', 'keyOrIam', 'granted', 'notGranted'].map((field) => [
        `Query.${field}`,
        TRUE,
      ]),
    ),
    'Mutation.act': TRUE,
    'Mutation.granted': TRUE,
  },
}));

const byToken = (token: string) => ({ authorization: token });
async function byIam(query: string) {
  const body = JSON.stringify({ query });
  return api.post(body, await api.signed(body));
}
async function identityOf(headers?: Record<string, string>): Promise<{ identity: unknown; type: string }> {
  const { data } = await api.ask('{ identity }', {}, headers);
  return JSON.parse(data?.['identity'] as string) as { identity: unknown; type: string };
}
const denied = (field: string, type = 'Query') => ({
  errorType: 'Unauthorized',
  message: `Not Authorized to access ${field} on type ${type}`,
});

fact(contextPage, 'an API key is no identity', async () => {
  expect(await identityOf()).toEqual({ identity: null, type: 'API Key Authorization' });
});
fact(contextPage, "a Lambda authorizer's resolverContext is the identity", async () => {
  expect(await identityOf(byToken('context'))).toMatchObject({
    identity: { resolverContext: { user: 'ann' } },
    type: 'Lambda Authorization',
  });
});
fact(likely(contextPage), 'values of resolverContext arrive as text', async () => {
  expect((await identityOf(byToken('context'))).identity).toMatchObject({
    resolverContext: { age: '5', admin: 'true' },
  });
});
fact(
  { ...contextPage, source: 'localstack/appsync-utils: outputs recorded from EvaluateCode' },
  'without a resolverContext the identity is an empty object',
  async () => {
    expect(await identityOf(byToken('plain'))).toEqual({ identity: {}, type: 'Lambda Authorization' });
  },
);
fact(contextPage, 'an IAM identity has its eight members', async () => {
  const { body } = await byIam('{ identity }');
  const { identity, type } = JSON.parse(body.data?.['identity'] as string) as { identity: object; type: string };
  expect(type).toBe('IAM Authorization');
  expect(Object.keys(identity).sort()).toEqual([
    'accountId',
    'cognitoIdentityAuthProvider',
    'cognitoIdentityAuthType',
    'cognitoIdentityId',
    'cognitoIdentityPoolId',
    'sourceIp',
    'userArn',
    'username',
  ]);
});
fact(contextPage, 'sourceIp is a list', async () => {
  const { body } = await byIam('{ identity }');
  const { identity } = JSON.parse(body.data?.['identity'] as string) as { identity: { sourceIp: unknown } };
  expect(Array.isArray(identity.sourceIp)).toBe(true);
});

fact(modes, 'a token that fits the authorizer alone goes to it', async () => {
  expect((await identityOf(byToken('Bearer mine'))).identity).toMatchObject({ resolverContext: { user: 'bearer' } });
});
fact(modes, 'a signature cannot be a token for the authorizer where IAM is a mode', async () => {
  const { status } = await api.post({ query: '{ identity }' }, byToken('AWS4-HMAC-SHA256 Credential=x'));
  expect(status).toBe(401);
});
fact(modes, 'a signature over another body is refused', async () => {
  const headers = await api.signed('{"query":"{ granted }"}');
  expect((await api.post('{"query":"{ identity }"}', headers)).status).toBe(401);
});
fact(modes, 'a signature by an unknown key is refused', async () => {
  const headers = await api.signed('{"query":"{ granted }"}');
  const authorization = headers['authorization']?.replace(/Credential=\w+/, 'Credential=AKIAUNKNOWN') ?? '';
  expect((await api.post('{"query":"{ granted }"}', { ...headers, authorization })).status).toBe(401);
});

for (const [what, token] of [
  ['that denies', 'unknown'],
  ['that throws', 'throws'],
  ['that answers {}', 'no answer'],
] as const) {
  fact(lambda, `an authorizer ${what} lets nobody in, with 401`, async () => {
    const reply = await api.post({ query: '{ identity }' }, byToken(token));
    expect([reply.status, reply.body]).toEqual([
      401,
      { errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }] },
    ]);
  });
}
for (const [what, token] of [
  ['isAuthorized that is no boolean', 'text answer'],
  ['a resolverContext that is not flat', 'nested'],
] as const) {
  fact({ ...lambda, certainty: 'decided' }, `an answer with ${what} lets nobody in`, async () => {
    expect((await api.post({ query: '{ identity }' }, byToken(token))).status).toBe(401);
  });
}
interface AuthorizerEvent {
  readonly authorizationToken: string;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly requestHeaders: Readonly<Record<string, string>>;
}
async function authorizerEvent(): Promise<AuthorizerEvent> {
  const body = { query: 'query Who { identity }', operationName: 'Who', variables: { a: 1 } };
  const { body: answer } = await api.post(body, { ...byToken('event'), 'x-own': 'h' });
  const { identity } = JSON.parse(answer.data?.['identity'] as string) as {
    identity: { resolverContext: { event: string } };
  };
  return JSON.parse(identity.resolverContext.event) as AuthorizerEvent;
}
fact(lambda, 'the authorizer is given token, headers, query, operation name and variables', async () => {
  expect(await authorizerEvent()).toMatchObject({
    authorizationToken: 'event',
    requestContext: {
      queryString: expect.stringContaining('query Who'),
      operationName: 'Who',
      variables: { a: 1 },
      accountId: '123456789012',
    },
    requestHeaders: { 'x-own': 'h' },
  });
});
fact(lambda, "the authorizer is given the API's id and a request id", async () => {
  const { requestContext } = await authorizerEvent();
  expect(requestContext['apiId']).toMatch(/^[a-z0-9]{26}$/);
  expect(requestContext['requestId']).toMatch(/^[0-9a-f-]{36}$/);
});
fact(lambda, 'deniedFields named Type.field are null, with an error', async () => {
  const { data, errors } = await api.ask('{ identity }', {}, byToken('denied field'));
  expect([data, errors]).toMatchObject([{ identity: null }, [denied('identity')]]);
});
fact(lambda, 'deniedFields may be ARNs', async () => {
  const { data } = await api.ask('{ open { id forLambda } }', {}, byToken('denied arn'));
  expect(data).toEqual({ open: { id: null, forLambda: 'l' } });
});

const observed = likely(directives, 'response bodies pasted in public AppSync issues');
fact(observed, 'a field of another mode is denied with 200, null and an Unauthorized error', async () => {
  const { status, body } = await api.post({ query: '{ onlyLambda }' });
  expect(status).toBe(200);
  expect(body).toEqual({
    data: { onlyLambda: null },
    errors: [
      {
        path: ['onlyLambda'],
        data: null,
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        ...denied('onlyLambda'),
      },
    ],
  });
});
fact(directives, 'a field without a directive takes the default mode', async () => {
  expect(await api.ask('{ byDefault }')).toEqual({ data: { byDefault: true } });
});
fact(directives, 'a field without a directive takes no other mode', async () => {
  expect((await api.ask('{ byDefault }', {}, byToken('plain'))).errors).toMatchObject([denied('byDefault')]);
});
fact(directives, 'a directive takes the default mode away from a field', async () => {
  expect((await api.ask('{ onlyIam }')).errors).toMatchObject([denied('onlyIam')]);
});
fact(directives, 'several directives open a field to several modes', async () => {
  expect((await api.ask('{ keyOrIam }')).data).toEqual({ keyOrIam: true });
  expect((await byIam('{ keyOrIam }')).body.data).toEqual({ keyOrIam: true });
});
fact(directives, "a field's directive replaces those of its type", async () => {
  const { data, errors } = await api.ask('{ open { id forLambda forKey } }');
  expect(data).toEqual({ open: { id: '1', forLambda: null, forKey: 'k' } });
  expect(errors).toMatchObject([denied('forLambda', 'Open')]);
});
fact(directives, 'a type that an opened field returns needs the directive itself', async () => {
  const { data, errors } = await api.ask('{ open { id child { id } } }', {}, byToken('plain'));
  expect([data, errors]).toMatchObject([{ open: { id: '1' } }, [denied('id', 'Closed')]]);
});
fact(directives, 'a denial of one field leaves the others', async () => {
  expect((await api.ask('{ onlyIam byDefault }')).data).toEqual({ onlyIam: null, byDefault: true });
});
fact(directives, 'a mutation of another mode does not run', async () => {
  expect(await api.ask('mutation { act }')).toMatchObject({ data: { act: null }, errors: [denied('act', 'Mutation')] });
});
fact(modes, 'IAM lets a role call the fields that its policy names', async () => {
  expect((await byIam('{ granted }')).body).toEqual({ data: { granted: true } });
});
fact(modes, 'IAM denies a role the fields that its policy does not name', async () => {
  const { body } = await byIam('{ notGranted }');
  expect(body).toMatchObject({ data: { notGranted: null }, errors: [{ errorType: 'Unauthorized' }] });
});
fact(modes, 'a policy for a field of Query does not speak of Mutation', async () => {
  const { body } = await byIam('mutation { granted }');
  expect(body.data).toEqual({ granted: null });
});
