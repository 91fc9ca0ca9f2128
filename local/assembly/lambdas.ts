import type { Report } from './assembly-error.ts';
import type { Assets } from './code.ts';
import { unqualifiedArn } from './function-arn.ts';
import { attributeOf, referenceTo } from './identity.ts';
import type { LambdaCode, LambdaDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Roles } from './roles.ts';
import type { Resource } from './scope.ts';

/** AWS Lambda's own default, in seconds. */
const defaultTimeoutSeconds = 3;

/** The functions of the assembly: those that can run here, and why the others cannot. */
export interface Lambdas {
  readonly definitions: readonly LambdaDefinition[];
  /** Reports what keeps the function, which may be named by one of its versions or aliases, from being called. */
  requireRunnable(functionArn: string, report: Report): void;
}

/** A function that nobody calls is only there for something else, as CDK's own helpers are: it need not run here. */
export function findLambdas(resources: readonly Resource[], assets: Assets, roles: Roles): Lambdas {
  const definitions: LambdaDefinition[] = [];
  const obstacles = new Map<string, readonly string[]>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::Lambda::Function')) {
    const found = new Set<string>();
    const definition = readLambda(resource, assets, roles, (message) => found.add(message));
    obstacles.set(
      definition.arn,
      [...found].map((message) => `${resource.logicalId}: ${message}`),
    );
    if (found.size === 0) definitions.push(definition);
  }
  return {
    definitions,
    requireRunnable(functionArn, report) {
      const found = obstacles.get(unqualifiedArn(functionArn));
      if (found === undefined) report(`the function ${functionArn} is not in the assembly`);
      else for (const message of found) report(message);
    },
  };
}

function readLambda(resource: Resource, assets: Assets, roles: Roles, report: Report): LambdaDefinition {
  const properties = propertiesOf(resource, report);
  const runtime = properties.optionalString('Runtime');
  if (properties.optionalString('PackageType') === 'Image') report('container images are not supported');
  else if (runtime === null || !runtime.startsWith('nodejs')) report(`the runtime ${runtime} is not supported`);
  if (properties.list('Layers').length > 0) report('layers are not supported');
  return {
    logicalId: resource.logicalId,
    name: referenceTo(resource, report),
    arn: attributeOf(resource, 'Arn', report),
    code: readLambdaCode(properties, assets),
    handler: properties.string('Handler'),
    environment: properties.child('Environment')?.strings('Variables') ?? {},
    timeoutSeconds: properties.number('Timeout', defaultTimeoutSeconds),
    role: roles.read(properties.string('Role'), report),
  };
}

function readLambdaCode(properties: Properties, assets: Assets): LambdaCode {
  const code = properties.child('Code');
  const text = code?.optionalString('ZipFile') ?? null;
  if (text !== null) return { kind: 'inline', text };
  const key = code?.optionalString('S3Key') ?? null;
  const asset = key === null ? undefined : assets.get(key);
  if (asset?.kind === 'directory') return { kind: 'directory', path: asset.path };
  if (asset?.kind === 'file' && asset.path.endsWith('.zip')) return { kind: 'archive', path: asset.path };
  properties.report(
    asset?.kind === 'file'
      ? `its code is the file ${asset.path}, neither a folder nor a zip archive`
      : `its code, the asset ${key ?? '(none)'}, is not in the assembly`,
  );
  return { kind: 'inline', text: '' };
}
