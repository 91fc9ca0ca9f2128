import type { Report } from './assembly-error.ts';
import { isObject, objectIn } from './json.ts';
import { exists, type Resource, type Scope } from './scope.ts';

/** Stands in for what could not be resolved. It never leaves the reader: a read with problems ends in `AssemblyError`. */
const unresolved = '(unresolved)';

/**
 * The value with every intrinsic replaced by what it stands for locally. `undefined` = `AWS::NoValue`: as if absent.
 * What cannot be resolved is reported.
 */
export function resolve(value: unknown, scope: Scope, report: Report): unknown {
  const resolved = resolveDeep(value, scope, report);
  refuseDynamicReferences(resolved, report);
  return resolved;
}

/** Like `resolve`, for values that are part of others: does not look for dynamic references. */
export function resolveDeep(value: unknown, scope: Scope, report: Report): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveDeep(item, scope, report)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) {
    return resolveIntrinsic(only, value[only], scope, report);
  }
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const member = resolveDeep(value[key], scope, report);
    if (member !== undefined) result[key] = member;
  }
  return result;
}

function resolveIntrinsic(name: string, argument: unknown, scope: Scope, report: Report): unknown {
  switch (name) {
    case 'Ref':
      return resolveRef(String(argument), scope, report);
    case 'Fn::GetAtt':
      return resolveGetAtt(argument, scope, report);
    case 'Fn::Sub':
      return resolveSub(argument, scope, report);
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = listOf(argument);
      return resolveDeep(scope.meaning.holds(String(condition), scope, report) ? whenTrue : whenFalse, scope, report);
    }
    case 'Fn::Join': {
      const [separator, parts] = listOf(resolveDeep(argument, scope, report));
      return listOf(parts).map(String).join(String(separator));
    }
    case 'Fn::Split': {
      const [separator, text] = listOf(resolveDeep(argument, scope, report));
      return String(text).split(String(separator));
    }
    case 'Fn::Select': {
      const [index, list] = listOf(resolveDeep(argument, scope, report));
      const chosen = listOf(list)[Number(index)];
      return chosen === undefined ? fail(`Fn::Select finds no element ${String(index)}`, report) : chosen;
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = listOf(resolveDeep(argument, scope, report)).map(String);
      const found = objectIn(objectIn(scope.mappings, map ?? ''), first ?? '')[second ?? ''];
      return found === undefined ? fail(`Fn::FindInMap finds nothing at ${map}.${first}.${second}`, report) : found;
    }
    case 'Fn::Base64':
      return Buffer.from(String(resolveDeep(argument, scope, report))).toString('base64');
    case 'Fn::ImportValue':
      return scope.meaning.exported(String(resolveDeep(argument, scope, report)), report);
    default:
      return fail(`${name} is not supported`, report);
  }
}

function resolveRef(name: string, scope: Scope, report: Report): unknown {
  if (name.startsWith('AWS::')) return resolvePseudoParameter(name, scope, report);
  if (Object.hasOwn(scope.parameters, name)) return resolveParameter(name, scope, report);
  const resource = existingResource(name, scope, report);
  return resource === undefined ? unresolved : scope.meaning.referenceTo(resource, report);
}

function resolvePseudoParameter(name: string, scope: Scope, report: Report): unknown {
  const { accountId, region } = scope.place;
  switch (name) {
    case 'AWS::AccountId':
      return accountId;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return scope.stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${region}:${accountId}:stack/${scope.stackName}/local`;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return undefined;
    default:
      return fail(`${name} is not supported`, report);
  }
}

function resolveParameter(name: string, scope: Scope, report: Report): unknown {
  const parameter = objectIn(scope.parameters, name);
  const type = String(parameter['Type']);
  const given = scope.given?.parameters[name];
  const value =
    scope.given && given !== undefined ? resolveDeep(given, scope.given.scope, report) : parameter['Default'];
  if (type.startsWith('AWS::SSM::')) return fail(`parameter ${name} is kept in the Parameter Store`, report);
  if (value === undefined) return fail(`parameter ${name} has no default`, report);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  if (isList && Array.isArray(value)) return value;
  return isList
    ? String(value)
        .split(',')
        .map((item) => item.trim())
    : String(value);
}

function resolveGetAtt(argument: unknown, scope: Scope, report: Report): unknown {
  // In templates written as YAML the two parts are one string.
  const parts = typeof argument === 'string' ? splitAtDot(argument) : listOf(argument);
  const resource = existingResource(String(parts[0]), scope, report);
  if (resource === undefined) return unresolved;
  return scope.meaning.attributeOf(resource, String(resolveDeep(parts[1], scope, report)), report);
}

function resolveSub(argument: unknown, scope: Scope, report: Report): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = isObject(variables) ? variables : {};
  return String(template).replace(/\$\{([^}]*)\}/g, (_whole, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
    const name = inner.trim();
    if (Object.hasOwn(given, name)) return String(resolveDeep(given[name], scope, report));
    if (!name.startsWith('AWS::') && name.includes('.')) return String(resolveGetAtt(name, scope, report));
    return String(resolveRef(name, scope, report));
  });
}

function existingResource(logicalId: string, scope: Scope, report: Report): Resource | undefined {
  const resource = scope.resources.get(logicalId);
  if (resource !== undefined && exists(resource, report)) return resource;
  report(`refers to ${logicalId}, which the stack does not create`);
  return undefined;
}

function refuseDynamicReferences(value: unknown, report: Report): void {
  if (typeof value === 'string') {
    const reference = /\{\{resolve:[^}]*\}\}/.exec(value);
    if (reference !== null) report(`the dynamic reference ${reference[0]} is not supported`);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) refuseDynamicReferences(member, report);
  }
}

function splitAtDot(text: string): [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fail(message: string, report: Report): string {
  report(message);
  return unresolved;
}
