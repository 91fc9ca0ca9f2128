import { describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { firewallRules, maxDocumentBytes } from '../../infra/firewall-rules.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { fieldsAtOnce, publishDocument } from '../../resolvers/lib/publish-document.ts';
import { type SeenRequest, matches } from './support/firewall.ts';
import { synthesize } from './support/synth.ts';

const origins = ['https://chat.company.test', 'https://app.company.test'];
const rules = firewallRules({ tokenPerMinute: 1200, addressPerMinute: 30_000 }, origins);
const blocked = new Set(['origin', 'body-size', 'document-size']);

/** The rules that turn a request away by itself, without counting others. */
const refusals = (request: SeenRequest) =>
  rules.filter(({ name, statement }) => blocked.has(name) && matches(statement, request)).map(({ name }) => name);
/** The rules that count a request, or that give it to a group of AWS's. */
const looking = (request: SeenRequest) =>
  rules.filter(({ name, statement }) => !blocked.has(name) && matches(statement, request)).map(({ name }) => name);

const post = (query: string, variables: object, headers: Record<string, string> = {}): SeenRequest => {
  const body = JSON.stringify({ query, variables });
  return { headers: { authorization: 'eyJ.a.b', 'content-length': String(Buffer.byteLength(body)), ...headers }, body };
};
const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=ASIA/20261122/eu-west-1/appsync/aws4_request' };

/** As long as a message can be: 4,000 code points and 10 names of 255, each written as two escapes by a cautious client. */
const longest = () => {
  const escaped = (count: number) => '\\ud83d\\ude42'.repeat(count);
  const attachments = Array.from({ length: 10 }, (_, index) => `{"id":"${index}","name":"${escaped(255)}"}`).join();
  const input = `{"content":"${escaped(4000)}","attachments":[${attachments}]}`;
  const body = `{"query":${JSON.stringify(operations.sendMessage)},"variables":{"input":${input}}}`;
  return { headers: { authorization: 'eyJ.a.b', 'content-length': String(Buffer.byteLength(body)) }, body };
};

describe('the firewall lets in', () => {
  test('what people’s clients say, from our pages and from none', () => {
    for (const document of Object.values(operations).filter((one) => typeof one === 'string')) {
      for (const headers of [{}, ...origins.map((origin) => ({ origin }))]) {
        expect(refusals(post(document, {}, headers))).toEqual([]);
      }
    }
  });

  test('the longest message that there can be', () => {
    const request = longest();
    expect(Number(request.headers['content-length'])).toBeGreaterThan(70_000);
    expect(refusals(request)).toEqual([]);
  });

  test('the service’s own publishing, of whatever size, without counting it', () => {
    const event = { content: '🙂'.repeat(4000), attachments: Array.from({ length: 10 }, () => '🙂'.repeat(255)) };
    const request = post(publishDocument(1, fieldsAtOnce - 1), { event0: event }, signed);
    expect(refusals(request)).toEqual([]);
    expect(looking(request)).toEqual([]);
  });
});

describe('the firewall turns away', () => {
  test('pages of any other origin, however like ours', () => {
    for (const origin of ['https://evil.test', 'null', `${origins[0]}.evil.test`, 'http://chat.company.test']) {
      expect(refusals(post('{ me { id } }', {}, { origin }))).toEqual(['origin']);
      expect(refusals({ headers: { origin } })).toEqual(['origin']);
    }
  });

  test('bodies that no message has', () => {
    expect(refusals({ headers: { 'content-length': '99999' } })).toEqual([]);
    expect(refusals({ headers: { 'content-length': '100000' } })).toEqual(['body-size']);
  });

  test('documents made to be long', () => {
    expect(refusals(post('x'.repeat(maxDocumentBytes), {}))).toEqual([]);
    expect(refusals(post('x'.repeat(maxDocumentBytes + 1), {}))).toEqual(['document-size']);
    expect(refusals(post('x'.repeat(90_000), {}))).toEqual(['document-size']);
  });
});

describe('a page is told', () => {
  const origin = origins[0] ?? '';
  const headersOf = (action: object | undefined) =>
    (action as { block?: { customResponse?: { responseHeaders: { name: string; value: string }[] } } } | undefined)
      ?.block?.customResponse?.responseHeaders ?? [];

  test('by every rule of ours that it can meet that it was refused, instead of taking it for an outage', () => {
    for (const { name, action } of rules.filter((one) => one.action && one.name !== 'origin')) {
      expect(headersOf(action), name).toContainEqual({ name: 'access-control-allow-origin', value: '*' });
    }
  });

  test('so by those of AWS’s that hit addresses and browsers', () => {
    const overridden = rules.flatMap(({ statement }) => {
      const group = (
        statement as { managedRuleGroupStatement?: { ruleActionOverrides: { name: string; actionToUse: object }[] } }
      ).managedRuleGroupStatement;
      return (group?.ruleActionOverrides ?? []).filter(({ actionToUse }) => 'block' in actionToUse);
    });
    expect(overridden.map((one) => one.name)).toEqual([
      'AWSManagedIPReputationList',
      'AWSManagedReconnaissanceList',
      'UserAgent_BadBots_HEADER',
    ]);
    for (const { actionToUse } of overridden) expect(headersOf(actionToUse)).not.toEqual([]);
  });

  test('after the question that browsers ask first, which no rule looks at but that of origins', () => {
    expect(looking({ method: 'OPTIONS', headers: { origin } })).toEqual([]);
    expect(refusals({ method: 'OPTIONS', headers: { origin } })).toEqual([]);
    expect(refusals({ method: 'OPTIONS', headers: { origin: 'https://evil.test' } })).toEqual(['origin']);
    expect(looking({ method: 'POST', headers: { origin } })).toHaveLength(5);
  });
});

describe('the firewall counts', () => {
  test('each session by itself, and each address, and says when to come again', () => {
    expect(looking(post('{ me { id } }', {}))).toEqual(expect.arrayContaining(['token-rate', 'address-rate']));
    const [byToken, byAddress] = ['token-rate', 'address-rate'].map((name) => rules.find((one) => one.name === name));
    expect(byToken?.statement).toMatchObject({
      rateBasedStatement: { limit: 1200, evaluationWindowSec: 60, customKeys: [{ header: { name: 'authorization' } }] },
    });
    expect(byAddress?.statement).toMatchObject({ rateBasedStatement: { limit: 30_000, aggregateKeyType: 'IP' } });
    for (const rule of [byToken, byAddress]) {
      expect(rule?.action).toMatchObject({ block: { customResponse: { responseCode: 429 } } });
    }
  });

  test('what groups of AWS’s say of a body, and does no more: people may write about anything', () => {
    for (const { name, statement } of rules) {
      const group = (statement as { managedRuleGroupStatement?: { ruleActionOverrides: { name: string }[] } })
        .managedRuleGroupStatement;
      if (!group || name.includes('IpReputation')) continue;
      expect(group.ruleActionOverrides.map((one) => one.name).filter((one) => one.endsWith('_BODY')).length).toBe(
        name.includes('Common') ? 5 : 3,
      );
      for (const override of group.ruleActionOverrides.filter((one) => /_BODY$/.test(one.name)))
        expect(override).toMatchObject({ actionToUse: { count: {} } });
    }
  });
});

describe.each(stageNames)('the template of %s', (name) => {
  const stage = stageOf(name);
  const { service } = synthesize(stage);

  test('has a firewall before its API, where the stage has one', () => {
    const [api] = Object.keys(service.findResources('AWS::AppSync::GraphQLApi'));
    const associations = Object.values(service.findResources('AWS::WAFv2::WebACLAssociation')) as {
      Properties: object;
    }[];
    expect(associations.map(({ Properties }) => Properties)).toMatchObject(
      stage.firewall ? [{ ResourceArn: { 'Fn::GetAtt': [api, 'Arn'] } }] : [],
    );
  });

  test('never logs a token', () => {
    for (const one of Object.values(service.findResources('AWS::WAFv2::LoggingConfiguration'))) {
      expect(JSON.stringify(one)).toContain('{"SingleHeader":{"Name":"authorization"}}');
      expect(JSON.stringify(one)).toContain('{"SingleHeader":{"Name":"sec-websocket-protocol"}}');
      expect(JSON.stringify(one)).toContain('{"QueryString":{}}');
    }
    for (const one of Object.values(service.findResources('AWS::WAFv2::WebACL'))) {
      expect(JSON.stringify(one)).not.toContain('"SampledRequestsEnabled":true');
    }
  });
});
