import { parseAmplifyConfig } from 'aws-amplify/utils';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { amplifyOutputs } from '../../infra/deploy/amplify-outputs.ts';
import { uploadPlan } from '../../infra/deploy/upload-plan.ts';
import { stageOf } from '../../infra/stages.ts';
import { outputsOf } from '../../web/src/outputs/outputs.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { cognitoStage } from './support/stages.ts';
import { synthesize } from './support/synth.ts';

const home = temporaryDirectory();
afterAll(() => home.remove());

const outputs = {
  'parley-prod': { GraphqlUrl: 'https://api.company.test/graphql', Region: 'eu-west-1' },
  'parley-prod-web': { WebUrl: 'https://chat.company.test', WebBucket: 'files', WebDistribution: 'E1' },
};

describe('parley-outputs.json', () => {
  test('is what Amplify takes', () => {
    expect(parseAmplifyConfig({ ...amplifyOutputs(outputs) })).toMatchObject({
      API: {
        GraphQL: { endpoint: 'https://api.company.test/graphql', region: 'eu-west-1', defaultAuthMode: 'lambda' },
      },
    });
    const withPool = amplifyOutputs({ ...outputs, more: { UserPoolId: 'eu-west-1_Abc', UserPoolClientId: 'web' } });
    expect(parseAmplifyConfig({ ...withPool }).Auth?.Cognito).toMatchObject({
      userPoolId: 'eu-west-1_Abc',
      userPoolClientId: 'web',
      loginWith: { email: true },
    });
  });

  test('is refused where the deployment did not say enough', () => {
    expect(() => amplifyOutputs({ only: { Region: 'eu-west-1' } })).toThrow(/no GraphqlUrl/);
    expect(() => amplifyOutputs({ ...outputs, more: { UserPoolId: 'eu-west-1_Abc' } })).toThrow(/no UserPoolClientId/);
  });

  test('is made of outputs that the stacks have', () => {
    const named = (template: { toJSON(): unknown }) =>
      Object.keys((template.toJSON() as { Outputs: Record<string, unknown> }).Outputs);
    const { service, web } = synthesize(stageOf('prod'));
    expect(named(service)).toEqual(expect.arrayContaining(['GraphqlUrl', 'Region', 'SessionSecretArn']));
    expect(named(web)).toEqual(expect.arrayContaining(['WebUrl', 'WebBucket', 'WebDistribution']));
    const ofPool = ['UserPoolId', 'UserPoolClientId'];
    expect(named(synthesize(cognitoStage).service)).toEqual(expect.arrayContaining(ofPool));
  });
});

describe('the web client', () => {
  test('finds its API in the file', () => {
    expect(outputsOf(amplifyOutputs(outputs))?.endpoint).toBe('https://api.company.test/graphql');
  });

  test('takes nothing else for an address', () => {
    for (const nothing of [
      null,
      'text',
      {},
      { data: null },
      { data: {} },
      { data: { url: 7 } },
      { data: { url: '/graphql' } },
    ]) {
      expect(outputsOf(nothing)).toBeNull();
    }
    expect(outputsOf({ data: { url: 'javascript:alert(1)' } })).toBeNull();
  });
});

describe('the web client goes up', () => {
  const plan = uploadPlan('dist', 'files', 'E1').map((command) => command.join(' '));

  test('with the page last, and then CloudFront asks anew for it', () => {
    expect(
      plan.map((command) => /s3:\/\/files\S*/.exec(command)?.[0] ?? command.split(' ').slice(0, 2).join(' ')),
    ).toEqual([
      's3://files/assets',
      's3://files',
      's3://files/parley-outputs.json',
      's3://files/index.html',
      'cloudfront create-invalidation',
    ]);
    expect(plan.at(-1)).toContain('--paths /parley-outputs.json /index.html');
  });

  test('hashed files for ever, the page and its configuration never without asking', () => {
    expect(plan[0]).toContain('--cache-control public,max-age=31536000,immutable');
    for (const command of plan.slice(2, 4)) expect(command).toContain('--cache-control no-cache');
    expect(plan[1]).toContain('--exclude assets/* --exclude parley-outputs.json --exclude index.html');
    expect(plan.join()).not.toContain('--delete');
  });

  test('by a command that says what it would do', () => {
    const folder = join(home.path, 'dist');
    mkdirSync(folder);
    writeFileSync(join(home.path, 'outputs.json'), JSON.stringify(outputs));
    const said = execFileSync(
      process.execPath,
      [
        ...['--import', 'tsx', fileURLToPath(new URL('../../infra/deploy/publish-web.ts', import.meta.url)), '--dry'],
        ...['--outputs', join(home.path, 'outputs.json'), '--folder', folder],
      ],
      { encoding: 'utf8' },
    );
    expect(said).toContain('https://chat.company.test');
    expect(JSON.parse(readFileSync(join(folder, 'parley-outputs.json'), 'utf8'))).toEqual(amplifyOutputs(outputs));
  });
});
