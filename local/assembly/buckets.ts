import type { Report } from './assembly-error.ts';
import { attributeOf, referenceTo } from './identity.ts';
import type { BucketDefinition, CorsRule, ExpiryRule } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

/** Reads `AWS::S3::Bucket`: its CORS rules, and which objects expire. Versions and encryption show nowhere here. */
export function readBucket(resource: Resource, report: Report): BucketDefinition {
  const properties = propertiesOf(resource, report);
  return {
    logicalId: resource.logicalId,
    name: referenceTo(resource, report),
    arn: attributeOf(resource, 'Arn', report),
    cors: (properties.child('CorsConfiguration')?.children('CorsRules') ?? []).map(readCorsRule),
    expiry: (properties.child('LifecycleConfiguration')?.children('Rules') ?? []).flatMap(readExpiryRule),
  };
}

function readCorsRule(rule: Properties): CorsRule {
  const maxAge = rule.number('MaxAge', 0);
  return {
    origins: rule.list('AllowedOrigins'),
    methods: rule.list('AllowedMethods'),
    headers: rule.list('AllowedHeaders').map((name) => name.toLowerCase()),
    exposed: rule.list('ExposedHeaders'),
    maxAgeSeconds: maxAge > 0 ? maxAge : null,
  };
}

function readExpiryRule(rule: Properties): ExpiryRule[] {
  const days = rule.number('ExpirationInDays', 0);
  if (rule.optionalString('Status') !== 'Enabled' || days === 0) return [];
  // A rule for some tags or sizes would take what it should not.
  for (const filter of ['TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan']) {
    if (rule.has(filter)) rule.report(`${filter} is not supported`);
  }
  return [{ prefix: rule.optionalString('Prefix') ?? '', days }];
}
