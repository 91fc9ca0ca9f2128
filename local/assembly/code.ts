import { readFileSync } from 'node:fs';
import type { Asset } from './manifest.ts';
import type { CodeSource, LambdaCalls } from './model.ts';
import { directLambdaCode } from './direct-lambda.ts';
import type { Properties } from './properties.ts';

export type Assets = ReadonlyMap<string, Asset>;

/** What a resolver or AppSync function runs. */
export interface Logic {
  readonly code: CodeSource;
  readonly lambdaCalls?: LambdaCalls;
}

/** Lambda's batches ("AWS AppSync endpoints and quotas"). */
const maximumBatchSize = 2000;

/**
 * The code of a resolver or AppSync function. What is not APPSYNC_JS 1.0.0 is reported, but for one that has neither code
 * nor templates and a Lambda function as its data source: a direct Lambda resolver.
 */
export function readLogic(part: Properties, logicalId: string, assets: Assets, callsLambda: boolean): Logic {
  const maxBatchSize = part.number('MaxBatchSize', 0);
  if (maxBatchSize > 0 && !callsLambda) part.report('MaxBatchSize is for Lambda data sources only');
  if (maxBatchSize < 0 || maxBatchSize > maximumBatchSize) {
    part.report(`MaxBatchSize is ${maxBatchSize}; it must be between 0 and ${maximumBatchSize}`);
  }
  const isDirect = callsLambda && !part.has('Runtime') && !hasTemplate(part) && !part.has('Code');
  if (isDirect) {
    return {
      code: { text: directLambdaCode(maxBatchSize > 0), origin: logicalId },
      lambdaCalls: { maxBatchSize, isDirect },
    };
  }
  const code = readCode(part, logicalId, assets);
  return callsLambda ? { code, lambdaCalls: { maxBatchSize, isDirect } } : { code };
}

function readCode(part: Properties, logicalId: string, assets: Assets): CodeSource {
  const runtime = part.child('Runtime');
  const runtimeName = runtime && `${runtime.string('Name')} ${runtime.string('RuntimeVersion')}`;
  if (runtimeName !== 'APPSYNC_JS 1.0.0') {
    const found = runtimeName ?? (hasTemplate(part) ? 'mapping templates (VTL)' : 'neither code nor templates');
    part.report(`has ${found}; only code for APPSYNC_JS 1.0.0 is supported`);
    return { text: '', origin: logicalId };
  }
  const inline = part.optionalString('Code');
  if (inline !== null) return { text: inline, origin: logicalId };
  return readTextAsset(part, 'CodeS3Location', assets);
}

function hasTemplate(part: Properties): boolean {
  const templates = ['RequestMappingTemplate', 'ResponseMappingTemplate'];
  return templates.some((name) => part.has(name) || part.has(`${name}S3Location`));
}

/** The text behind an `s3://bucket/key` location. */
export function readTextAsset(properties: Properties, property: string, assets: Assets): CodeSource {
  const location = properties.string(property);
  const asset = assets.get(location.replace(/^s3:\/\/[^/]+\//, ''));
  if (asset?.kind === 'file') return { text: readFileSync(asset.path, 'utf8'), origin: asset.path };
  properties.report(`${property} ${location} is not a file of the assembly`);
  return { text: '', origin: location };
}
