import { expect, it } from 'vitest';
import { checkLines } from '../check.ts';
import { append } from './spoils.ts';
import { ada, story } from './story.ts';

it('finds nothing wrong with the story', () => {
  expect(checkLines(story())).toEqual([]);
});

it('puts what takes the fewest lines to prove first', () => {
  const sizes = checkLines(append(ada, { gone: ['M2'] })(story())).map(({ proof }) => proof.length);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
});
