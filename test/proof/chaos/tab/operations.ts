import { MessagingError, type MessagingErrorCode } from '@parley/client';
import type { Asked, OkLine } from '../history.ts';
import type { HistoryWriter } from '../history-files.ts';

/** What an answer adds to its `ok` line. */
export type Answered = Partial<Pick<OkLine, 'isKept' | 'row' | 'rows' | 'marker'>>;

/** Writes down what was asked, does it, and writes down what came of it. */
export interface Operations {
  /** Rejects never: false = it was not answered with success. */
  run(asked: Asked, act: () => Promise<Answered | void>): Promise<boolean>;
}

export function createOperations(by: string, history: HistoryWriter): Operations {
  let count = 0;
  return {
    async run(asked, act) {
      const op = `${by}:${(count += 1)}`;
      history.write({ kind: 'invoke', by, op, asked });
      try {
        history.write({ kind: 'ok', op, ...(await act()) });
        return true;
      } catch (error) {
        if (!(error instanceof MessagingError)) throw error;
        history.write({ kind: isCertain(error.code) ? 'fail' : 'info', op, code: error.code });
        return false;
      }
    },
  };
}

/**
 * Whether nothing was done, and nothing will be. The client, or Amplify beneath it, may have tried before it was refused, and a try that
 * nobody heard of may have done the work while the person was still allowed to: so only what no try can have passed is certain.
 */
function isCertain(code: MessagingErrorCode): boolean {
  return /^(OUTBOX_FULL|STORAGE_FULL|CONTENT_|ID_INVALID|EMOJI_INVALID|SEQ_INVALID|LIMIT_INVALID)/.test(code);
}
