/** Text that was put into the code; `column` counts from 0 in the author's text. */
export interface Insertion {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Finds the author's position for one that the engine reports of the rewritten code. */
export class SourcePositions {
  readonly #insertions: ReadonlyMap<number, readonly Insertion[]>;
  readonly #callStarts: ReadonlyMap<string, { readonly line: number; readonly column: number }>;

  /** `callStarts`: where `console.log` begins, by the place of `log`, at which the engine reports a call. */
  constructor(
    insertions: readonly Insertion[],
    callStarts: ReadonlyMap<string, { readonly line: number; readonly column: number }>,
  ) {
    this.#insertions = groupByLine(insertions);
    this.#callStarts = callStarts;
  }

  static key(line: number, column: number): string {
    return `${line}:${column}`;
  }

  original({ line, column }: Position): Position {
    let shift = 0;
    for (const insertion of this.#insertions.get(line) ?? []) {
      const place = column - 1 - shift - insertion.column;
      if (place < 0) break;
      // Inside an inserted call: report the place where it was put.
      shift += Math.min(insertion.length, place);
    }
    return { line, column: column - shift };
  }

  startOfCall(reported: Position): Position {
    const { line, column } = this.original(reported);
    const start = this.#callStarts.get(SourcePositions.key(line, column - 1));
    return start ? { line: start.line, column: start.column + 1 } : { line, column };
  }
}

function groupByLine(insertions: readonly Insertion[]): Map<number, Insertion[]> {
  const lines = new Map<number, Insertion[]>();
  for (const insertion of insertions) lines.set(insertion.line, [...(lines.get(insertion.line) ?? []), insertion]);
  return lines;
}
