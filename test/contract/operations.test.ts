import { readFileSync, readdirSync } from 'node:fs';
import {
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  buildSchema,
  getNamedType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import * as generated from '../../generated/operations.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));
const files = readdirSync(new URL('operations', root)).filter((name) => name.endsWith('.graphql'));

/** The fields that a person may begin with: all but the service's own. */
const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  .flatMap((type) => Object.values(type?.getFields() ?? {}))
  .filter(({ astNode }) => !astNode?.directives?.some((directive) => directive.name.value === 'aws_iam'));

const definitions = files.flatMap((name) => parse(read(`operations/${name}`)).definitions);
const fragments = new Map(
  definitions
    .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
    .map((one) => [one.name.value, one]),
);
const operations = definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);

describe('the operations', () => {
  test('are valid against the schema, and use every fragment', () => {
    expect(validate(schema, { kind: Kind.DOCUMENT, definitions })).toEqual([]);
  });

  test('are one for each field that a person may call, in a file of its name', () => {
    const names = fields.map(({ name }) => name).sort();
    expect(operations.map((one) => one.selectionSet.selections.map(nameOf).join())).toEqual(
      expect.arrayContaining(names),
    );
    expect(operations.map(constantOf).sort()).toEqual(names);
    expect(files.sort()).toEqual([...names.map((name) => `${name}.graphql`), 'fragments.graphql'].sort());
    expect(Object.keys(generated).sort()).toEqual(names);
  });

  for (const operation of operations) {
    const name = constantOf(operation);
    const field = fields.find((one) => one.name === name);

    test(`${name} lets its caller give every argument, under its own name, as required as the schema has it`, () => {
      const variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      expect(variables).toEqual(field?.args.map((argument) => argument.name));
      const [call] = operation.selectionSet.selections;
      const given = call?.kind === Kind.FIELD ? (call.arguments ?? []) : [];
      expect(
        given.map(({ name, value }) => [name.value, value.kind === Kind.VARIABLE ? value.name.value : null]),
      ).toEqual(variables.map((variable) => [variable, variable]));
    });

    test(`${name} asks for everything that its answer can hold`, () => {
      const [call] = operation.selectionSet.selections;
      const asked = call?.kind === Kind.FIELD ? selected(call.selectionSet) : [];
      expect(asked.sort()).toEqual(field ? leavesOf(field.type).sort() : []);
    });

    test(`${name} is a document of its own: every fragment that it uses is in it, and no other`, () => {
      expect(validate(schema, parse(documents[name] ?? ''))).toEqual([]);
    });
  }
});

/** The generated strings by name. What they are typed as besides does not matter here. */
const documents: Readonly<Record<string, string>> = generated;

function constantOf(operation: OperationDefinitionNode): string {
  const name = operation.name?.value ?? '';
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function nameOf(node: SelectionSetNode['selections'][number]): string {
  return node.kind === Kind.FIELD ? node.name.value : '';
}

/** The path of each leaf that a selection asks for; none of a field that is a leaf itself. */
function selected(set: SelectionSetNode | undefined, path: readonly string[] = []): string[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return selected(node.selectionSet, path);
    if (node.kind === Kind.FRAGMENT_SPREAD) return selected(fragments.get(node.name.value)?.selectionSet, path);
    const here = [...path, node.name.value];
    return node.selectionSet ? selected(node.selectionSet, here) : [here.join('.')];
  });
}

function leavesOf(outputType: GraphQLOutputType, path: readonly string[] = []): string[] {
  const type = getNamedType(outputType);
  if (!isObjectType(type)) return path.length > 0 ? [path.join('.')] : [];
  return Object.values(type.getFields()).flatMap((field) => leavesOf(field.type, [...path, field.name]));
}
