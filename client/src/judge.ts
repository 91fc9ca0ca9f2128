import { isFinal, isSignedOut, type MessagingError } from './errors.ts';

/** A service that refuses everybody for a moment must sign nobody out, and end nothing. */
export const giveUpAfterMs = 60_000;

/**
 * Judges what became of the tries of one thing, one after the other: true = it will not pass. A session that is refused is final only where
 * it has been so, try by try, for a minute. Null = the try was answered.
 */
export function createJudge(now: () => number): (failure: MessagingError | null) => boolean {
  let refusedAt: number | null = null;
  return (failure) => {
    if (failure?.code !== 'SESSION_REQUIRED' || isSignedOut(failure)) {
      refusedAt = null;
      return failure !== null && isFinal(failure);
    }
    refusedAt ??= now();
    return now() - refusedAt >= giveUpAfterMs;
  };
}
