import type { ApiDefinition, CodeSource, ResolverDefinition } from '../assembly/model.ts';
import type { DataSource } from '../datasources/data-source.ts';
import type { ResolverCode } from '../runtime/evaluation.ts';
import { SchemaError } from './errors.ts';
import type { BoundDataSource } from './field-run.ts';
import type { PipelineResolver } from './pipeline.ts';
import type { UnitResolver } from './unit.ts';

export type Resolver = UnitResolver | PipelineResolver;

/** What the resolvers of an API are built with. */
export interface ResolverParts {
  /** By the name that the template gives them. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly loadCode: (source: CodeSource) => ResolverCode;
}

/** The API's resolvers by address, as in `Query.me`. Throws for code or wiring that AppSync would refuse. */
export function loadResolvers(api: ApiDefinition, parts: ResolverParts): ReadonlyMap<string, Resolver> {
  const functions = new Map<string, ResolverCode>();
  const loadFunction = (id: string, source: CodeSource) => {
    const code = functions.get(id) ?? loadComplete(parts, source);
    functions.set(id, code);
    return code;
  };
  return new Map(
    api.resolvers.map((definition) => {
      const address = `${definition.typeName}.${definition.fieldName}`;
      return [address, loadResolver(api, parts, definition, address, loadFunction)];
    }),
  );
}

/** AppSync Developer Guide, quotas. */
const MAX_FUNCTIONS = 10;

function loadResolver(
  api: ApiDefinition,
  parts: ResolverParts,
  { code: source, steps }: ResolverDefinition,
  address: string,
  loadFunction: (id: string, source: CodeSource) => ResolverCode,
): Resolver {
  const code = loadComplete(parts, source);
  if (steps.kind === 'UNIT') {
    return { kind: 'UNIT', address, code, dataSource: bind(api, parts, steps.dataSource, address) };
  }
  if (steps.functions.length > MAX_FUNCTIONS) {
    throw new SchemaError(
      `${address}: a pipeline has at most ${MAX_FUNCTIONS} functions, not ${steps.functions.length}.`,
    );
  }
  const functions = steps.functions.map((step) => ({
    name: step.name,
    code: loadFunction(step.id, step.code),
    dataSource: bind(api, parts, step.dataSource, step.name),
  }));
  return { kind: 'PIPELINE', address, code, functions };
}

function loadComplete(parts: ResolverParts, source: CodeSource): ResolverCode {
  const code = parts.loadCode(source);
  for (const handler of ['request', 'response'] as const) {
    if (!code.handlers.has(handler))
      throw new SchemaError(`${source.origin}: the code exports no ${handler} function.`);
  }
  return code;
}

function bind(api: ApiDefinition, parts: ResolverParts, name: string, user: string): BoundDataSource {
  const source = parts.dataSources.get(name);
  const definition = api.dataSources.find((candidate) => candidate.name === name);
  if (!source || !definition) throw new SchemaError(`${user}: there is no data source ${name}.`);
  return { source, isMetered: definition.type !== 'NONE' };
}
