import { describe, expect, test } from 'vitest';
import { SchemaError } from '../../../local/graphql/errors.ts';
import { buildApiSchema } from '../../../local/graphql/schema.ts';

const base = 'type Note { id: ID! } type Query { note: Note } type Mutation { add: Note! remove: ID }';

describe('buildApiSchema', () => {
  test("knows AppSync's scalars and directives without their declaration, and with it", () => {
    const sdl =
      'type Query @aws_iam @canonical { at: AWSDateTime @aws_api_key @renamed(to: "a") @deprecated(reason: "old") }';
    expect(buildApiSchema(sdl).schema.getType('AWSDateTime')).toBeDefined();
    expect(buildApiSchema(`scalar AWSDateTime directive @aws_iam on OBJECT ${sdl}`).schema).toBeDefined();
  });

  test('finds which subscriptions a mutation triggers, whether or not its result may be null', () => {
    const { triggers } = buildApiSchema(`${base} type Subscription {
      onAdd: Note @aws_subscribe(mutations: ["add"])
      onAny: Note @aws_subscribe(mutations: ["add"])
    }`);
    expect(triggers).toEqual(new Map([['add', ['onAdd', 'onAny']]]));
  });

  const refusals: readonly [string, string, RegExp][] = [
    ['what does not parse', 'type Query {', /does not parse/],
    ['an unknown type', 'type Query { a: Nothing }', /Unknown type/],
    ['no Query', 'type Note { id: ID }', /Query root type/],
    ['a custom scalar', 'scalar Money type Query { a: Money }', /no custom scalars: Money/],
    ['a type that starts with AWS', 'type AWSNote { id: ID } type Query { a: AWSNote }', /reserved: AWSNote/],
    [
      'a subscription to an unknown mutation',
      `${base} type Subscription { onX: Note @aws_subscribe(mutations: ["x"]) }`,
      /unknown mutation, x/,
    ],
    [
      "a subscription of another type than its mutation's",
      `${base} type Subscription { onX: Note @aws_subscribe(mutations: ["remove"]) }`,
      /invalid output type/,
    ],
  ];
  test.each(refusals)('refuses %s', (_, sdl, message) => {
    expect(() => buildApiSchema(sdl)).toThrow(SchemaError);
    expect(() => buildApiSchema(sdl)).toThrow(message);
  });
});
