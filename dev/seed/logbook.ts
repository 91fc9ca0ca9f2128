import type { AccountId } from '../accounts.ts';
import type { Line } from './conversations.ts';

const boats = ['Anemone', 'Brisk', 'Cormorant', 'Dunlin', 'Ebb', 'Fulmar', 'Gannet', 'Heron', 'Isolde', 'Jackdaw'];
const moves = ['left berth', 'came in to berth', 'took on fuel at berth', 'changed crew at berth'];
const keepers: readonly AccountId[] = ['alice', 'bob', 'carol', 'dave'];

/** The harbour's log: `length` entries, each of its own text, the same at every call. */
export function logbook(length: number): readonly Line[] {
  return Array.from({ length }, (_, index) => {
    const boat = boats[(index * 7) % boats.length];
    const move = moves[(index * 3 + Math.floor(index / 10)) % moves.length];
    const keeper = keepers[Math.floor(index / 6) % keepers.length] ?? 'alice';
    return [keeper, 9, `Entry ${index + 1}: ${boat} ${move} ${((index * 13) % 40) + 1}.`];
  });
}
