import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, graphqlSpec, sure } from './api.ts';

fact(graphqlSpec, 'an Int has 32 bits', async () => {
  expect((await api.ask('{ whole(value: 2147483647) }')).data).toEqual({ whole: 2_147_483_647 });
  const { data, errors } = await api.ask('{ whole(value: 2147483648) }');
  expect([data, errors?.length]).toEqual([{ whole: null }, 1]);
});
fact(graphqlSpec, 'an enum answers only its values', async () => {
  const { data, errors } = await api.ask('{ enumerated }');
  expect([data, errors?.length]).toEqual([{ enumerated: null }, 1]);
});
fact(graphqlSpec, 'aliases and fragments work', async () => {
  const query = '{ p: person { ...Names friend { ...Names } } } fragment Names on Person { label: name }';
  expect(await api.ask(query)).toEqual({ data: { p: { label: 'Ann', friend: { label: 'Ben' } } } });
});
fact(graphqlSpec, '@skip and @include choose', async () => {
  const query = 'query Q($no: Boolean!) { hello @skip(if: $no) sum(a: 1, b: 2) @include(if: $no) }';
  expect(await api.ask(query, { no: true })).toEqual({ data: { sum: 3 } });
});
fact(graphqlSpec, '__typename names the type', async () => {
  expect(await api.ask('{ __typename person { __typename } }')).toEqual({
    data: { __typename: 'Query', person: { __typename: 'Person' } },
  });
});
fact(
  { ...sure, source: 'AWS CloudFormation: AWS::AppSync::GraphQLApi, IntrospectionConfig' },
  'introspection is on unless it is turned off',
  async () => {
    const { data } = await api.ask('{ __type(name: "Person") { fields { name } } }');
    expect(data).toMatchObject({
      __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'strict' }, { name: 'friend' }] },
    });
  },
);
