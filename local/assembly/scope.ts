import type { Report } from './assembly-error.ts';
import { isObject, objectIn, type JsonObject } from './json.ts';
import type { StackFile } from './manifest.ts';

/** Where the deployment stands. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  graphqlUrl(apiId: string): string;
  realtimeUrl(apiId: string): string;
}

/** One stack's template, and all that its intrinsics can refer to. */
export interface Scope {
  readonly stackName: string;
  /** The stack's own account and region where it is bound to them, else the caller's. */
  readonly place: Place;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: JsonObject;
  /** What the parent stack gives to the parameters of a nested stack, to be read in the parent; null = not nested. */
  readonly given: { readonly parameters: JsonObject; readonly scope: Scope } | null;
  readonly conditions: JsonObject;
  readonly mappings: JsonObject;
  readonly outputs: JsonObject;
  readonly meaning: Meaning;
}

/**
 * What names stand for. The answers are themselves read through intrinsics, so these functions reach the resolver from
 * outside rather than by import.
 */
export interface Meaning {
  /** `Ref`. */
  referenceTo(resource: Resource, report: Report): string;
  /** `Fn::GetAtt`. */
  attributeOf(resource: Resource, name: string, report: Report): string;
  /** Whether a condition of the stack holds. */
  holds(condition: string, scope: Scope, report: Report): boolean;
  /** `Fn::ImportValue`: the exports of every stack. */
  exported(name: string, report: Report): unknown;
  /** `Fn::GetAtt` of an output of a nested stack. */
  nestedOutput(stack: Resource, name: string, report: Report): string;
}

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** As in the template: intrinsics not yet resolved. */
  readonly properties: JsonObject;
  /** The condition under which the resource exists; null = always. */
  readonly condition: string | null;
  readonly scope: Scope;
}

export function createScope(stack: StackFile, place: Place, meaning: Meaning, given: Scope['given'] = null): Scope {
  const resources = new Map<string, Resource>();
  const scope: Scope = {
    stackName: stack.name,
    place: {
      ...place,
      accountId: stack.accountId ?? place.accountId,
      region: stack.region ?? place.region,
      graphqlUrl: (apiId) => place.graphqlUrl(apiId),
      realtimeUrl: (apiId) => place.realtimeUrl(apiId),
    },
    resources,
    parameters: objectIn(stack.template, 'Parameters'),
    given,
    conditions: objectIn(stack.template, 'Conditions'),
    mappings: objectIn(stack.template, 'Mappings'),
    outputs: objectIn(stack.template, 'Outputs'),
    meaning,
  };
  for (const [logicalId, resource] of Object.entries(objectIn(stack.template, 'Resources'))) {
    if (!isObject(resource)) continue;
    resources.set(logicalId, {
      logicalId,
      type: String(resource['Type']),
      properties: objectIn(resource, 'Properties'),
      condition: typeof resource['Condition'] === 'string' ? resource['Condition'] : null,
      scope,
    });
  }
  return scope;
}

/** Whether the stack creates the resource at all. */
export function exists({ condition, scope }: Resource, report: Report): boolean {
  return condition === null || scope.meaning.holds(condition, scope, report);
}
