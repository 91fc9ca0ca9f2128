import {
  Aws,
  CfnCondition,
  CfnMapping,
  CfnOutput,
  CfnParameter,
  CustomResource,
  Fn,
  Token,
  type Stack,
} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { deploy, problemsOf } from './synth.ts';

/** What a stack's output resolves to. */
function resolved(value: (stack: Stack) => string): string | undefined {
  return deploy(({ stack }) => void new CfnOutput(stack, 'Value', { value: value(stack) })).outputs['Value'];
}

/** Why it does not. */
function refused(value: (stack: Stack) => string): string | undefined {
  return problemsOf(({ stack }) => void new CfnOutput(stack, 'Value', { value: value(stack) }))[0]?.message;
}

describe('an intrinsic', () => {
  test.each<[string, (stack: Stack) => string, string]>([
    [
      'pseudo parameters',
      () => `${Aws.PARTITION} ${Aws.ACCOUNT_ID} ${Aws.REGION} ${Aws.STACK_NAME} ${Aws.URL_SUFFIX}`,
      'aws 123456789012 eu-west-1 Team amazonaws.com',
    ],
    ['Join of Split', () => Fn.join('+', Fn.split('-', Aws.REGION)), 'eu+west+1'],
    ['Select', () => Fn.select(1, Fn.split('-', Aws.REGION)), 'west'],
    ['Sub with variables', () => Fn.sub('${A}-${AWS::Region}', { A: Aws.ACCOUNT_ID }), '123456789012-eu-west-1'],
    ['Base64', () => Fn.base64('hi'), 'aGk='],
    ['FindInMap', (stack) => new CfnMapping(stack, 'Sizes', { mapping: { a: { b: 'c' } } }).findInMap('a', 'b'), 'c'],
    ['a parameter', (stack) => new CfnParameter(stack, 'Size', { default: 'small' }).valueAsString, 'small'],
    [
      'a list parameter',
      (stack) => {
        const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList', default: 'a, b' });
        return Fn.join('/', list.valueAsList);
      },
      'a/b',
    ],
  ])('resolves: %s', (_name, value, expected) => {
    expect(resolved(value)).toBe(expected);
  });

  test.each([
    ['eu-west-1', 'or and'],
    ['us-east-1', 'neither'],
  ])('decides by conditions: %s', (region, expected) => {
    const value = (stack: Stack): string => {
      const here = Fn.conditionEquals(Aws.REGION, region);
      const never = Fn.conditionEquals('a', 'b');
      new CfnCondition(stack, 'Here', { expression: here });
      new CfnCondition(stack, 'Or', { expression: Fn.conditionOr(never, here) });
      new CfnCondition(stack, 'And', { expression: Fn.conditionAnd(Fn.conditionNot(never), here) });
      const both = Token.asString(Fn.conditionIf('And', 'or and', 'or'));
      return Token.asString(Fn.conditionIf('Or', both, 'neither'));
    };
    expect(resolved(value)).toBe(expected);
  });

  test.each<[string, (stack: Stack) => string, RegExp]>([
    ['a parameter without a default', (stack) => new CfnParameter(stack, 'Size').valueAsString, /Size has no default/],
    ['an element that is not there', () => Fn.select(9, Fn.split('-', Aws.REGION)), /no element 9/],
    ['an export that nobody makes', () => Fn.importValue('Other'), /no stack exports Other/],
    ['what only AWS knows', () => Fn.select(0, Fn.getAzs()), /Fn::GetAZs is not supported/],
    [
      'what a custom resource answers',
      (stack) => new CustomResource(stack, 'Custom', { serviceToken: 'arn:x' }).getAttString('Answer'),
      /Custom\w*\.Answer is known only once/,
    ],
  ])('is refused: %s', (_name, value, message) => {
    expect(refused(value)).toMatch(message);
  });
});

test.each<[string, (stack: Stack) => string, RegExp]>([
  [
    'a log group',
    (stack) => new logs.LogGroup(stack, 'Log').logGroupArn,
    /^arn:aws:logs:eu-west-1:\d{12}:log-group:Team-Log/,
  ],
  ['a key', (stack) => new kms.Key(stack, 'Key').keyArn, /^arn:aws:kms:eu-west-1:\d{12}:key\/[0-9a-f-]{36}$/],
  [
    'a queue',
    (stack) => new sqs.Queue(stack, 'Jobs').queueUrl,
    /^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/\d{12}\/Team-Jobs/,
  ],
  ['a user', (stack) => new iam.User(stack, 'Bob').userArn, /^arn:aws:iam:.*user\/Team-Bob/],
])('%s that is not served still has a value of its kind', (_name, value, expected) => {
  const first = resolved(value);
  expect(first).toMatch(expected);
  expect(resolved(value)).toBe(first);
});
