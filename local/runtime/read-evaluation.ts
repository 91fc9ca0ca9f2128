import type { FindSource } from './code-source-map.ts';
import type { Evaluation, Outcome } from './evaluation.ts';
import type { Position, SourcePositions } from './source-positions.ts';

/** What the library hands out, as JSON text. Positions are those of the rewritten code. */
type RawEvaluation = Omit<Evaluation, 'outcome' | 'stash' | 'logs' | 'sources'> & {
  /** Absent = as it was. */
  readonly stash?: Evaluation['stash'];
  readonly outcome: Outcome | Thrown;
  readonly logs: readonly { readonly level: string; readonly position: Position | null; readonly text: string }[];
};

interface Thrown {
  readonly kind: 'threw';
  readonly text: string;
  readonly position: Position | null;
}

/** `stash` is that with which the run began. */
export function readEvaluation(
  text: string,
  stash: Evaluation['stash'],
  positions: SourcePositions,
  findSource: FindSource,
): Evaluation {
  // Written by our own library a moment ago.
  const raw = JSON.parse(text) as RawEvaluation;
  const logs = raw.logs.map(({ position, ...log }) => ({ ...log, at: position && positions.startOfCall(position) }));
  const { outcome } = raw;
  const failedAt = outcome.kind === 'threw' ? outcome.position && positions.original(outcome.position) : null;
  return {
    stash,
    ...raw,
    outcome: outcome.kind === 'threw' ? codeError(`${placeOf(failedAt)}: ${outcome.text}`) : outcome,
    logs: logs.map(({ level, at, text }) => `${level} - ${placeOf(at)}: ${text}`),
    sources: {
      logs: logs.map(({ at }) => at && findSource(at)),
      error: failedAt && findSource(failedAt),
    },
  };
}

/** An exception of the code itself. */
export function codeError(message: string): Outcome {
  return { kind: 'error', error: { message, errorType: 'Code', data: null, errorInfo: null } };
}

/** No position = no frame of the code was on the stack, as when its result cannot be written as JSON. */
function placeOf(position: Position | null): string {
  return position ? `code.js:${position.line}:${position.column}` : 'code.js';
}
