import type { Evaluation, Outcome } from './evaluation.ts';
import type { Position, SourcePositions } from './source-positions.ts';

/** What the library hands out, as JSON text. Positions are those of the rewritten code. */
type RawEvaluation = Omit<Evaluation, 'outcome' | 'logs'> & {
  readonly outcome: Outcome | { readonly kind: 'threw'; readonly text: string; readonly position: Position | null };
  readonly logs: readonly { readonly level: string; readonly position: Position | null; readonly text: string }[];
};

export function readEvaluation(text: string, positions: SourcePositions): Evaluation {
  // Written by our own library a moment ago.
  const raw = JSON.parse(text) as RawEvaluation;
  return {
    ...raw,
    outcome: readOutcome(raw.outcome, positions),
    logs: raw.logs.map(({ level, position, text }) => {
      return `${level} - ${placeOf(position && positions.startOfCall(position))}: ${text}`;
    }),
  };
}

function readOutcome(outcome: RawEvaluation['outcome'], positions: SourcePositions): Outcome {
  if (outcome.kind !== 'threw') return outcome;
  const place = placeOf(outcome.position && positions.original(outcome.position));
  const message = `${place}: ${outcome.text}`;
  return { kind: 'error', error: { message, errorType: 'Code', data: null, errorInfo: null } };
}

/** No position = no frame of the code was on the stack, as when its result cannot be written as JSON. */
function placeOf(position: Position | null): string {
  return position ? `code.js:${position.line}:${position.column}` : 'code.js';
}
