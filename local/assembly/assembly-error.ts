/** One thing in the assembly that this server cannot serve. */
export interface AssemblyProblem {
  /** null = the assembly itself, not one stack. */
  readonly stack: string | null;
  /** null = the stack as a whole. */
  readonly logicalId: string | null;
  readonly message: string;
}

/** The assembly cannot be served. Carries every problem that was found, not only the first. */
export class AssemblyError extends Error {
  readonly problems: readonly AssemblyProblem[];

  constructor(problems: readonly AssemblyProblem[]) {
    const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
    super(`The cloud assembly cannot be served:\n${lines.join('\n')}`);
    this.name = 'AssemblyError';
    this.problems = problems;
  }
}

/** As in `Team/Api: the API has no schema`. */
export function describeProblem(problem: AssemblyProblem): string {
  return `${address(problem)}: ${problem.message}`;
}

/** Tells of one problem; reading goes on, so that all of them are known at the end. */
export type Report = (message: string) => void;

function address({ stack, logicalId }: AssemblyProblem): string {
  if (stack === null) return 'assembly';
  return logicalId === null ? stack : `${stack}/${logicalId}`;
}
