import type { AnyNode } from 'acorn';
import * as dynamodb from './library/dynamodb-requests.ts';
import { documentedStatics } from './library/documented.ts';
import { extensions } from './library/extensions.ts';
import { runtime, util } from './library/util.ts';
import type { Scopes } from './scopes.ts';
import { memberName } from './syntax-walk.ts';

export type ModuleName = '@aws-appsync/utils' | '@aws-appsync/utils/dynamodb';

/** What AppSync's modules export. The sandbox has a copy of its own; here only the names matter. */
export const moduleExports: Readonly<Record<ModuleName, object>> = {
  '@aws-appsync/utils': { util, extensions, runtime },
  '@aws-appsync/utils/dynamodb': { ...dynamodb },
};

const globals: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.entries(documentedStatics).map(([name, statics]) => [name, membersOf(name, statics)])),
  console: { log: console.log, error: console.error, debug: console.debug },
  util,
  extensions,
  runtime,
  undefined,
  NaN,
  Infinity,
};

/** AppSync Developer Guide, "Supported runtime features": global names. */
export function isGlobal(name: string): boolean {
  return Object.hasOwn(globals, name);
}

/**
 * What an expression stands for where it surely is a part of AppSync's library or a built-in: `util.time`, `Math`,
 * `ddb.put`. Undefined = it is something else, or there is nothing of that name.
 */
export function libraryObject(node: AnyNode, scopes: Scopes): unknown {
  if (node.type === 'Identifier') {
    const binding = scopes.bindingOf(node);
    if (!binding) return isGlobal(node.name) ? globals[node.name] : undefined;
    return binding.kind === 'import' && binding.value ? importedObject(binding.value, scopes) : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const owner = libraryObject(node.object, scopes);
  const name = memberName(node);
  return isOpen(owner) && name !== null && Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined;
}

/** Whether a value is one whose members are all known. */
export function isOpen(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function importedObject(specifier: AnyNode, scopes: Scopes): unknown {
  const declaration = scopes.parentOf(specifier);
  const module = declaration?.type === 'ImportDeclaration' ? String(declaration.source.value) : '';
  const exported = Object.hasOwn(moduleExports, module) ? moduleExports[module as ModuleName] : undefined;
  if (specifier.type === 'ImportNamespaceSpecifier') return exported;
  if (specifier.type !== 'ImportSpecifier' || !exported) return undefined;
  const { imported } = specifier;
  const name = imported.type === 'Identifier' ? imported.name : String(imported.value);
  return Object.hasOwn(exported, name) ? Reflect.get(exported, name) : undefined;
}

function membersOf(name: string, statics: readonly string[]): object {
  // A name of `documentedStatics` is one of a global of the language.
  const owner = Reflect.get(globalThis, name) as object;
  return Object.fromEntries(statics.map((member) => [member, Reflect.get(owner, member) as unknown]));
}
