import { expect, it } from 'vitest';
import type { Found } from '../../history-files.ts';
import { checkLines } from '../check.ts';
import { type Invariant, invariants } from '../violation.ts';
import { story } from './story.ts';

type Case = readonly [words: string, spoil: (lines: readonly Found[]) => readonly Found[]];

/** More lines than that nobody reads. */
const mostLines = 6;

/** Tests that the story, spoiled in each of these ways, breaks the promise, and that the violation says so in these words. */
export function tellsOf(invariant: Invariant, cases: readonly [Case, Case, ...Case[]]): void {
  it.each(cases)(`${invariants[invariant]} “%s”`, (words, how) => {
    const violations = checkLines(how(story()));
    const told = violations.filter((one) => one.invariant === invariant && one.words.includes(words));
    expect(told, violations.map((one) => `${one.invariant} ${one.words}`).join('\n')).not.toEqual([]);
    for (const { proof } of violations) expect(proof.length).toBeLessThanOrEqual(mostLines);
  });
}
