import { randomBytes } from 'node:crypto';
import { constants, createContext, Script, type Context } from 'node:vm';
import type { HandlerContext, HandlerName } from './evaluation.ts';
import { bundleLibrary } from './library-bundle.ts';
import type { HostFunctions } from './library/host-functions.ts';
import { withinTime } from './time-limit.ts';
import { xmlToJson } from './xml-to-json.ts';

/** A compiled module of resolver code, living inside the sandbox. */
export type UserModule = (...parameters: never[]) => unknown;

export interface Sandbox {
  readonly context: Context;
  /**
   * Runs a handler once, from a fresh evaluation of the module. Of the context the code gets copies alone, made of JSON text
   * as it reads its members. Never throws. null = it was ended, as
   * it took longer than `limitMs`. Watching is dear, so a run is watched from its start only where it must be, and is
   * otherwise made again once it comes to something that may take long.
   */
  evaluate(
    module: UserModule,
    handler: HandlerName,
    context: HandlerContext,
    used: string,
    watch: { readonly limitMs: number; readonly mustWatch: boolean },
  ): string | null;
}

let sandbox: Sandbox | null = null;

/**
 * The one sandbox of this process. Everything in it is frozen before resolver code runs and every run has a module of
 * its own, so that APIs can share it.
 */
export function openSandbox(): Sandbox {
  sandbox ??= createSandbox();
  return sandbox;
}

function createSandbox(): Sandbox {
  // With DONT_CONTEXTIFY there is no host object behind the global, which also makes it faster and freezable.
  const context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  const script = new Script(`(() => {${bundleLibrary()}\nreturn appsync;\n})()`, { filename: 'appsync-library.js' });
  const library = script.runInContext(context) as { boot(host: HostFunctions): Evaluate };
  // One handler runs at a time.
  let running: HandlerContext | null = null;
  const evaluate = library.boot({
    ...hostFunctions,
    contextMember: (name) => textOf(running?.[name], name),
    hasContextMember: (name) => running?.[name] !== undefined,
  });
  return {
    context,
    evaluate(module, handler, given, used, { limitMs, mustWatch }) {
      running = given;
      try {
        const answer = mustWatch ? '' : evaluate(module, handler, used, false);
        if (answer !== '') return answer;
        return withinTime(limitMs, () => evaluate(module, handler, used, true))?.answer ?? null;
      } finally {
        running = null;
      }
    },
  };
}

/** Of members that are the same object in many runs, which nobody changes: all of a request share most, and all of an API share `env`. */
const texts = new WeakMap<object, string>();

function textOf(value: unknown, name: keyof HandlerContext): string {
  const isShared = name !== 'prev' && name !== 'result' && name !== 'error';
  if (!isShared || typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = JSON.stringify(value)));
  return text;
}

/** Empty = the run has to be made again, and watched. */
type Evaluate = (module: UserModule, handler: HandlerName, used: string, isWatched: boolean) => string;

/** Strings and numbers only; the library checks what it passes, so that none of these throws. */
const hostFunctions: Omit<HostFunctions, 'contextMember' | 'hasContextMember'> = {
  now: () => Date.now(),
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  encodeBase64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  decodeBase64: (text) => Buffer.from(text, 'base64').toString('utf8'),
  xmlToJson,
};
