import { Script } from 'node:vm';
import type { CodeSource } from '../assembly/model.ts';
import { callsMany } from './call-count.ts';
import { CodeError } from './code-error.ts';
import { readSourceMap, type FindSource } from './code-source-map.ts';
import type { Evaluation, HandlerContext, HandlerName, RequestUse, ResolverCode } from './evaluation.ts';
import { parseCode } from './parse-code.ts';
import { codeError, readEvaluation } from './read-evaluation.ts';
import { rewriteCode } from './rewrite-code.ts';
import { openSandbox, type UserModule } from './sandbox.ts';

/**
 * Checks resolver code as AppSync checks it when it is saved, and readies it to run. Throws a `CodeError` that lists
 * every problem.
 */
export function loadCode(source: CodeSource): ResolverCode {
  const findSource = readSourceMap(source.text);
  const parsed = parseCode(source.text, source.origin, findSource);
  const { text, positions } = rewriteCode(source.text, parsed);
  const mustWatch = callsMany(parsed.program);
  const sandbox = openSandbox();
  const module = compile(text, source.origin, findSource).runInContext(sandbox.context) as UserModule;
  return {
    origin: source.origin,
    handlers: new Set(parsed.handlers.keys()),
    run(handler: HandlerName, context: HandlerContext, used: RequestUse = nothingUsed): Evaluation {
      // Only text crosses between the two worlds, so no object of ours is ever within reach of the code.
      const limitMs = Math.max(1, Math.min(MAX_RUN_MS, Math.ceil(used.timeLeftMs)));
      const watch = { limitMs, mustWatch };
      const answer = sandbox.evaluate(module, handler, context, JSON.stringify(used), watch);
      return answer === null
        ? endedEvaluation(context, used)
        : readEvaluation(answer, context.stash, positions, findSource);
    },
  };
}

/**
 * How long one run of a handler may take. The server does nothing else in that time; what the other limits let through is
 * done in far less.
 */
const MAX_RUN_MS = 10_000;

const nothingUsed: RequestUse = {
  isMutation: false,
  invalidations: [],
  responseHeadersLength: 0,
  timeLeftMs: MAX_RUN_MS,
};

/** What a run that was ended by force left behind: nothing. */
function endedEvaluation(context: HandlerContext, used: RequestUse): Evaluation {
  return {
    outcome: codeError(`code.js: RangeError: the run takes longer than a run may take`),
    stash: context.stash,
    appendedErrors: [],
    invalidations: [],
    responseHeaders: {},
    responseHeadersLength: used.responseHeadersLength,
    cacheEvictions: 0,
    logs: [],
    sources: { logs: [], error: null },
  };
}

function compile(text: string, origin: string, findSource: FindSource): Script {
  try {
    return new Script(text, { filename: 'code.js', lineOffset: -1 });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The engine finds a few early errors that the parser does not look for; it reports no column.
    const line = Number(/^code\.js:(\d+)/.exec(error.stack ?? '')?.[1] ?? 1);
    const place = { line, column: 1 };
    throw new CodeError(origin, [{ ...place, text: error.message, source: findSource(place) }]);
  }
}
