import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, contextPage, field, overview } from './api.ts';

interface SeenContext {
  readonly json: string;
  readonly selection: readonly string[];
  readonly graphql: string;
}
async function context(
  selection: string,
  more = '',
  variables = {},
  headers?: Record<string, string>,
): Promise<SeenContext> {
  const { data } = await api.ask(
    `query Q($v: Int) { context(a: $v, b: "x") ${selection} } ${more}`,
    variables,
    headers,
  );
  return data?.['context'] as SeenContext;
}
const seen = async (headers?: Record<string, string>) =>
  JSON.parse((await context('{ json }', '', { v: 5 }, headers)).json) as Record<string, never>;
fact(contextPage, 'ctx has its arguments, info and variables', async () => {
  expect(await seen()).toMatchObject({
    arguments: { a: 5, b: 'x' },
    info: { fieldName: 'context', parentTypeName: 'Query', variables: { v: 5 } },
  });
});
fact(contextPage, 'ctx.request.domainName is null at the address that AppSync gives', async () => {
  expect(await seen()).toMatchObject({ request: { domainName: null } });
});
fact({ ...contextPage, certainty: 'likely' }, 'ctx.request.headers have names in lower case', async () => {
  const { request } = await seen({ ...api.key(), 'X-Own': 'mine' });
  expect(request).toMatchObject({ headers: { 'x-own': 'mine' } });
});
fact(contextPage, 'ctx.request.headers have no cookie', async () => {
  const { request } = await seen({ ...api.key(), Cookie: 'session=1' });
  expect(JSON.stringify(request)).not.toContain('session=1');
});
fact(contextPage, 'ctx.identity is null for an API key', async () => {
  expect((await seen())['identity'] ?? null).toBeNull();
});
fact(contextPage, 'selectionSetList has parents before children, joined by /', async () => {
  expect((await context('{ selection nested { one two } }')).selection).toEqual([
    'selection',
    'nested',
    'nested/one',
    'nested/two',
  ]);
});
fact(contextPage, 'selectionSetList uses aliases', async () => {
  const query = '{ context { selection mine: nested { uno: one } } }';
  expect((await api.ask(query)).data).toMatchObject({ context: { selection: ['selection', 'mine', 'mine/uno'] } });
});
fact(contextPage, 'selectionSetList flattens fragments', async () => {
  const more = 'fragment Part on Context { nested { one } }';
  expect((await context('{ selection ...Part ... on Context { other } }', more)).selection).toEqual([
    'selection',
    'nested',
    'nested/one',
    'other',
  ]);
});
fact(contextPage, 'selectionSetList of an interface has only fields of the interface', async () => {
  const { data } = await api.ask('{ node { id ... on Named { name } } }');
  expect(data).toEqual({ node: { id: 'id', name: 'n' } });
});
fact(contextPage, 'selectionSetGraphQL leaves named fragments unexpanded', async () => {
  const { graphql } = await context('{ graphql ...Part }', 'fragment Part on Context { other }');
  expect(graphql).toContain('...Part');
  expect(graphql).not.toContain('other');
});
fact(contextPage, 'selectionSetGraphQL keeps inline fragments', async () => {
  const { graphql } = await context('{ graphql ... on Context { other } }');
  expect(graphql).toMatch(/\.\.\. on Context \{\s+other\s+\}/);
});
fact(
  { ...contextPage, source: 'AppSync Developer Guide: Using environment variables' },
  'ctx.env holds the variables of the template',
  async () => {
    expect(await field('env')).toEqual({ TABLE: 'items', STAGE: 'local' });
  },
);
fact(contextPage, "ctx.source of a field's resolver is its parent", async () => {
  expect((await api.ask('{ parent { id child } }')).data).toEqual({ parent: { id: 'p1', child: 'child of p1' } });
});
fact(
  { ...overview, certainty: 'likely', source: 'GraphQL specification: mutations run serially' },
  'mutations of one request run one after the other',
  async () => {
    expect((await api.ask('mutation { a: slow b: fast c: slow d: fast }')).data).toEqual({ a: 1, b: 2, c: 3, d: 4 });
  },
);
