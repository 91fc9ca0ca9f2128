import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMessage } from '../../../web/src/content/parse-message.ts';

/**
 * Counts what reading a message takes, not how long: each run of each block of the parser's code as V8 counts them, and each character
 * that a built-in function of strings or patterns could have looked at. Both are the same on any machine.
 */
const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});
afterAll(async () => {
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
});

const shapes: Record<string, string> = {
  'plain text': 'word ',
  'openers of italics': '*a ',
  'closers of italics': 'a* ',
  'openers of everything': '*a **b _c __d ~~e [f ',
  'alternating runs': '*a**b***c',
  'underscores and stars': '_*__**',
  brackets: '[',
  'brackets that close': '[a]',
  'labels without an end': '[a](',
  'addresses without a bracket': '](https://x.org',
  'nested addresses': '[a](https://x.org/(',
  links: '[x](https://x.org)',
  schemes: 'https://',
  'schemes and stops': 'https://x.org!!!! ',
  'addresses in round brackets': 'https://x.org/(((',
  'round brackets that close': 'https://x.org/)))',
  'mail addresses': 'mailto:a@x.org ',
  backticks: '`a``b```c````d',
  'backticks alone': '` ',
  'mentions begun': '<@a',
  mentions: '<@abc>',
  'angled schemes': '<https://x',
  'shortcodes begun': ':a',
  shortcodes: ':tada: ',
  backslashes: '\\',
  'quotes in quotes': '> ',
  'lines of quotes': '> a\n',
  'items of lists': '- a\n',
  'items in items': '- ',
  'indented items': '- a\n  - b\n    - c\n      - d\n        - e\n',
  'numbered items': '1. a\n\n',
  'fences without an end': '```\na\n',
  'fences with words': '``` a b c\n',
  'blank lines': '\n',
  'spaces and lines': '   \n',
  marks: '\u0301',
  'tags and flags': '🏴\u{E0067}',
  'bidi controls': '\u202E',
  'halves of characters': '\uD800',
  emoji: '👩‍👩‍👧‍👦',
  'letters of words': 'h',
};

describe('reading twice as much takes twice as many steps', () => {
  test.each(Object.entries(shapes))('%s', async (_, unit) => {
    const [some, more] = [await stepsOf(unit, 2000), await stepsOf(unit, 4000)];
    expect(some).toBeGreaterThan(100);
    expect(more / some).toBeLessThan(2.25);
    // The worst of all shapes stays at a bound per character: a few milliseconds for the longest message.
    expect(more / 4000).toBeLessThan(250);
  });

  test('and a method that looks through the rest again each time would be seen', async () => {
    const slow = (text: string) => {
      for (let at = text.indexOf('a'); at >= 0; at = text.indexOf('a', at + 1)) text.lastIndexOf('zz');
    };
    expect((await stepsOf('a', 4000, slow)) / (await stepsOf('a', 2000, slow))).toBeGreaterThan(3.5);
  });
});

async function stepsOf(unit: string, length: number, read: (text: string) => unknown = parseMessage): Promise<number> {
  const content = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  read(content);
  await session.post('Profiler.takePreciseCoverage');
  const natives = countingNatives(() => read(content));
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const blocks = result
    .filter(({ url }) => url.includes('/web/src/content/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
  return natives + blocks.reduce((sum, count) => sum + count, 0);
}

/** The characters that built-in functions could have looked at while `work` ran. */
function countingNatives(work: () => void): number {
  let looked = 0;
  const undo: (() => void)[] = [];
  const count = <Owner extends object>(
    owner: Owner,
    name: keyof Owner & string,
    cost: (self: unknown, given: unknown[], result: unknown, begun: number) => number,
  ) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const real = descriptor?.value as (...given: unknown[]) => unknown;
    Object.defineProperty(owner, name, {
      ...descriptor,
      value(this: unknown, ...given: unknown[]) {
        const isPlaced = this instanceof RegExp && (this.global || this.sticky);
        const begun = isPlaced ? this.lastIndex : 0;
        const result = real.apply(this, given);
        looked += cost(this, given, result, begun);
        return result;
      },
    });
    undo.push(() => Object.defineProperty(owner, name, descriptor ?? {}));
  };
  const whole = (self: unknown) => String(self).length;
  const ofResult = (_: unknown, __: unknown[], result: unknown) => (typeof result === 'string' ? result.length : 1);
  for (const name of ['slice', 'charAt', 'repeat'] as const) count(String.prototype, name, ofResult);
  for (const name of [
    'split',
    'replace',
    'replaceAll',
    'trim',
    'trimStart',
    'trimEnd',
    'normalize',
    'toLowerCase',
    'lastIndexOf',
    'includes',
    'search',
  ] as const)
    count(String.prototype, name, whole);
  for (const name of ['startsWith', 'endsWith'] as const)
    count(String.prototype, name, (_, [part]) => String(part).length);
  count(
    String.prototype,
    'indexOf',
    (self, [, from], at) => (Number(at) < 0 ? whole(self) : Number(at)) - Number(from ?? 0),
  );
  // A pattern looks at no more than what lies between where it began and where its find ends; without a find, at all of it.
  count(RegExp.prototype, 'exec', (self, [text], result, begun) => {
    const { source, sticky } = self as RegExp;
    const found = result as RegExpExecArray | null;
    if (found) return found.index + found[0].length + 1 - begun;
    return sticky ? 1 : String(text).length - (source.startsWith('^') ? 0 : begun);
  });
  try {
    work();
  } finally {
    undo.forEach((each) => each());
  }
  return looked;
}
