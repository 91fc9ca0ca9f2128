import { Script } from 'node:vm';
import type { CodeSource } from '../assembly/model.ts';
import { CodeError } from './code-error.ts';
import type { Evaluation, HandlerContext, HandlerName, ResolverCode } from './evaluation.ts';
import { parseCode } from './parse-code.ts';
import { readEvaluation } from './read-evaluation.ts';
import { rewriteCode } from './rewrite-code.ts';
import { openSandbox, type UserModule } from './sandbox.ts';

/**
 * Checks resolver code as AppSync checks it when it is saved, and readies it to run. Throws a `CodeError` that lists
 * every problem.
 */
export function loadCode(source: CodeSource): ResolverCode {
  const parsed = parseCode(source.text, source.origin);
  const { text, positions } = rewriteCode(source.text, parsed);
  const sandbox = openSandbox();
  const module = compile(text, source.origin).runInContext(sandbox.context) as UserModule;
  return {
    origin: source.origin,
    handlers: new Set(parsed.handlers.keys()),
    run(handler: HandlerName, context: HandlerContext): Evaluation {
      // Only text crosses between the two worlds, so no object of ours is ever within reach of the code.
      return readEvaluation(sandbox.evaluate(module, handler, JSON.stringify(context)), positions);
    },
  };
}

function compile(text: string, origin: string): Script {
  try {
    return new Script(text, { filename: 'code.js', lineOffset: -1 });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The engine finds a few early errors that the parser does not look for; it reports no column.
    const line = Number(/^code\.js:(\d+)/.exec(error.stack ?? '')?.[1] ?? 1);
    throw new CodeError(origin, [{ line, column: 1, text: error.message }]);
  }
}
