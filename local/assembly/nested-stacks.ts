import type { Report } from './assembly-error.ts';
import type { Assets } from './code.ts';
import { resolve } from './intrinsics.ts';
import { isObject, objectIn, readJsonObject } from './json.ts';
import { physicalName } from './names.ts';
import { propertiesOf } from './properties.ts';
import { createScope, exists, type Resource, type Scope } from './scope.ts';

/** The stacks inside a stack, at any depth, each by the resource that makes it. */
export type NestedStacks = ReadonlyMap<Resource, Scope>;

export function openNestedStacks(
  scopes: readonly Scope[],
  assets: Assets,
  reportFor: (resource: Resource) => Report,
): NestedStacks {
  const found = new Map<Resource, Scope>();
  const open = (parent: Scope): void => {
    for (const resource of parent.resources.values()) {
      if (resource.type !== 'AWS::CloudFormation::Stack' || !exists(resource, reportFor(resource))) continue;
      const scope = openNestedStack(resource, assets, reportFor(resource));
      if (scope === null) continue;
      found.set(resource, scope);
      open(scope);
    }
  };
  for (const scope of scopes) open(scope);
  return found;
}

/** `Fn::GetAtt` of `Outputs.<name>`, as the parent stack asks for it. */
export function nestedOutput(name: string, scope: Scope, report: Report): string {
  const output = scope.outputs[name];
  if (isObject(output)) return String(resolve(output['Value'], scope, report));
  report(`the nested stack ${scope.stackName} has no output ${name}`);
  return '';
}

function openNestedStack(resource: Resource, assets: Assets, report: Report): Scope | null {
  const { place, meaning } = resource.scope;
  const url = propertiesOf(resource, report).string('TemplateURL');
  const path = templateFile(url, assets);
  if (path === null) {
    report(`the template ${url} is not a file of the assembly`);
    return null;
  }
  const stack = {
    name: physicalName(resource, 128),
    template: readJsonObject(path),
    accountId: place.accountId,
    region: place.region,
  };
  // Read only when somebody refers to them: a parameter may itself come from another nested stack.
  const given = { parameters: objectIn(resource.properties, 'Parameters'), scope: resource.scope };
  return createScope(stack, place, meaning, given);
}

/** The URL ends in the asset's object key, which may itself have slashes. */
function templateFile(url: string, assets: Assets): string | null {
  const parts = url.split('/');
  for (let from = 0; from < parts.length; from += 1) {
    const asset = assets.get(parts.slice(from).join('/'));
    if (asset?.kind === 'file') return asset.path;
  }
  return null;
}
