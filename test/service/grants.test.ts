import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantsOf, without } from '../proof/iam/grants.ts';
import { type Workshop, openWorkshop } from '../proof/iam/workshop.ts';

/** A few of what `npm run proof:iam` tries one after the other: that it would notice. */
let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('load', 20_000);
});
afterAll(() => workshop?.close());

describe('the rights of the template', () => {
  test('are enough for a life of a workspace', async () => {
    expect(await workshop.play(null)).toBeNull();
  });

  test.each([
    ['messageWriter: dynamodb:GetItem on Message', 'a message that was sent before is answered as it was stored'],
    ['access: dynamodb:BatchGetItem on Reaction', 'a reaction is put, heard, listed, one’s own, and taken away'],
    ['membershipWriter: dynamodb:DeleteItem on ChannelMember', 'people join, leave, are put in and taken out'],
  ])('are each missed: %s', async (name, step) => {
    const grant = workshop.grants.find((one) => one.name === name);
    if (!grant) throw new Error(`there is no ${name}`);
    expect(await workshop.play(grant)).toMatchObject({ step });
  });

  test('are named each in its own words', () => {
    const names = workshop.grants.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(60);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a template without a grant', () => {
  const statement = { Effect: 'Allow', Action: ['s:Read', 's:Write'], Resource: ['one', 'two'] };
  const template = {
    Resources: {
      P: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'R' }], PolicyDocument: { Statement: [statement] } },
      },
    },
  };

  test('has every other', () => {
    const grants = grantsOf(template);
    const said = ({ action, resource }: (typeof grants)[number]) => `${action} ${String(resource)}`;
    expect(grants.map(said)).toEqual(['s:Read one', 's:Read two', 's:Write one', 's:Write two']);
    for (const grant of grants) {
      const left = grantsOf(without(template, grant)).map(said);
      expect(left.sort()).toEqual(
        grants
          .filter((one) => one !== grant)
          .map(said)
          .sort(),
      );
    }
  });
});
