import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { ALL, api, host, likely, sure, token } from './api.ts';

const unauthorized = likely('aws-amplify/amplify-js: tests of AWSWebSocketProvider, connection_error');
const REFUSED = [
  { errorType: 'UnauthorizedException', errorCode: 401, message: 'You are not authorized to make this call.' },
];
async function refusedConnection(authorization: object) {
  const client = await api.dial(authorization);
  client.send({ type: 'connection_init' });
  return { client, frame: await client.next() };
}
fact(unauthorized, 'a wrong API key is a connection_error', async () => {
  const { frame } = await refusedConnection({ 'x-api-key': 'da2-wrong', host: host() });
  expect(frame).toEqual({ type: 'connection_error', payload: { errors: REFUSED } });
});
fact(unauthorized, 'a token that the authorizer denies is a connection_error', async () => {
  const { frame } = await refusedConnection(token('bad'));
  expect(frame).toEqual({ type: 'connection_error', payload: { errors: REFUSED } });
});
fact(sure, 'the socket is closed after a connection_error', async () => {
  const { client } = await refusedConnection(token('bad'));
  expect(await client.closed).toBeTypeOf('number');
});
fact({ ...sure, certainty: 'likely' }, 'the host of another API is refused', async () => {
  const { frame } = await refusedConnection({ ...api.key(), host: 'other.appsync-api.eu-west-1.amazonaws.com' });
  expect(frame.type).toBe('connection_error');
});
const authorizerPage: Standing = {
  ...sure,
  area: 'authorization',
  source: 'AppSync Developer Guide: AWS_LAMBDA authorization',
};
fact(authorizerPage, 'a Lambda authorizer is asked about a connection as DeepDish:Connect', async () => {
  const { frame } = await refusedConnection(token('never-connect'));
  expect(frame.type).toBe('connection_error');
});
fact(authorizerPage, 'a Lambda authorizer is asked about each start again', async () => {
  const client = await api.open(token('connect-only'));
  client.start('s', ALL);
  expect((await client.next({ id: 's' })).payload?.errors?.[0]?.errorType).toBe('UnauthorizedException');
});
const iam = { ...sure, area: 'authorization' } as const;
fact(iam, 'a connection by IAM is signed over /connect with the body {}', async () => {
  const signed = { ...(await api.signed('{}', '/graphql/connect')) };
  const { frame } = await refusedConnection(signed);
  expect(frame.type).toBe('connection_ack');
});
fact(iam, 'a connection by IAM that is signed over /graphql is refused', async () => {
  const { frame } = await refusedConnection(await api.signed('{}', '/graphql'));
  expect(frame.type).toBe('connection_error');
});
fact(iam, 'a start by IAM is signed over its exact data', async () => {
  const client = await api.open();
  const data = JSON.stringify({ query: ALL, variables: {} });
  const authorization = await api.signed(data);
  client.send({ id: 's', type: 'start', payload: { data: `${data} `, extensions: { authorization } } });
  expect((await client.next({ id: 's' })).payload?.errors?.[0]?.errorType).toBe('UnauthorizedException');
});
