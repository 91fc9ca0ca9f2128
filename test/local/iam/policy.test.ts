import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyStatement } from '../../../local/assembly/model.ts';
import { isAllowed } from '../../../local/iam/policy.ts';

const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/messages';

function allow(actions: string | string[], resources: string | string[]): PolicyStatement {
  return { effect: 'Allow', actions: [actions].flat(), resources: [resources].flat() };
}

function deny(actions: string, resources: string): PolicyStatement {
  return { effect: 'Deny', actions: [actions], resources: [resources] };
}

describe('isAllowed', () => {
  test.each([
    ['nothing is allowed without a statement', [], false],
    ['the exact action on the exact resource', [allow('dynamodb:GetItem', table)], true],
    ['another action', [allow('dynamodb:PutItem', table)], false],
    ['another resource', [allow('dynamodb:GetItem', `${table}s`)], false],
    ['an action in other capitals', [allow('DynamoDB:getitem', table)], true],
    ['a resource in other capitals', [allow('dynamodb:GetItem', table.toUpperCase())], false],
    ['an action with a star', [allow('dynamodb:Get*', table)], true],
    ['an action with a question mark', [allow('dynamodb:?etItem', table)], true],
    ['a question mark stands for one character, not none', [allow('dynamodb:GetItem?', table)], false],
    ['everything', [allow('*', '*')], true],
    ['a resource with a star', [allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/mess*')], true],
    ['a star crosses slashes and colons of the last part', [allow('*', 'arn:aws:dynamodb:*:*:*')], true],
    ['a star does not cross the colons before it', [allow('*', 'arn:aws:*:table/messages')], false],
    ['one of several statements', [allow('s3:*', '*'), allow('dynamodb:GetItem', table)], true],
    ['one of several actions and resources', [allow(['s3:*', 'dynamodb:GetItem'], ['arn:x', table])], true],
    ['action and resource of different statements', [allow('dynamodb:GetItem', 'arn:x'), allow('s3:*', table)], false],
    ['a denial after the permission', [allow('*', '*'), deny('dynamodb:*', table)], false],
    ['a denial before the permission', [deny('*', 'arn:aws:dynamodb:*:*:table/*'), allow('*', '*')], false],
    ['a denial of something else', [allow('*', '*'), deny('dynamodb:PutItem', table)], true],
  ] as const)('%s', (_name, statements, expected) => {
    expect(isAllowed(statements, 'dynamodb:GetItem', table)).toBe(expected);
  });

  test('agrees with regular expressions on any pattern', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 12 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, action) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(isAllowed([allow(pattern, '*')], action, table)).toBe(expression.test(action));
      }),
    );
  });

  test('answers at once on a pattern made to be slow', () => {
    const before = performance.now();
    expect(isAllowed([allow(`${'a*'.repeat(200)}b`, '*')], 'a'.repeat(5000), table)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
