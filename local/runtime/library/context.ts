import type { HandlerContext, HandlerName } from '../evaluation.ts';
import { host } from './host.ts';
import type { PlainObject } from './plain-data.ts';
import { defineProperty, freeze, parseJson, TypeError } from './primordials.ts';

/** `ctx` as a handler sees it. `stash` and `arguments` may be written into, the base properties not. */
export type Ctx = PlainObject & Pick<HandlerContext, 'identity' | 'info' | 'stash'>;

type Member = keyof HandlerContext;

// Handlers are synchronous and never start one another, so one context at a time is all there is.
let read = nothingRead();
let stashText = '';

/**
 * A member comes from the host when it is read for the first time, and stays the same object to the end of the run: most handlers
 * look at a few, and all of them together are most of what a run costs.
 */
export function createCtx(handler: HandlerName): Ctx {
  read = nothingRead();
  const ctx: PlainObject = {
    get arguments() {
      return member('arguments');
    },
    set arguments(_) {
      refuse('arguments');
    },
    get args() {
      return member('arguments');
    },
    set args(_) {
      refuse('args');
    },
    get identity() {
      return member('identity');
    },
    set identity(_) {
      refuse('identity');
    },
    get source() {
      return member('source');
    },
    set source(_) {
      refuse('source');
    },
    get stash() {
      return member('stash');
    },
    set stash(_) {
      refuse('stash');
    },
    get prev() {
      return member('prev');
    },
    set prev(_) {
      refuse('prev');
    },
    get request() {
      return member('request');
    },
    set request(_) {
      refuse('request');
    },
    get info() {
      return member('info');
    },
    set info(_) {
      refuse('info');
    },
    get env() {
      return member('env');
    },
    set env(_) {
      refuse('env');
    },
  };
  if (handler === 'response') {
    if (host().hasContextMember('result')) addMember(ctx, 'result');
    if (host().hasContextMember('error')) addMember(ctx, 'error');
  }
  // All members of Ctx were set above.
  return freeze(ctx) as Ctx;
}

/** The stash as the run left it. Undefined = nobody looked at it, so it is as it was. */
export function usedStash(): unknown {
  return read.stash;
}

/** The JSON text of the stash as the run found it, where somebody looked at it. */
export function foundStash(): string {
  return stashText;
}

function nothingRead(): Record<Member, unknown> {
  return {
    arguments: undefined,
    identity: undefined,
    source: undefined,
    stash: undefined,
    prev: undefined,
    request: undefined,
    info: undefined,
    env: undefined,
    result: undefined,
    error: undefined,
  };
}

function member(name: Member): unknown {
  let value = read[name];
  if (value === undefined) {
    const text = host().contextMember(name);
    value = parseJson(text);
    if (name === 'stash') stashText = text;
    if (name === 'info') value = withHiddenSelection(value as HandlerContext['info']);
    read[name] = value;
  }
  return value;
}

/** JSON.stringify(ctx.info) leaves these two out (AppSync Developer Guide, "Context reference"). */
function withHiddenSelection(given: HandlerContext['info']): object {
  const { selectionSetList, selectionSetGraphQL, ...info } = given;
  defineProperty(info, 'selectionSetList', { value: selectionSetList, enumerable: false });
  defineProperty(info, 'selectionSetGraphQL', { value: selectionSetGraphQL, enumerable: false });
  return info;
}

function addMember(ctx: PlainObject, name: 'result' | 'error'): void {
  defineProperty(ctx, name, { get: () => member(name), set: () => refuse(name), enumerable: true });
}

/** In the engine's words for a property that is frozen. */
function refuse(name: string): never {
  throw new TypeError(`Cannot assign to read only property '${name}' of object '#<Object>'`);
}
