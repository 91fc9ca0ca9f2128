import { describe, expect, test } from 'vitest';
import { read } from './read.ts';

const facts = (cases: readonly (readonly [written: string, becomes: string])[]) =>
  test.each(cases)('%j becomes %s', (written, becomes) => expect(read(written)).toBe(`p(${becomes})`));
const stays = (cases: readonly string[]) =>
  test.each(cases)('%j stays as it is', (written) => expect(read(written)).toBe(`p(${written})`));

describe('bold, italic, struck', () => {
  facts([
    ['**a**', 'b{a}'],
    ['__a__', 'b{a}'],
    ['*a*', 'i{a}'],
    ['_a_', 'i{a}'],
    ['~~a~~', 's{a}'],
    ['***a***', 'b{i{a}}'],
    ['***a** b*', 'i{b{a} b}'],
    ['***a* b**', 'b{i{a} b}'],
    ['**a *b* c**', 'b{a i{b} c}'],
    ['*a **b***', 'i{a b{b}}'],
    ['**a\nb**', 'b{a/b}'],
    ['*a**b*', 'i{a**b}'],
    ['*a* *b*', 'i{a} i{b}'],
    ['**bold**ly', 'b{bold}ly'],
    ['**「引用」**と', 'b{「引用」}と'],
    ['(*a*)', '(i{a})'],
    ['*a **b* c**', 'i{a **b} c**'],
    ['**a [b** c](https://x.org)', 'b{a [b} c](a{https://x.org|https://x.org/})'],
  ]);
  stays([
    '2 * 3 * 4',
    'snake_case_name',
    '** a **',
    '**a*',
    '*a',
    'a*',
    '~a~',
    '~~~a~~~',
    '****a****',
    '**',
    '****',
    '_a_b',
    'a**',
  ]);
});

describe('a backslash', () => {
  facts([
    ['\\*a\\*', '*a*'],
    ['\\`a\\`', '`a`'],
    ['\\[a](https://x.org)', '[a](a{https://x.org|https://x.org/})'],
    ['\\<@bob>', '<@bob>'],
    ['\\:tada:', ':tada:'],
    ['\\\\', '\\'],
    ['*a\\*b*', 'i{a*b}'],
  ]);
  stays(['C:\\dir', '¯\\_(ツ)_/¯', 'a\\', '\\é']);
});

describe('code in a line', () => {
  facts([
    ['`a`', 'c{a}'],
    ['`*a*`', 'c{*a*}'],
    ['``a`b``', 'c{a`b}'],
    ['` a `', 'c{a}'],
    ['`` ` ``', 'c{`}'],
    ['`a\nb`', 'c{a b}'],
    ['`<@bob>`', 'c{<@bob>}'],
    ['*`*`', '*c{*}'],
    ['`a\u202Eb`', 'c{a‹U+202E›b}'],
    ['`https://x.org`', 'c{https://x.org}'],
  ]);
  stays(['`a', 'a``b`', '```a``']);
});

describe('a mention', () => {
  facts([
    ['<@bob>', '@{bob}'],
    ['hi <@a.b:c@d|e-f_1>!', 'hi @{a.b:c@d|e-f_1}!'],
    ['**<@bob>**', 'b{@{bob}}'],
    [`<@${'a'.repeat(100)}>`, `@{${'a'.repeat(100)}}`],
  ]);
  stays(['<@>', '<@bob', '<@b ob>', '<@bö>', '@bob', `<@${'a'.repeat(101)}>`]);
});

describe('a shortcode', () => {
  facts([
    [':tada:', ':{tada}'],
    ['a :+1: b', 'a :{+1} b'],
    [':a::b:', ':{a}:{b}'],
    ['(:e-mail:)', '(:{e-mail})'],
  ]);
  stays(['10:30:45', 'a:b:c', ':a', '::', ':A:', ': a:', ':a:b', `:${'a'.repeat(65)}:`]);
});

describe('emoji alone', async () => {
  const { parseMessage } = await import('../../../web/src/content/parse-message.ts');
  test.each(['🎉', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '1️⃣🇩🇪', ':tada:', '👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽', '🎉\n'])('%j is shown large', (content) =>
    expect(parseMessage(content).isJumbo).toBe(true),
  );
  test.each(['🎉!', 'a', '1', '©', '🎉🎉🎉🎉🎉🎉🎉', '**🎉**', '> 🎉', '', '❤︎', '12'])('%j is not', (content) =>
    expect(parseMessage(content).isJumbo).toBe(false),
  );
});

describe('line breaks and spaces', () => {
  facts([
    ['a\nb', 'a/b'],
    ['a\r\nb', 'a/b'],
    ['a\rb', 'a/b'],
    ['a\u2028b\u0085c', 'a/b/c'],
    ['a  b\tc', 'a  b\tc'],
  ]);
});

describe('what shows nothing, or something else than it is', () => {
  facts([
    ['a\u0000b\u001B[31m', 'a␀b␛[31m'],
    ['a\u007F\u009Bb', 'a␡\uFFFDb'],
    ['a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
    ['a\u202Ecod.exe', 'acod.exe'],
    ['\u2066a\u2069\uFEFFb\u2060c', 'abc'],
    ['a\u{E0041}b', 'ab'],
    ['🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['a\u200Fb\u200Dc\u200C', 'a\u200Fb\u200Dc\u200C'],
    [`e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(8)}`],
    ['नि\u094D', 'नि\u094D'],
  ]);
});
