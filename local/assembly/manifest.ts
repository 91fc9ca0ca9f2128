import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, objectIn, readJsonObject, type JsonObject } from './json.ts';

/** The files of an assembly: its stacks' templates, and the assets that the templates name. */
export interface AssemblyFiles {
  readonly stacks: readonly StackFile[];
  /** By object key, which is what templates say of an asset. */
  readonly assets: ReadonlyMap<string, Asset>;
}

export interface StackFile {
  readonly name: string;
  readonly template: JsonObject;
  /** null = the stack is deployed wherever the caller says (`aws://unknown-account/unknown-region`). */
  readonly accountId: string | null;
  readonly region: string | null;
}

export interface Asset {
  readonly path: string;
  /** `missing`: the assembly names the asset but does not hold it. */
  readonly kind: 'file' | 'directory' | 'missing';
}

/** Reads `manifest.json`, and those of its stages, which are assemblies inside the assembly. */
export function readManifest(directory: string): AssemblyFiles {
  const stacks: StackFile[] = [];
  const assets = new Map<string, Asset>();
  const artifacts = objectIn(readJsonObject(join(directory, 'manifest.json')), 'artifacts');
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isObject(artifact)) continue;
    const properties = objectIn(artifact, 'properties');
    switch (artifact['type']) {
      case 'aws:cloudformation:stack':
        stacks.push(stackFile(directory, id, artifact, properties));
        break;
      case 'cdk:asset-manifest':
        for (const [key, asset] of readAssets(directory, String(properties['file']))) assets.set(key, asset);
        break;
      case 'cdk:cloud-assembly': {
        const stage = readManifest(join(directory, String(properties['directoryName'])));
        stacks.push(...stage.stacks);
        for (const [key, asset] of stage.assets) assets.set(key, asset);
        break;
      }
      default:
        break; // Trees and reports: nothing to deploy.
    }
  }
  return { stacks, assets };
}

function stackFile(directory: string, id: string, artifact: JsonObject, properties: JsonObject): StackFile {
  const environment = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact['environment'] ?? ''));
  return {
    name: typeof properties['stackName'] === 'string' ? properties['stackName'] : id,
    template: readJsonObject(join(directory, String(properties['templateFile']))),
    accountId: known(environment?.[1], 'unknown-account'),
    region: known(environment?.[2], 'unknown-region'),
  };
}

function known(value: string | undefined, unknown: string): string | null {
  return value === undefined || value === unknown ? null : value;
}

function readAssets(directory: string, file: string): [string, Asset][] {
  const found: [string, Asset][] = [];
  for (const entry of Object.values(objectIn(readJsonObject(join(directory, file)), 'files'))) {
    if (!isObject(entry)) continue;
    const path = objectIn(entry, 'source')['path'];
    if (typeof path !== 'string') continue; // Built by a command at deployment: absent until then.
    const asset = assetAt(join(directory, path));
    for (const destination of Object.values(objectIn(entry, 'destinations'))) {
      if (isObject(destination)) found.push([String(destination['objectKey']), asset]);
    }
  }
  return found;
}

function assetAt(path: string): Asset {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, kind: 'missing' };
  return { path, kind: stats.isDirectory() ? 'directory' : 'file' };
}
