import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, folded } from '../../../web/src/dialogs/fuzzy.ts';

/** The names that fit, the best first. */
function ranked(query: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, fits: fit(folded(query), folded(name)) }))
    .filter(({ fits }) => fits !== null)
    .sort((a, b) => (b.fits ?? 0) - (a.fits ?? 0))
    .map(({ name }) => name);
}

describe('what is typed finds', () => {
  test.each([
    ['design', ['redesign', 'design', 'design-review'], ['design', 'design-review', 'redesign']],
    ['gen', ['agenda', 'general', 'the general'], ['general', 'the general', 'agenda']],
    ['bt', ['boathouse', 'Bob Tanaka', 'bits'], ['Bob Tanaka', 'bits', 'boathouse']],
    ['#gen', ['general'], ['general']],
    ['zoe', ['Zoë'], ['Zoë']],
    ['ZOË', ['zoe'], ['zoe']],
    ['nwosu c', ['Carol Nwosu'], []],
    ['xyz', ['general'], []],
    ['gl', ['general'], ['general']],
    ['hub', ['the hub', 'h-u-b'], ['the hub', 'h-u-b']],
  ])('%s among %j', (query, names, found) => expect(ranked(query, names)).toEqual(found));

  test('everything where nothing is typed', () => expect(fit('', 'anything')).toBe(0));

  test('a name by any of its characters in order', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.infiniteStream(fc.boolean()), (name, keep) => {
        const characters = [...folded(name)];
        const query = characters.filter((character) => character !== ' ' && keep.next().value).join('');
        expect(fit(query, folded(name))).not.toBeNull();
      }),
      { seed },
    );
  });
});
