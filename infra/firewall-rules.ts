import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { FirewallLimits } from './stage.ts';

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

/** What one document may say at most, in bytes. The longest of operations/, with its fragments, takes 1,230; the service's own 2,400. */
export const maxDocumentBytes = 8000;

const none = [{ priority: 0, type: 'NONE' }];

/**
 * The rules, in the order in which they are asked. AppSync hands over the first 8 KB of a body (AWS WAF Developer Guide, "Body inspection size
 * limits"), so no rule can depend on the rest; the limits of the schema and the API hold for all of it.
 */
export function firewallRules(
  { tokenPerMinute, addressPerMinute }: FirewallLimits,
  origins: readonly string[],
): Rule[] {
  const rules: Omit<Rule, 'priority' | 'visibilityConfig'>[] = [
    // AppSync lets pages of any origin call an API, and can not be told otherwise. A page without one of our origins is none of ours;
    // programs send no `Origin`.
    { name: 'origin', action: { block: {} }, statement: both(hasOrigin, not(either(origins.map(isOrigin)))) },
    // The longest message with its attachments is 80 kB, written in escapes. A body of six digits is no message.
    { name: 'body-size', action: refused, statement: contentLengthLike('^[0-9]{6,}$') },
    // Depth and the number of resolvers are AppSync's to limit; this keeps it from parsing a document made to be long.
    { name: 'document-size', action: refused, statement: documentLongerThan(maxDocumentBytes) },
    // A session that runs wild is stopped before it costs an operation.
    { name: 'token-rate', action: tooMany, statement: rate(tokenPerMinute, ['authorization']) },
    // Whoever tries tokens has a new one each time, but not a new address.
    { name: 'address-rate', action: tooMany, statement: rate(addressPerMinute, null) },
    // Addresses that AWS saw attacking others of late.
    managed(
      'AWSManagedRulesAmazonIpReputationList',
      [],
      ['AWSManagedIPReputationList', 'AWSManagedReconnaissanceList'],
    ),
    // Requests known to attack what is not here, such as Java. Their bodies are not judged: people may write about anything.
    managed('AWSManagedRulesKnownBadInputsRuleSet', [
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'ReactJSRCE_BODY',
    ]),
    // The common attacks, by header and address. Bodies are not judged: a message may quote a script, and may be longer than 8 KB. Nor is a
    // missing User-Agent, as programs may have none, or a long address: it may carry a token to a WebSocket.
    managed(
      'AWSManagedRulesCommonRuleSet',
      [
        'CrossSiteScripting_BODY',
        'EC2MetaDataSSRF_BODY',
        'GenericLFI_BODY',
        'GenericRFI_BODY',
        'NoUserAgent_HEADER',
        'SizeRestrictions_BODY',
        'SizeRestrictions_QUERYSTRING',
      ],
      ['UserAgent_BadBots_HEADER'],
    ),
  ];
  return rules.map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName: rule.name },
  }));
}

const hasOrigin: Statement = {
  sizeConstraintStatement: {
    fieldToMatch: { singleHeader: { Name: 'origin' } },
    comparisonOperator: 'GT',
    size: 0,
    textTransformations: none,
  },
};

function isOrigin(origin: string): Statement {
  return headerMatches('origin', origin, 'EXACTLY');
}

/**
 * What is signed as AWS requests are: the service's own publishing, all of it from a few addresses of AWS. Whoever only claims to be that is
 * refused by AppSync, which checks the signature before anything of ours runs.
 */
const isSigned: Statement = headerMatches('authorization', 'AWS4-HMAC-SHA256 ', 'STARTS_WITH');

/** What a browser asks before a page's request. Refused, the page would never learn why: the request itself is what is judged. */
const isPreflight: Statement = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'OPTIONS',
    textTransformations: none,
  },
};

const isOfPeople: Statement = not(either([isSigned, isPreflight]));

function headerMatches(header: string, text: string, positionalConstraint: 'EXACTLY' | 'STARTS_WITH'): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: header } },
      positionalConstraint,
      searchString: text,
      textTransformations: none,
    },
  };
}

function contentLengthLike(pattern: string): Statement {
  return {
    regexMatchStatement: {
      fieldToMatch: { singleHeader: { Name: 'content-length' } },
      regexString: pattern,
      textTransformations: none,
    },
  };
}

function documentLongerThan(bytes: number): Statement {
  return {
    sizeConstraintStatement: {
      fieldToMatch: {
        jsonBody: {
          matchPattern: { includedPaths: ['/query'] },
          matchScope: 'VALUE',
          oversizeHandling: 'CONTINUE',
        },
      },
      comparisonOperator: 'GT',
      size: bytes,
      textTransformations: none,
    },
  };
}

/** Counted per value of the headers, or per address. Over it, AWS WAF answers until the last minute holds less again. */
function rate(limit: number, headers: readonly string[] | null): Statement {
  return {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: 60,
      scopeDownStatement: isOfPeople,
      ...(headers
        ? {
            aggregateKeyType: 'CUSTOM_KEYS',
            customKeys: headers.map((name) => ({ header: { name, textTransformations: none } })),
          }
        : { aggregateKeyType: 'IP' }),
    },
  };
}

/**
 * What clients know as "later": 429, and how many seconds. Without the origin a browser would hide the answer from the page, which would then
 * take it for an outage.
 */
const tooMany: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: 429,
      responseHeaders: [
        { name: 'retry-after', value: '60' },
        { name: 'access-control-allow-origin', value: '*' },
        { name: 'access-control-expose-headers', value: 'retry-after' },
      ],
    },
  },
};

/** What clients know as refused for good. As above, a page has to be let see it. */
const refused: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: 403,
      responseHeaders: [{ name: 'access-control-allow-origin', value: '*' }],
    },
  },
};

/** One of AWS's groups, of which some rules only count, and those that may hit an honest page say so to it. */
function managed(
  name: string,
  counted: readonly string[],
  aloud: readonly string[] = [],
): Omit<Rule, 'priority' | 'visibilityConfig'> {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        scopeDownStatement: isOfPeople,
        ruleActionOverrides: [
          ...counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          ...aloud.map((rule) => ({ name: rule, actionToUse: refused })),
        ],
      },
    },
  };
}

function both(...statements: Statement[]): Statement {
  return { andStatement: { statements } };
}

/** AWS WAF wants two alternatives at least. */
function either(statements: readonly Statement[]): Statement {
  const [only] = statements;
  return statements.length === 1 && only ? only : { orStatement: { statements: [...statements] } };
}

function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}
