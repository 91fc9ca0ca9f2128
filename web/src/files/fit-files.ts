import { MessagingError } from '@parley/client';
import { describeFile } from '@parley/client/attachments';
import { visibleName } from '../content/visible-text.ts';
import { strings } from '../strings/index.ts';

/** What was given, sorted: what can be uploaded, and why the rest can not, in words. */
export interface FitFiles {
  readonly fit: readonly File[];
  /** Null = all of them can be. */
  readonly problem: string | null;
}

/** One that is unfit keeps none of the others from being sent. */
export function fitFiles(files: readonly File[]): FitFiles {
  const problems = files.map(problemOf);
  const said = problems.filter((problem) => problem !== null);
  return {
    fit: files.filter((_, index) => problems[index] === null),
    problem: said.length > 0 ? said.join(' ') : null,
  };
}

function problemOf(file: File): string | null {
  try {
    describeFile(file);
    return null;
  } catch (error) {
    // It throws for nothing but the size.
    if (!(error instanceof MessagingError)) throw error;
    const name = visibleName(file.name);
    return file.size < 1 ? strings.files.empty(name) : strings.files.tooLarge(name, error.limit ?? 0);
  }
}
