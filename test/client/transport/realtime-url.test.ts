import { describe, expect, test } from 'vitest';
import { spelling } from '../../../client/src/transport/amplify/endpoint-spelling.ts';
import { authorization, realtimeUrl, subprotocols } from '../../../client/src/transport/appsync/realtime-url.ts';

const id = 'abcdefghijklmnopqrstuvwxyz';

describe('the real-time URL of', () => {
  test.each([
    [
      `https://${id}.appsync-api.eu-west-1.amazonaws.com/graphql`,
      `wss://${id}.appsync-realtime-api.eu-west-1.amazonaws.com/graphql`,
    ],
    [
      `https://${id}.appsync-api.cn-north-1.amazonaws.com.cn/graphql`,
      `wss://${id}.appsync-realtime-api.cn-north-1.amazonaws.com.cn/graphql`,
    ],
    ['https://chat.example.com/graphql', 'wss://chat.example.com/graphql/realtime'],
    ['http://localhost:4000/graphql', 'ws://localhost:4000/graphql/realtime'],
    ['HTTP://localhost:4000/graphql/', 'ws://localhost:4000/graphql/realtime'],
    ['https://x.appsync-api.example.com/graphql', 'wss://x.appsync-api.example.com/graphql/realtime'],
  ])('%s is %s', (endpoint, url) => {
    expect(realtimeUrl(endpoint)).toBe(url);
  });
});

test('the authorization names the host of the GraphQL URL', () => {
  const endpoint = `https://${id}.appsync-api.eu-west-1.amazonaws.com/graphql`;
  expect(authorization(endpoint, 'token')).toEqual({
    Authorization: 'token',
    host: `${id}.appsync-api.eu-west-1.amazonaws.com`,
  });
  expect(authorization('http://localhost:4000/graphql', 'token').host).toBe('localhost:4000');
});

test('the subprotocol holds the authorization as base64url, whatever the token is', () => {
  for (const token of ['token', '???>>>', 'köln ☂']) {
    const [name, header = ''] = subprotocols(authorization('http://localhost:4000/graphql', token));
    expect(name).toBe('graphql-ws');
    expect(header).toMatch(/^header-[\w-]+$/);
    const text = Buffer.from(header.slice('header-'.length), 'base64url').toString();
    expect(JSON.parse(text)).toEqual({ Authorization: token, host: 'localhost:4000' });
  }
});

describe('another spelling of an endpoint', () => {
  const endpoints = [
    `https://${id}.appsync-api.eu-west-1.amazonaws.com/graphql`,
    'https://chat.example.com/graphql',
    'http://127.0.0.1:4000/graphql',
  ];

  test.each(endpoints)('is the same URL, and each number has its own: %s', (endpoint) => {
    const spelt = Array.from({ length: 64 }, (_, number) => spelling(endpoint, number));
    expect(new Set(spelt).size).toBe(64);
    for (const one of spelt) expect(new URL(one).href).toBe(endpoint);
  });

  test('of AppSync’s own host keeps the form that Amplify knows it by', () => {
    // @aws-amplify/api-graphql, appsyncUrl.
    const standard = /^https:\/\/\w{26}\.appsync-api\.\w{2}(?:(?:-\w{2,})+)-\d\.amazonaws.com(?:\.cn)?\/graphql$/i;
    expect(spelling(endpoints[0] ?? '', 5)).toMatch(standard);
  });
});
