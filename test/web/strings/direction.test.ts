import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** What names a side of the screen where a side of the text is meant: in a page that reads from right to left it stays behind. */
const physical = [
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-(?:margin|padding))-)?(?:left|right)(?:-[a-z-]+)?\s*:/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)/,
  /border-(?:top|bottom)-(?:left|right)-radius/,
  /translateX\((?!-?50%\))/,
];
/** `padding: 1px 2px 1px 4px`: right and left differ. */
const fourSided = /(?:margin|padding|inset|border-width): ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);/g;

function sided(css: string): string[] {
  const lines = css.split('\n').filter((line) => physical.some((pattern) => pattern.test(line)));
  const shorthands = [...css.matchAll(fourSided)].filter(([, , right, , left]) => right !== left).map(([all]) => all);
  return [...lines, ...shorthands].map((line) => line.trim());
}

describe('no style names left or right', () => {
  test.each(['channel', 'content', 'composer', 'emoji', 'list', 'shell', 'banner', 'dialogs', 'sign-in'])(
    '%s.css',
    (name) => {
      expect(sided(readFileSync(new URL(`../../../web/src/styles/${name}.css`, import.meta.url), 'utf8'))).toEqual([]);
    },
  );

  test.each([
    'left: 0;',
    'margin-left: 1px;',
    'border-right-color: red;',
    'text-align: right;',
    'padding: 1px 2px 3px 4px;',
    'border-top-left-radius: 1px;',
  ])('%s would be found', (rule) => expect(sided(`a { ${rule} }`)).toHaveLength(1));

  test.each([
    'inset-inline-start: 0;',
    'padding: 1px 2px 3px 2px;',
    'text-align: start;',
    'overflow-wrap: anywhere;',
    'border-block-start: 0;',
  ])('%s is fine', (rule) => expect(sided(`a { ${rule} }`)).toEqual([]));
});
