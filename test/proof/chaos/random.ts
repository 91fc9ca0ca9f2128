/** Chance that a seed decides: the same seed and name, the same answers in the same order. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  isLucky(chance: number): boolean;
  /** Whole, both ends included. */
  whole(from: number, through: number): number;
  between(from: number, to: number): number;
  /** Throws for an empty list. */
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /** Independent of how often this one was asked. */
  fork(name: string): Random;
}

export function createRandom(seed: number, name = ''): Random {
  let state = (hashOf(name) ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;

  // Mulberry32: public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, through: number) => from + Math.floor(next() * (through - from + 1));

  return {
    next,
    isLucky: (chance) => next() < chance,
    whole,
    between: (from, to) => from + next() * (to - from),
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error('there is nothing to pick from');
      return item;
    },
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>) {
      // The keys of a record of `Name` are its names.
      const entries = Object.entries(weights) as [Name, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [one, weight] of entries) {
        left -= weight;
        if (left < 0) return one;
      }
      throw new Error('no weight is above 0');
    },
    fork: (other) => createRandom(seed, `${name}/${other}`),
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
