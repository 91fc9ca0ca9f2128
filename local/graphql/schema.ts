import type { DirectiveNode, DocumentNode, GraphQLField, GraphQLSchema } from 'graphql';
import {
  Kind,
  buildASTSchema,
  concatAST,
  getDirectiveValues,
  getNullableType,
  parse,
  validateSchema,
  visit,
} from 'graphql';
import { SchemaError } from './errors.ts';
import { attachBuiltInScalars } from './built-in-scalars.ts';
import { attachRuntimeTypes } from './runtime-types.ts';
import { attachScalars, scalarNames } from './scalars.ts';

/** A schema as AppSync would deploy it. */
export interface ApiSchema {
  readonly schema: GraphQLSchema;
  /** Mutation field → the subscription fields that its result is published to. */
  readonly triggers: ReadonlyMap<string, readonly string[]>;
}

/**
 * Builds the schema from SDL, with AppSync's scalars and directives known.
 * Throws `SchemaError` for what AppSync would refuse to save.
 */
export function buildApiSchema(sdl: string): ApiSchema {
  const document = withoutDefaults(parseSdl(sdl));
  refuseForeignScalars(document);
  const schema = build(concatAST([withoutRedefinitions(prelude, document), document]));
  attachScalars(schema);
  attachBuiltInScalars(schema);
  attachRuntimeTypes(schema);
  return { schema, triggers: readTriggers(schema) };
}

/** AppSync Developer Guide: authorization use cases, real-time data, merged APIs, whose three say nothing to a source API. */
const prelude = parse(`
  ${scalarNames.map((name) => `scalar ${name}`).join('\n')}
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
  directive @aws_api_key on OBJECT | FIELD_DEFINITION
  directive @aws_iam on OBJECT | FIELD_DEFINITION
  directive @aws_oidc on OBJECT | FIELD_DEFINITION
  directive @aws_lambda on OBJECT | FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
  directive @canonical on OBJECT | FIELD_DEFINITION
  directive @hidden on OBJECT | FIELD_DEFINITION
  directive @renamed(to: String!) on OBJECT | FIELD_DEFINITION
`);

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    throw new SchemaError(`The schema does not parse: ${messageOf(error)}`);
  }
}

/**
 * AppSync drops the default values of arguments and input fields when it saves a schema: resolvers never see them
 * (github.com/aws/aws-appsync-community/issues/59 and 271).
 */
function withoutDefaults(document: DocumentNode): DocumentNode {
  return visit(document, {
    // Of directives' declarations, which are the tools', nothing is lost.
    DirectiveDefinition: () => false,
    InputValueDefinition: ({ defaultValue, ...node }) => (defaultValue ? node : undefined),
  });
}

function refuseForeignScalars(document: DocumentNode): void {
  for (const node of document.definitions) {
    if (node.kind !== Kind.SCALAR_TYPE_DEFINITION) continue;
    if ((scalarNames as readonly string[]).includes(node.name.value)) continue;
    throw new SchemaError(`AppSync has no custom scalars: ${node.name.value}`);
  }
}

/** Tools such as code generators want the directives declared in the file itself; that is no conflict. */
function withoutRedefinitions(base: DocumentNode, document: DocumentNode): DocumentNode {
  const nameOf = (node: DocumentNode['definitions'][number]) =>
    node.kind === Kind.DIRECTIVE_DEFINITION || node.kind === Kind.SCALAR_TYPE_DEFINITION ? node.name.value : null;
  const defined = new Set(document.definitions.map(nameOf));
  return { ...base, definitions: base.definitions.filter((node) => !defined.has(nameOf(node))) };
}

function build(document: DocumentNode): GraphQLSchema {
  let schema: GraphQLSchema;
  try {
    schema = buildASTSchema(document);
  } catch (error) {
    throw new SchemaError(`The schema is not valid: ${messageOf(error)}`);
  }
  const errors = validateSchema(schema);
  if (errors.length > 0) throw new SchemaError(`The schema is not valid: ${errors.map(messageOf).join('; ')}`);
  for (const type of Object.keys(schema.getTypeMap())) {
    if (type.startsWith('AWS') && !(scalarNames as readonly string[]).includes(type)) {
      throw new SchemaError(`Type names starting with AWS are reserved: ${type}`);
    }
  }
  return schema;
}

function readTriggers(schema: GraphQLSchema): Map<string, string[]> {
  const triggers = new Map<string, string[]>();
  const mutations = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    for (const name of triggeringMutations(schema, field)) {
      const mutation = mutations[name];
      if (mutation === undefined) {
        throw new SchemaError(`Subscription.${field.name}: @aws_subscribe names an unknown mutation, ${name}.`);
      }
      // The mutation may promise more (non-null) than the subscription: an event is only ever sent for a result.
      if (String(getNullableType(mutation.type)) !== String(getNullableType(field.type))) {
        throw new SchemaError(
          `The subscription has an invalid output type. Subscription.${field.name} is ${String(field.type)}, ` +
            `Mutation.${name} is ${String(mutation.type)}.`,
        );
      }
      triggers.set(name, [...(triggers.get(name) ?? []), field.name]);
    }
  }
  return triggers;
}

function triggeringMutations(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly string[] {
  const directive = schema.getDirective('aws_subscribe');
  const directives: readonly DirectiveNode[] = field.astNode?.directives ?? [];
  if (!directive) return [];
  const values = getDirectiveValues(directive, { directives });
  // The directive's own declaration, checked when the schema was built, says that these are strings.
  return (values?.['mutations'] as readonly string[] | undefined) ?? [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
