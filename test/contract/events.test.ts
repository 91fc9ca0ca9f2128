import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLType,
  Kind,
  type SelectionSetNode,
  buildSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { fieldsAtOnce, publishDocument } from '../../resolvers/lib/publish-document.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

describe('what the service publishes', () => {
  for (const [events, inbox, lists] of [
    [1, 0, 0],
    [0, 1, 0],
    [2, 1, 0],
    [1, 0, 3],
    [0, 0, fieldsAtOnce],
    [0, fieldsAtOnce, 0],
    [fieldsAtOnce, 0, 0],
  ] as const) {
    test(`is valid against the schema: ${events} of a channel, ${inbox} of people, ${lists} lists of them`, () => {
      const document = parse(publishDocument(events, inbox, lists));
      expect(validate(schema, document)).toEqual([]);
      expect(fieldsOf(document).map((field) => `${field.alias?.value}: ${field.name.value}`)).toEqual([
        ...Array.from({ length: events }, (_, index) => `event${index}: publishChannelEvent`),
        ...Array.from({ length: inbox }, (_, index) => `inbox${index}: publishInboxEvent`),
        ...Array.from({ length: lists }, (_, index) => `list${index}: publishInboxEvents`),
      ]);
    });
  }

  for (const [field, type, document] of [
    ['publishChannelEvent', 'ChannelEvent', publishDocument(1, 0)],
    ['publishInboxEvent', 'InboxEvent', publishDocument(0, 1)],
  ] as const) {
    test(`${field} selects every field that a subscriber can, so that no event arrives with holes`, () => {
      const [published] = fieldsOf(parse(document));
      expect(published?.name.value).toBe(field);
      expect(selected(parse(document), published?.selectionSet).sort()).toEqual(leavesOf(schema.getType(type)).sort());
    });
  }

  test('goes in as it comes out: every input has the fields of its type, as required and of the same types', () => {
    const pairs = new Map<string, string>();
    pair('ChannelEvent', 'ChannelEventInput', pairs);
    pair('InboxEvent', 'InboxEventInput', pairs);
    // Each type of an event was looked at, and with one input alone.
    expect([...pairs.keys()].sort()).toEqual([
      'Attachment',
      'Channel',
      'ChannelEvent',
      'ChannelMember',
      'InboxEvent',
      'Message',
      'Reaction',
      'ReactionCount',
      'User',
    ]);
  });

  test('may be told of nobody but the service: each type of an event is open to it, and the fields to it alone', () => {
    const isOpenToService = (name: string) =>
      schema.getType(name)?.astNode?.directives?.some((directive) => directive.name.value === 'aws_iam') ?? false;
    const told = ['ChannelEvent', 'InboxEvent'].flatMap((name) => objectsOf(schema.getType(name)));
    expect(told.filter((name) => !isOpenToService(name))).toEqual([]);
    const publishing = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ name }) =>
      name.startsWith('publish'),
    );
    expect(publishing.map(({ astNode }) => astNode?.directives?.map((directive) => directive.name.value))).toEqual([
      ['aws_iam'],
      ['aws_iam'],
      ['aws_iam'],
    ]);
  });
});

function fieldsOf(document: DocumentNode): FieldNode[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node] : []))
      : [],
  );
}

/** The path of each leaf that a selection asks for, as in `message.reactions.emoji`. */
function selected(document: DocumentNode, set: SelectionSetNode | undefined, path = ''): string[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) {
      const here = path ? `${path}.${node.name.value}` : node.name.value;
      return node.selectionSet ? selected(document, node.selectionSet, here) : [here];
    }
    const spread = document.definitions.find(
      (one) =>
        node.kind === Kind.FRAGMENT_SPREAD &&
        one.kind === Kind.FRAGMENT_DEFINITION &&
        one.name.value === node.name.value,
    );
    return spread && 'selectionSet' in spread ? selected(document, spread.selectionSet, path) : [];
  });
}

/** The path of each leaf that a type has. */
function leavesOf(type: GraphQLNamedType | undefined, path = ''): string[] {
  if (!isObjectType(type)) return [path];
  return Object.values(type.getFields()).flatMap((field) =>
    leavesOf(getNamedType(field.type), path ? `${path}.${field.name}` : field.name),
  );
}

/** The names of a type and all types that it is made of. */
function objectsOf(type: GraphQLNamedType | undefined): string[] {
  if (!isObjectType(type)) return [];
  return [type.name, ...Object.values(type.getFields()).flatMap((field) => objectsOf(getNamedType(field.type)))];
}

function pair(outputName: string, inputName: string, pairs: Map<string, string>): void {
  const known = pairs.get(outputName);
  if (known !== undefined) return expect(inputName).toBe(known);
  pairs.set(outputName, inputName);
  const [output, input] = [schema.getType(outputName), schema.getType(inputName)];
  if (!isObjectType(output) || !isInputObjectType(input)) return expect.fail(`${outputName} and ${inputName}`);
  const shape = (fields: { name: string; type: GraphQLType }[]) =>
    fields.map(({ name, type }) => [name, String(type).replace(/\w+/, '')]);
  const [outputs, inputs] = [Object.values(output.getFields()), Object.values(input.getFields())];
  expect(shape(inputs), inputName).toEqual(shape(outputs));
  outputs.forEach((field, index) => {
    const [told, taken] = [getNamedType(field.type), getNamedType(inputs[index]?.type)];
    if (isObjectType(told)) pair(told.name, taken?.name ?? '', pairs);
    else expect(taken?.name, `${inputName}.${field.name}`).toBe(told.name);
  });
}
