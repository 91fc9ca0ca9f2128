import type { HandlerName, RequestUse } from '../evaluation.ts';
import { positionOf } from './code-position.ts';
import { createCtx, type Ctx, foundStash, usedStash } from './context.ts';
import * as dynamodbRequests from './dynamodb-requests.ts';
import { extensions } from './extensions.ts';
import { meters, startMetering, stopMetering, type Meters } from './metering.ts';
import { toJson } from './plain-data.ts';
import { charCodeAt, Error, freeze, parseJson, RangeError, TypeError } from './primordials.ts';
import { beginRun, type RunState } from './run-state.ts';
import { runtime, util } from './util.ts';
import { Unwind } from './unwind.ts';
import { NeedsWatch, setWatched } from './watch.ts';

export type Module = (
  utils: object,
  dynamodb: object,
  step: Meters['step'],
  grown: Meters['grown'],
  spread: Meters['spread'],
) => Record<HandlerName, unknown>;

/** "AppSync endpoints and quotas": evaluated size of a handler's result, in bytes. */
const maxResultBytes = 5 * 1024 * 1024;

export const utils = freeze({ util, extensions, runtime });
export const dynamodb = freeze({ ...dynamodbRequests });

/**
 * Runs a handler from a fresh evaluation of its module, so that nothing at module level outlives the run. Empty = the run has to be
 * made again, and watched.
 */
export function evaluate(module: Module, handler: HandlerName, usedText: string, isWatched: boolean): string {
  setWatched(isWatched);
  const ctx = createCtx(handler);
  const run = beginRun(ctx, parseJson(usedText) as RequestUse);
  startMetering();
  let outcome: string;
  let stash: string | null = null;
  try {
    outcome = `{"kind":"returned","value":${runHandler(module, handler, ctx)}}`;
  } catch (thrown) {
    if (thrown instanceof NeedsWatch) return '';
    outcome = describeThrown(thrown);
  }
  // What the run used up must not cost it the stash.
  startMetering();
  try {
    const used = usedStash();
    if (used !== undefined) stash = toJson(used);
    // Mostly it was only read.
    if (stash === foundStash()) stash = null;
  } catch (thrown) {
    if (thrown instanceof NeedsWatch) return '';
    stash = '{}';
    outcome = describeThrown(thrown);
  }
  stopMetering();
  return writeEvaluation(run, outcome, stash);
}

function runHandler(module: Module, handler: HandlerName, ctx: Ctx): string {
  const handle = module(utils, dynamodb, meters.step, meters.grown, meters.spread)[handler];
  if (typeof handle !== 'function') throw new TypeError(`${handler} is not a function`);
  const result = toJson(handle(ctx));
  if (exceedsBytes(result, maxResultBytes)) throw new RangeError(`the result of ${handler} exceeds 5 MB`);
  return result;
}

function exceedsBytes(text: string, limit: number): boolean {
  if (text.length * 3 <= limit) return false;
  let bytes = text.length;
  for (let index = 0; index < text.length && bytes <= limit; index += 1) {
    const unit = charCodeAt(text, index);
    // A surrogate pair is two units and four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes > limit;
}

function describeThrown(thrown: unknown): string {
  stopMetering();
  if (thrown instanceof Unwind) return thrown.outcome;
  // Resolver code cannot throw values of its own, so this is an error of the engine or of the library.
  const error = thrown instanceof Error ? thrown : new Error('unknown error');
  return toJson({ kind: 'threw', text: `${error.name}: ${error.message}`, position: positionOf(error) });
}

function writeEvaluation(run: RunState, outcome: string, stash: string | null): string {
  const members = [
    `"outcome":${outcome}`,
    `"appendedErrors":[${run.appendedErrors.join(',')}]`,
    `"invalidations":[${run.invalidations.join(',')}]`,
    `"cacheEvictions":${run.cacheEvictions}`,
    `"responseHeadersLength":${run.responseHeadersLength}`,
    `"responseHeaders":${toJson(run.responseHeaders)}`,
    `"logs":[${run.logs.join(',')}]`,
  ];
  if (stash !== null) members.push(`"stash":${stash}`);
  if (run.subscriptionFilter !== null) members.push(`"subscriptionFilter":${run.subscriptionFilter}`);
  if (run.invalidationFilter !== null) members.push(`"invalidationFilter":${run.invalidationFilter}`);
  return `{${members.join(',')}}`;
}
