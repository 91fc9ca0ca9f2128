import { describe, expect, test } from 'vitest';
import { read } from './read.ts';

const facts = (cases: readonly (readonly [written: string, becomes: string])[]) =>
  test.each(cases)('%j becomes %s', (written, becomes) => expect(read(written)).toBe(becomes));

describe('paragraphs', () => {
  facts([
    ['', ''],
    ['\n \n', ''],
    ['a\n\n\nb', 'p(a) p(b)'],
    ['# a', 'p(# a)'],
    ['---', 'p(---)'],
    ['<b>a</b>', 'p(<b>a</b>)'],
  ]);
});

describe('fenced code', () => {
  facts([
    ['```\na\n```', 'pre(a)'],
    ['```js\na **b**\n\n```\nc', 'pre:js(a **b**\n) p(c)'],
    ['```\na', 'pre(a)'],
    ['````\n```\n````', 'pre(```)'],
    ['```c++\n```', 'pre:c++()'],
    ['```one two\nb```', 'pre(one two\nb)'],
    ['a\n```\n> b\n- c\n```', 'p(a) pre(> b\n- c)'],
    ['```a```', 'p(c{a})'],
    ['``\na\n``', 'p(c{a})'],
    ['```\na\u202Eb\n```', 'pre(a‹U+202E›b)'],
    [`\`\`\`${'x'.repeat(33)}\n\`\`\``, `pre(${'x'.repeat(33)})`],
  ]);
});

describe('quotes', () => {
  facts([
    ['> a\n> b', 'quote(p(a/b))'],
    ['> a\n>\n> b\nc', 'quote(p(a) p(b)) p(c)'],
    ['> > a', 'quote(quote(p(a)))'],
    ['>> a', 'quote(quote(p(a)))'],
    ['> - a\n> ```\n> b\n> ```', 'quote(ul(li(p(a))) pre(b))'],
    ['a\n> b', 'p(a) quote(p(b))'],
    ['>_<', 'p(>_<)'],
    ['>a', 'p(>a)'],
    [' > a', 'p( > a)'],
    ['> > > > > a', 'quote(quote(quote(quote(p(> a)))))'],
  ]);
});

describe('lists', () => {
  facts([
    ['- a\n- b', 'ul(li(p(a)) li(p(b)))'],
    ['* a\n• b', 'ul(li(p(a)) li(p(b)))'],
    ['1. a\n2) b', 'ol1(li(p(a)) li(p(b)))'],
    ['7. a', 'ol7(li(p(a)))'],
    ['0. a', 'ol0(li(p(a)))'],
    ['- a\n1. b', 'ul(li(p(a))) ol1(li(p(b)))'],
    ['- a\n  b\n- c', 'ul(li(p(a/b)) li(p(c)))'],
    ['- a\n  - b\n    - c\n- d', 'ul(li(p(a) ul(li(p(b) ul(li(p(c)))))) li(p(d)))'],
    ['- a\n    - b\n        - c\n    - d', 'ul(li(p(a) ul(li(p(b) ul(li(p(c)))) li(p(d)))))'],
    ['1. a\n   - b\n     c\n\t- d', 'ol1(li(p(a) ul(li(p(b/c)) li(p(d)))))'],
    ['- a\n\n- b', 'ul(li(p(a)) li(p(b)))'],
    ['- a\n\n\n- b', 'ul(li(p(a))) ul(li(p(b)))'],
    ['- a\n\nb', 'ul(li(p(a))) p(b)'],
    ['- a\nb', 'ul(li(p(a))) p(b)'],
    ['a\n- b', 'p(a) ul(li(p(b)))'],
    ['- **a**', 'ul(li(p(b{a})))'],
    ['- - a', 'ul(li(ul(li(p(a)))))'],
    ['- - - - - a', 'ul(li(ul(li(ul(li(ul(li(p(- a)))))))))'],
    ['- ', 'p(- )'],
    ['-a', 'p(-a)'],
    ['1.a', 'p(1.a)'],
    ['1234567890. a', 'p(1234567890. a)'],
    ['*a* b', 'p(i{a} b)'],
  ]);
});

test('marks deeper than eight stay as they were written', () => {
  const open = ['**', '*', '~~'];
  const marks = Array.from({ length: 12 }, (_, index) => open[index % 3] ?? '');
  const content =
    marks.map((mark) => ` ${mark}a`).join('') +
    marks
      .toReversed()
      .map((mark) => `a${mark} `)
      .join('');
  const said = read(content);
  expect(said.match(/[bis]\{/g)).toHaveLength(8);
  expect(said.replaceAll(/[bis]\{|\}/g, '').replaceAll(/[*~ ]/g, '')).toBe(`p(${'a'.repeat(24)})`);
});
