import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { StageError, refuseBadStage, refuseExamples } from '../../infra/check-stage.ts';
import { ParleyStack } from '../../infra/parley-stack.ts';
import type { Stage } from '../../infra/stage.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { cognitoStage, issuerStage } from './support/stages.ts';
import { synthesize } from './support/synth.ts';

const prod = stageOf('prod');
const [secret] = prod.sessions;
if (!secret || !prod.domains || !prod.data.backups || !prod.firewall) throw new Error('prod has none of them');
const { domains } = prod;
const [issuer] = issuerStage.sessions;

/** Where the stage can not be. */
function problemsOf(stage: Stage): string[] {
  try {
    refuseBadStage(stage);
    return [];
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    for (const { at, message } of error.problems) expect(error.message).toContain(`${at}: ${message}`);
    return error.problems.map(({ at }) => at);
  }
}

describe('a stage', () => {
  test('can be as each of them is written, and as those of the tests are', () => {
    expect(stageNames).toEqual(['dev', 'staging', 'prod', 'load']);
    for (const stage of [...stageNames.map(stageOf), issuerStage, cognitoStage]) expect(problemsOf(stage)).toEqual([]);
    for (const name of stageNames) expect(stageOf(name).name).toBe(name);
  });

  test('is refused by a name that there is not', () => {
    for (const name of ['production', '', 'toString']) expect(() => stageOf(name)).toThrow(/there is no stage/);
  });

  const bad: [at: string, change: Partial<Stage>][] = [
    ['name', { name: 'Prod' }],
    ['name', { name: 'a'.repeat(21) }],
    ['account', { account: '1234' }],
    ['region', { region: 'Ireland' }],
    ['region', { region: null }],
    ['domains.api.name', { domains: { ...domains, api: { ...domains.api, name: 'https://api.company.test' } } }],
    [
      'domains.web.certificateArn',
      {
        domains: {
          ...domains,
          web: { ...domains.web, certificateArn: domains.web.certificateArn.replace('us-east-1', 'eu-west-1') },
        },
      },
    ],
    ['domains', { domains: { ...domains, api: domains.web } }],
    ['allowedOrigins.1', { allowedOrigins: ['https://app.company.test/'] }],
    ['allowedOrigins.1', { allowedOrigins: ['http://app.company.test'] }],
    ['allowedOrigins.1', { allowedOrigins: ['*'] }],
    ['allowedOrigins.1', { allowedOrigins: ['http://localhost:4000'] }],
    ['allowedOrigins', { domains: null, allowedOrigins: [] }],
    ['sessions', { sessions: [] }],
    ['sessions', { sessions: [secret, { ...secret, userIdPrefix: 'two:' }] }],
    ['sessions', { sessions: [secret, ...issuerStage.sessions] }],
    ['sessions.0.userIdPrefix', { sessions: [{ ...secret, userIdPrefix: 'no colon' }] }],
    [
      'sessions.0.jwksUrl',
      { sessions: issuer?.kind === 'issuer' ? [{ ...issuer, jwksUrl: 'http://id.company.test/keys' }] : [] },
    ],
    ['sessions.0.audiences', { sessions: issuer?.kind === 'issuer' ? [{ ...issuer, audiences: [] }] : [] }],
    [
      'sessions.0.pool.id',
      { sessions: [{ kind: 'user-pool', userIdPrefix: '', pool: { id: 'my-pool', clientIds: ['web'] } }] },
    ],
    [
      'sessions.0.pool.clientIds',
      { sessions: [{ kind: 'user-pool', userIdPrefix: '', pool: { id: 'eu-west-1_Abc', clientIds: [] } }] },
    ],
    ['data.recoveryDays', { data: { ...prod.data, recoveryDays: 36 } }],
    ['data.recoveryDays', { data: { ...prod.data, recoveryDays: 0 } }],
    ['data.key', { data: { ...prod.data, key: 'aws' } }],
    ['data.backups', { data: { ...prod.data, backups: null } }],
    ['data.backups.dailyDays', { data: { ...prod.data, backups: { dailyDays: 36 } } }],
    ['longestSessionHours', { longestSessionHours: 0 }],
    ['longestSessionHours', { longestSessionHours: 721 }],
    ['concurrency.authorizer', { concurrency: { authorizer: 0, metricsRecorder: 1 } }],
    ['alarms.page', { alarms: { page: null, notice: null } }],
    ['alarms.notice', { alarms: { ...prod.alarms, notice: 'the team' } }],
    ['hasIntrospection', { hasIntrospection: true }],
    ['queryDepth', { queryDepth: 76 }],
    ['queryDepth', { queryDepth: 0 }],
    ['resolverCount', { resolverCount: 10_001 }],
    ['data.restored.Massage', { data: { ...prod.data, restored: { Massage: 'parley-Message-restored' } } }],
    ['data.restored.Message', { data: { ...prod.data, restored: { Message: 'arn:aws:dynamodb:…' } } }],
    ['sendLimits.reportIntervalMs', { sendLimits: { ...prod.sendLimits, reportIntervalMs: 30_001 } }],
    ['sendLimits.personPerSecond', { sendLimits: { ...prod.sendLimits, personPerSecond: 0.5 } }],
    ['firewall', { firewall: null }],
    ['firewall.tokenPerMinute', { firewall: { tokenPerMinute: 9, addressPerMinute: 100 } }],
    ['firewall.addressPerMinute', { firewall: { tokenPerMinute: 200, addressPerMinute: 100 } }],
  ];
  test.each(bad)('can not be with this %s', (at, change) => {
    expect(problemsOf({ ...prod, ...change })).toContain(at);
  });

  test('says everything that is wrong with it at once', () => {
    expect(problemsOf({ ...prod, queryDepth: 0, resolverCount: 0, sessions: [] })).toEqual([
      'sessions',
      'queryDepth',
      'resolverCount',
    ]);
  });

  test('is not deployed with an example in it', () => {
    expect(() => refuseExamples(prod)).toThrow(/domains\.api\.name: is an example: api\.parley\.example/);
    expect(() => refuseExamples(prod)).toThrow(/alarms\.page/);
    expect(() => refuseExamples(prod)).toThrow(/domains\.web\.certificateArn/);
    expect(() => refuseExamples(stageOf('dev'))).not.toThrow();
  });
});

describe('the template of a stage', () => {
  test('tells the authorizer whom to trust, and makes no secret where nobody signs with one', () => {
    const template = synthesize(issuerStage).service;
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          SESSION_SOURCES: JSON.stringify([
            {
              kind: 'keys',
              userIdPrefix: '',
              issuer: 'https://id.company.test/',
              jwksUrl: 'https://id.company.test/keys.json',
              audiences: ['parley'],
            },
          ]),
          SESSION_SECRET_ARN: Match.absent(),
        },
      },
    });
  });

  test('makes a user pool where one is asked for, and trusts it and the one that is there', () => {
    const template = synthesize(cognitoStage).service;
    template.resourceCountIs('AWS::Cognito::UserPool', 1);
    template.hasOutput('UserPoolClientId', {});
    const [pool] = Object.keys(template.findResources('AWS::Cognito::UserPool'));
    const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/';
    const functions = JSON.stringify(template.findResources('AWS::Lambda::Function')).replaceAll('\\"', '');
    expect(functions).toContain(`${issuer}eu-west-1_AbCdEf123/.well-known/jwks.json`);
    expect(functions).toContain(`issuer:${issuer}",{"Ref":"${pool}"}`);
  });

  test('keeps to the account and region that the stage names', () => {
    const stack = (stage: Stage) => new ParleyStack(new App(), 'Parley', { stage });
    expect(stack({ ...prod, account: '123456789012' }).environment).toBe('aws://123456789012/eu-west-1');
    expect(stack(stageOf('dev')).environment).toBe('aws://unknown-account/unknown-region');
  });
});
