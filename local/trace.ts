import type { DataSource } from './datasources/data-source.ts';
import type { ResolverCode } from './runtime/evaluation.ts';

/** Takes one line: what happened, and what was given or answered. */
export type Trace = (line: string) => void;

/** The same code, telling what its handlers are given and leave behind. */
export function traceCode(code: ResolverCode, trace: Trace): ResolverCode {
  return {
    ...code,
    run(handler, context, ...others) {
      const at = `${code.origin} ${handler}`;
      trace(`${at} is given ${write(context)}`);
      const evaluation = code.run(handler, context, ...others);
      trace(`${at} leaves ${write(evaluation)}`);
      return evaluation;
    },
  };
}

/** The same data source, telling what it is asked and answers. */
export function traceDataSource(source: DataSource, trace: Trace): DataSource {
  return {
    ...source,
    async call(call) {
      const startedAt = performance.now();
      trace(`${source.name} is asked by ${call.caller}: ${write(call.request)}`);
      const answer = await source.call(call);
      const took = Math.round(performance.now() - startedAt);
      trace(`${source.name} answers ${call.caller} after ${took} ms: ${write(answer)}`);
      return answer;
    },
  };
}

const MAX_LENGTH = 20_000;
/** Whoever reads the log must not be able to act as the caller. */
const CREDENTIALS = /^(authorization|x-api-key|cookie|x-amz-security-token)$/i;

function write(value: unknown): string {
  const text =
    JSON.stringify(value, (name, part: unknown) => (CREDENTIALS.test(name) ? '(left out)' : part)) ?? 'nothing';
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}… (${text.length} characters)`;
}
