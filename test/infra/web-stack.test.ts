import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../infra/stage.ts';
import { stageOf } from '../../infra/stages.ts';
import { securityHeaders } from '../../web/security-headers.ts';
import { cognitoStage } from './support/stages.ts';
import { synthesize } from './support/synth.ts';

describe('the routing of the web client', () => {
  const source = readFileSync(new URL('../../infra/edge/routing.js', import.meta.url), 'utf8');
  const routed = (uri: string) => runInNewContext(`${source}; handler({ request: { uri } }).uri`, { uri }) as string;

  test('gives the page for every address that it routes itself', () => {
    for (const uri of ['/', '/channel/harbor_general', '/dm/harbor_dm-alice-bob', '/channel/v1.2/here', '/x/']) {
      expect(routed(uri)).toBe('/index.html');
    }
  });

  test('gives each file by its name', () => {
    for (const uri of ['/assets/index-BxA1.js', '/icon.svg', '/parley-outputs.json', '/index.html']) {
      expect(routed(uri)).toBe(uri);
    }
  });

  test('is what CloudFront is told', () => {
    const { web } = synthesize(stageOf('dev'));
    web.hasResourceProperties('AWS::CloudFront::Function', { FunctionCode: source });
    // The limit of CloudFront Functions, in bytes.
    expect(Buffer.byteLength(source)).toBeLessThan(10_240);
  });
});

describe('the headers of the page', () => {
  interface Policy {
    SecurityHeadersConfig: Record<string, Record<string, unknown>>;
    CustomHeadersConfig: { Items: { Header: string; Value: string; Override: boolean }[] };
  }
  const policyOf = (stage: 'prod' | 'dev' | Stage) => {
    const { web } = synthesize(typeof stage === 'string' ? stageOf(stage) : stage);
    const [found] = Object.values(web.findResources('AWS::CloudFront::ResponseHeadersPolicy')) as {
      Properties: { ResponseHeadersPolicyConfig: Policy };
    }[];
    if (!found) throw new Error('there is none');
    return found.Properties.ResponseHeadersPolicyConfig;
  };

  test('are those that the web client is written for', () => {
    const { SecurityHeadersConfig, CustomHeadersConfig } = policyOf('prod');
    const expected = securityHeaders({
      connect: ['https://api.parley.example', 'wss://api.parley.example'],
      files: ['https://files.invalid'],
      isSecure: true,
    });
    const told: Record<string, unknown> = {
      'content-security-policy': joined(SecurityHeadersConfig['ContentSecurityPolicy']?.['ContentSecurityPolicy']),
      'referrer-policy': SecurityHeadersConfig['ReferrerPolicy']?.['ReferrerPolicy'],
      'x-frame-options': SecurityHeadersConfig['FrameOptions']?.['FrameOption'],
      // CloudFront knows the one value that there is.
      'x-content-type-options': SecurityHeadersConfig['ContentTypeOptions'] ? 'nosniff' : undefined,
      'strict-transport-security': `max-age=${String(SecurityHeadersConfig['StrictTransportSecurity']?.['AccessControlMaxAgeSec'])}; includeSubDomains`,
      ...Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
    };
    expect(told).toEqual(expected);
    for (const one of [...Object.values(SecurityHeadersConfig), ...CustomHeadersConfig.Items]) {
      expect(one).toMatchObject({ Override: true });
    }
  });

  test('name the one host of the files, and no other of S3', () => {
    const policy = JSON.stringify(policyOf('prod').SecurityHeadersConfig['ContentSecurityPolicy']);
    expect(policy).toMatch(/"Fn::ImportValue":"parley-prod:[A-Za-z0-9]*FilesBucket[A-Z0-9]*RegionalDomainName/);
    expect(policy).not.toContain('amazonaws');
  });

  test('name the hosts of the API where it has no domain of its own', () => {
    const policy = JSON.stringify(policyOf('dev').SecurityHeadersConfig['ContentSecurityPolicy']);
    expect(policy).toMatch(/https:\/\/",\{"Fn::ImportValue":"parley-dev:[A-Za-z0-9]*GraphQLDns/);
    expect(policy).toMatch(/wss:\/\/",\{"Fn::ImportValue":"parley-dev:[A-Za-z0-9]*RealtimeDns/);
    expect(policy).not.toContain('.invalid');
    expect(policy).not.toContain('cognito');
  });

  test('name Cognito where the page signs people in with a pool of the stage’s own', () => {
    const policy = JSON.stringify(policyOf(cognitoStage).SecurityHeadersConfig['ContentSecurityPolicy']);
    expect(policy).toMatch(/connect-src [^;]*https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com/);
  });
});

/** What CloudFormation makes of it, the files' host as `files.invalid`. */
function joined(value: unknown): unknown {
  const parts = (value as { 'Fn::Join'?: [string, (string | object)[]] } | undefined)?.['Fn::Join']?.[1];
  return parts?.map((part) => (typeof part === 'string' ? part : 'files.invalid')).join('') ?? value;
}

test('the bucket is read by this one distribution, and by nobody else', () => {
  const { web } = synthesize(stageOf('prod'));
  web.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  const [distribution] = Object.keys(web.findResources('AWS::CloudFront::Distribution'));
  const [policy] = Object.values(web.findResources('AWS::S3::BucketPolicy')) as {
    Properties: { PolicyDocument: { Statement: { Effect: string; Action: string; Condition: object }[] } };
  }[];
  const allowed = policy?.Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow') ?? [];
  expect(allowed.map(({ Action }) => Action)).toEqual(['s3:GetObject']);
  expect(JSON.stringify(allowed[0]?.Condition)).toContain(`{"Ref":"${distribution}"}`);
  // Without listing, a file that is not there is refused, as one that may not be read is.
  expect(JSON.stringify(policy)).not.toContain('s3:ListBucket');
});
