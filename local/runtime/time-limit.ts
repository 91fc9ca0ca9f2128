import { constants, createContext, Script } from 'node:vm';

/** Runs `work` and answers what it did; null = it took longer than `limitMs` and was ended wherever it stood. */
export function withinTime<Answer>(limitMs: number, work: () => Answer): { readonly answer: Answer } | null {
  let done: { readonly answer: Answer } | null = null;
  pad.launch = () => {
    done = { answer: work() };
  };
  try {
    launch.runInContext(pad, { timeout: limitMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  } finally {
    pad.launch = null;
  }
  return done;
}

// Only a script can be ended from outside. This one is in a context of its own, which nothing else can reach, and ending it
// ends whatever it called, in any context.
const pad = createContext(constants.DONT_CONTEXTIFY) as { launch: (() => void) | null };
const launch = new Script('launch()', { filename: 'time-limit.js' });
