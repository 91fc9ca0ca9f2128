import type { HandlerContext, HandlerName } from '../evaluation.ts';
import type { PlainObject } from './plain-data.ts';
import { defineProperty, freeze, parseJson } from './primordials.ts';

/** `ctx` as a handler sees it. `stash` and `arguments` may be written into, the base properties not. */
export type Ctx = PlainObject & Pick<HandlerContext, 'identity' | 'info' | 'stash'>;

export function createCtx(text: string, handler: HandlerName): Ctx {
  // Written by the host from a HandlerContext.
  const given = parseJson(text) as HandlerContext;
  const { selectionSetList, selectionSetGraphQL, ...info } = given.info;
  // JSON.stringify(ctx.info) leaves these two out (AppSync Developer Guide, "Context reference").
  defineProperty(info, 'selectionSetList', { value: selectionSetList, enumerable: false });
  defineProperty(info, 'selectionSetGraphQL', { value: selectionSetGraphQL, enumerable: false });
  const ctx: PlainObject = {
    arguments: given.arguments,
    args: given.arguments,
    identity: given.identity,
    source: given.source,
    stash: given.stash,
    prev: given.prev,
    request: given.request,
    info,
    env: given.env,
  };
  if (handler === 'response') {
    if (Object.hasOwn(given, 'result')) ctx.result = given.result;
    if (Object.hasOwn(given, 'error')) ctx.error = given.error;
  }
  // All members of Ctx were set above.
  return freeze(ctx) as Ctx;
}
