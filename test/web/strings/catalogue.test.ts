import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { pluralIn } from '../../../web/src/strings/plural.ts';
import { dialogStrings } from '../../../web/src/strings/dialogs.ts';
import { strings } from '../../../web/src/strings/index.ts';

const source = fileURLToPath(new URL('../../../web/src/', import.meta.url));
/** The parts of the web client whose every word stands in the catalogue. */
const folders = [
  ...['channel', 'content', 'composer', 'emoji', 'list'],
  ...['shell', 'people', 'session', 'dialogs', 'members', 'settings', 'metrics', 'banner', 'files'],
];

/** Attributes that are read to people. */
const spoken = /^(title|placeholder|alt|label|aria-(label|description|roledescription|valuetext|placeholder))$/;

describe('no word for people stands in a component', () => {
  const files = folders.flatMap((folder) =>
    readdirSync(join(source, folder))
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => join(folder, name)),
  );
  test.each(files)('%s', (file) => expect(wordsIn(readFileSync(join(source, file), 'utf8'))).toEqual([]));

  test.each([
    ['<p>Send</p>', ['Send']],
    ['<p>{"Send"}</p>', ['Send']],
    ['<p>{isNew ? "New" : strings.old}</p>', ['New']],
    ['<p>{isNew && `New`}</p>', ['New']],
    ['<p>{`New ${count} here`}</p>', ['New ${…} here']],
    ['<b title="Press" />', ['Press']],
    ['<b aria-label={isNew ? "New" : undefined} />', ['New']],
  ])('%s would be found', (code, words) => expect(wordsIn(`const a = ${code};`)).toEqual(words));

  test.each([
    '<p className="a b">{strings.a}, 3 — {`:${name}:`}</p>',
    '<b aria-haspopup="dialog" title={strings.a} />',
    '<b>{use("x")}</b>',
  ])('%s holds none', (code) => expect(wordsIn(`const a = ${code};`)).toEqual([]));
});

describe('the catalogue', () => {
  test('says counts by the plural rules of its language', () => {
    expect([0, 1, 2].map(strings.composer.left)).toEqual([
      '0 characters left',
      '1 character left',
      '2 characters left',
    ]);
  });

  test('has no empty word', () => {
    expect(leaves([strings, dialogStrings]).filter((word) => typeof word === 'string' && word.trim() === '')).toEqual(
      [],
    );
  });

  test('can be of a language with other plurals', () => {
    const plural = pluralIn('pl');
    const forms = { one: '# znak', few: '# znaki', many: '# znaków', other: '# znaku' };
    expect([1, 2, 5, 22].map((count) => plural(count, forms))).toEqual(['1 znak', '2 znaki', '5 znaków', '22 znaki']);
    expect(plural(2, { other: '# x' })).toBe('2 x');
  });
});

/** The literal words that a component's code would show or say. */
function wordsIn(code: string): string[] {
  const words: string[] = [];
  const file = ts.createSourceFile('a.tsx', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  visit(file);
  return words;

  function visit(node: ts.Node): void {
    if (ts.isJsxText(node)) add(node.text);
    else if (ts.isJsxAttribute(node) && spoken.test(node.name.getText(file)) && node.initializer)
      literals(node.initializer);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) literals(node);
    ts.forEachChild(node, visit);
  }

  /** What an expression can come out as: not what it asks of functions, and not what it compares. */
  function literals(node: ts.Node): void {
    if (ts.isStringLiteralLike(node)) return add(node.text);
    if (ts.isTemplateExpression(node))
      return add(node.head.text + node.templateSpans.map(({ literal }) => `\${…}${literal.text}`).join(''));
    if (ts.isJsxExpression(node) && node.expression) return literals(node.expression);
    if (ts.isParenthesizedExpression(node)) return literals(node.expression);
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(literals);
    if (ts.isBinaryExpression(node)) {
      const isChoice = [
        ts.SyntaxKind.BarBarToken,
        ts.SyntaxKind.QuestionQuestionToken,
        ts.SyntaxKind.PlusToken,
      ].includes(node.operatorToken.kind);
      if (isChoice) literals(node.left);
      if (isChoice || node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) literals(node.right);
    }
  }

  function add(text: string): void {
    const shown = text.trim().replaceAll(/\s+/g, ' ');
    if (/\p{L}/u.test(shown)) words.push(shown);
  }
}

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
