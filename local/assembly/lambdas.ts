import type { Report } from './assembly-error.ts';
import type { Assets } from './code.ts';
import { attributeOf, referenceTo } from './identity.ts';
import type { LambdaDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Roles } from './roles.ts';
import type { Resource } from './scope.ts';

/** AWS Lambda's own default, in seconds. */
const defaultTimeoutSeconds = 3;

export function readLambda(resource: Resource, assets: Assets, roles: Roles, report: Report): LambdaDefinition {
  const properties = propertiesOf(resource, report);
  const runtime = properties.optionalString('Runtime');
  if (properties.optionalString('PackageType') === 'Image') report('container images are not supported');
  else if (runtime === null || !runtime.startsWith('nodejs')) report(`the runtime ${runtime} is not supported`);
  if (properties.list('Layers').length > 0) report('layers are not supported');
  return {
    logicalId: resource.logicalId,
    name: referenceTo(resource, report),
    arn: attributeOf(resource, 'Arn', report),
    codeDirectory: readCodeDirectory(properties, assets),
    handler: properties.string('Handler'),
    environment: properties.child('Environment')?.strings('Variables') ?? {},
    timeoutSeconds: properties.number('Timeout', defaultTimeoutSeconds),
    role: roles.read(properties.string('Role'), report),
  };
}

function readCodeDirectory(properties: Properties, assets: Assets): string {
  const key = properties.child('Code')?.optionalString('S3Key') ?? null;
  if (key === null) {
    properties.report('inline code is not supported: its code must be an asset');
    return '';
  }
  const asset = assets.get(key);
  if (asset?.kind === 'directory') return asset.path;
  properties.report(
    asset?.kind === 'file' ? `its code is the archive ${asset.path}, not a folder` : `the asset ${key} is missing`,
  );
  return '';
}
