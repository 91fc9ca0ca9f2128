import { Error } from './primordials.ts';

export interface CodePosition {
  readonly line: number;
  readonly column: number;
}

/** Deep enough to get past the library's own frames to the code that called it. */
const stackDepth = 50;

export function deepenStacks(): void {
  Error.stackTraceLimit = stackDepth;
}

/**
 * Node.js asks `Error.prepareStackTrace` of the global scope for every `stack`, and where there is none the one of the
 * host, which must not get to see our frames. This must stand there under the name `Error`; resolver code has that name
 * shadowed. The stack becomes the innermost place in resolver code; null = none of the frames is there.
 */
export const stackFormatter = {
  prepareStackTrace(_error: unknown, frames: readonly NodeJS.CallSite[]): CodePosition | null {
    const frame = frames.find((candidate) => candidate.getFileName() === 'code.js');
    return frame ? { line: frame.getLineNumber() ?? 1, column: frame.getColumnNumber() ?? 1 } : null;
  },
};

export function positionOf(error: Error): CodePosition | null {
  // What the formatter above made of it, whatever the declared type says.
  return (error.stack ?? null) as CodePosition | null;
}

export function positionOfCaller(): CodePosition | null {
  return positionOf(new Error());
}
