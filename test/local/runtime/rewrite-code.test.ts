import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, run } from './run-code.ts';

/** Expressions out of everything that the rewriting touches. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('1', '"a"', '``', 'null', '[1, "b"]', '{ k: 2 }.k', '(0, "c")', 'n', 's', 'list'),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `${left} + ${right}`),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `(${left} + ${right}) * 2`),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `\`x\${${left}}\${${right}}y\``),
    tie('expression').map((inner) => `(s += ${inner})`),
    tie('expression').map((inner) => `[...[${inner}, 1], ...list]`),
    tie('expression').map((inner) => `[...(0, [${inner}])]`),
    tie('expression').map((inner) => `[${inner}].map((x) => x + \`\${x}\`)`),
    tie('expression').map((inner) => `String.raw\`r\${${inner}}\``),
  ),
}));

const program = (inner: string): string => `let s = 's'; let n = 0; const list = ['l', 2];
  const parts = [];
  for (const x of [1, 2]) parts.push(${inner}), n += x
  for (const k in [...list, 'k']) { parts.push(k + ${inner}); }
  for (const x of list) for (const k in (0, { a: x })) s += k + x
  return [s, n, parts, ${inner}];`;

describe('the code as it is run', () => {
  test('gives what the code as it is written gives', () => {
    fc.assert(
      fc.property(expression, (inner) => {
        // The host's own engine is the judge.
        const expected: unknown = new Function(program(inner))();
        expect(run(program(inner)).outcome).toEqual({ kind: 'returned', value: JSON.parse(JSON.stringify(expected)) });
      }),
      { numRuns: 150 },
    );
  });

  test('fails where the code as it is written fails', () => {
    for (const before of [
      's + "b" + ',
      '`x${s}` + `${',
      '[...list, ...list].length + [...(0, [',
      's += ',
      '(s + s) * ',
    ]) {
      const after = before.endsWith('${') ? '}`' : before.endsWith('[') ? '])].length' : '';
      const body = `let s = "a"; const list = [1]; return ${before}null.oops${after};`;
      const { outcome } = run(body);
      if (outcome.kind !== 'error') throw new Error(`${body} did not fail`);
      expect(outcome.error.message).toMatch(new RegExp(`^code\\.js:2:${body.indexOf('oops') + 1}: TypeError`));
    }
  });

  test('keeps an operand that is a sequence one operand', () => {
    expect(evaluate('[...(1, [2])]')).toEqual([2]);
  });
});
