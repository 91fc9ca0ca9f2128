import { readFileSync } from 'node:fs';
import { type FieldNode, type SelectionSetNode, buildSchema, parse, validate, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { maxDocumentBytes } from '../../infra/firewall-rules.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { fields } from '../../infra/wiring.ts';
import { fieldsAtOnce, publishDocument } from '../../resolvers/lib/publish-document.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

/** What people's clients say, and the longest that the service says to itself. */
const documents: readonly [name: string, document: string][] = [
  ...Object.entries<string>(operations),
  ['publish of a channel', publishDocument(1, 0, fieldsAtOnce - 1)],
  ['publish of audiences', publishDocument(4, fieldsAtOnce - 4)],
  ['publish of people', publishDocument(0, fieldsAtOnce)],
];

describe('every document of ours', () => {
  test('is one', () => {
    expect(documents.length).toBeGreaterThan(30);
    for (const [name, document] of documents) expect(validate(schema, parse(document)), name).toEqual([]);
  });

  test.each(stageNames)('is within the limits of %s', (name) => {
    const { queryDepth, resolverCount } = stageOf(name);
    const depth = Math.max(...documents.map(([, document]) => depthOf(document)));
    const resolvers = Math.max(...documents.map(([, document]) => resolversOf(document)));
    expect(depth).toBe(4);
    // Whoever says many things at once says them as one request to the firewall, which counts requests: there is room for few.
    const ofPeople = Object.values<string>(operations).map(resolversOf);
    expect(Math.max(...ofPeople)).toBe(1);
    expect(resolvers).toBe(fieldsAtOnce);
    // One level to spare, as AWS does not say how it counts; no resolver, as its example shows how.
    expect(queryDepth).toBe(depth + 1);
    expect(resolverCount).toBe(resolvers);
  });

  test('is short enough for the firewall, which has room for twice as long ones of others', () => {
    const longest = (some: typeof documents) => Math.max(...some.map(([, document]) => Buffer.byteLength(document)));
    expect(longest(documents)).toBeLessThan(maxDocumentBytes);
    expect(longest(documents.filter(([name]) => !name.startsWith('publish'))) * 2).toBeLessThan(maxDocumentBytes);
    // AppSync hands over no more than that to the firewall: a higher limit would never be reached.
    expect(maxDocumentBytes).toBeLessThan(8192);
  });

  test('asks for lists of what has no resolver, so that a long page runs no more of them', () => {
    const roots = new Set(['Query', 'Mutation', 'Subscription']);
    for (const address of Object.keys(fields)) expect(roots).toContain(address.split('.')[0]);
  });
});

/** Levels of fields, those at the leaves included: `{ me { name } }` is 2. */
function depthOf(document: string): number {
  const { definitions } = parse(document);
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one.selectionSet]] : [])),
  );
  const below = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((one) => {
        if (one.kind === 'Field') return 1 + below(one.selectionSet);
        return below(one.kind === 'InlineFragment' ? one.selectionSet : fragments.get(one.name.value));
      }),
    );
  return Math.max(...definitions.map((one) => (one.kind === 'OperationDefinition' ? below(one.selectionSet) : 0)));
}

/** The fields that a document asks of the roots: each of these has a resolver, and no other has. */
function resolversOf(document: string): number {
  let count = 0;
  visit(parse(document), {
    OperationDefinition: ({ selectionSet }) => {
      count += selectionSet.selections.filter((one): one is FieldNode => one.kind === 'Field').length;
      return false;
    },
    FragmentDefinition: () => false,
  });
  return count;
}
