import { readFileSync } from 'node:fs';
import type { Asset } from './manifest.ts';
import type { CodeSource } from './model.ts';
import type { Properties } from './properties.ts';

export type Assets = ReadonlyMap<string, Asset>;

/** The code of a resolver or AppSync function. What is not APPSYNC_JS 1.0.0 is reported. */
export function readCode(properties: Properties, logicalId: string, assets: Assets): CodeSource {
  const runtime = properties.child('Runtime');
  const runtimeName = `${runtime?.string('Name') ?? 'VTL'} ${runtime?.string('RuntimeVersion') ?? 'templates'}`;
  if (runtimeName !== 'APPSYNC_JS 1.0.0') {
    properties.report(`runs on ${runtimeName}; only APPSYNC_JS 1.0.0 is supported`);
    return { text: '', origin: logicalId };
  }
  const inline = properties.optionalString('Code');
  if (inline !== null) return { text: inline, origin: logicalId };
  return readTextAsset(properties, 'CodeS3Location', assets);
}

/** The text behind an `s3://bucket/key` location. */
export function readTextAsset(properties: Properties, property: string, assets: Assets): CodeSource {
  const location = properties.string(property);
  const asset = assets.get(location.replace(/^s3:\/\/[^/]+\//, ''));
  if (asset?.kind === 'file') return { text: readFileSync(asset.path, 'utf8'), origin: asset.path };
  properties.report(`${property} ${location} is not a file of the assembly`);
  return { text: '', origin: location };
}
