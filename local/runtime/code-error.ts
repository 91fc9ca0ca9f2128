export interface CodeProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
  /** The place in the author's own file, as in `resolvers/lib/ids.ts:12:3`; null = the code has no source map. */
  readonly source: string | null;
}

/**
 * Resolver code that AppSync would not save. The message starts as AppSync's `BadRequestException` does and then lists
 * every problem as `code.js(line,column): …`; `line` and `column` are those of the first.
 */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly origin: string;
  readonly problems: readonly [CodeProblem, ...CodeProblem[]];

  constructor(origin: string, problems: readonly [CodeProblem, ...CodeProblem[]]) {
    const lines = problems.map(({ line, column, text, source }) => {
      return `code.js(${line},${column}): ${text}${source === null ? '' : ` (${source})`}`;
    });
    super(`The code contains one or more errors (${origin})\n${lines.join('\n')}`);
    this.origin = origin;
    this.problems = problems;
  }

  get line(): number {
    return this.problems[0].line;
  }

  get column(): number {
    return this.problems[0].column;
  }
}
