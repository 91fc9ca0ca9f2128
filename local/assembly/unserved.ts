import { derivedUuid, physicalName } from './names.ts';
import type { Resource } from './scope.ts';

/**
 * `Ref` of a resource that this server does not serve, such as a topic or a log group, or whose name is all that matters, such as a bucket: no more than a value of the form
 * that it has in AWS, the same at every start.
 */
export function unservedReference(resource: Resource): string {
  const { region, accountId } = resource.scope.place;
  switch (resource.type) {
    case 'AWS::IAM::ManagedPolicy':
      return `arn:aws:iam::${accountId}:policy/${unservedName(resource)}`;
    case 'AWS::SNS::Topic':
    case 'AWS::StepFunctions::StateMachine':
      return unservedArn(resource);
    case 'AWS::SQS::Queue':
      return `https://sqs.${region}.amazonaws.com/${accountId}/${unservedName(resource)}`;
    case 'AWS::KMS::Key':
      return derivedUuid(resource);
    case 'AWS::S3::Bucket':
      return unservedName(resource).toLowerCase();
    default:
      return unservedName(resource);
  }
}

/** `Fn::GetAtt` of such a resource. */
export function unservedAttribute(resource: Resource, name: string): string {
  const { region } = resource.scope.place;
  const ref = unservedReference(resource);
  switch (name) {
    case 'DomainName':
    case 'RegionalDomainName':
      return `${ref}.${serviceOf(resource)}.${region}.amazonaws.com`;
    default:
      if (name.endsWith('Arn')) return unservedArn(resource);
      return name.endsWith('Id') || name.endsWith('Name') ? ref : `${ref}-${name}`;
  }
}

function unservedArn(resource: Resource): string {
  const { region, accountId } = resource.scope.place;
  const name = unservedName(resource);
  switch (resource.type) {
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${unservedReference(resource)}`;
    case 'AWS::KMS::Key':
      return `arn:aws:kms:${region}:${accountId}:key/${derivedUuid(resource)}`;
    case 'AWS::Logs::LogGroup':
      return `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`;
    case 'AWS::SQS::Queue':
      return `arn:aws:sqs:${region}:${accountId}:${name}`;
    case 'AWS::SNS::Topic':
      return `arn:aws:sns:${region}:${accountId}:${name}`;
    default: {
      const kind = (resource.type.split('::')[2] ?? 'resource').toLowerCase();
      return `arn:aws:${serviceOf(resource)}:${region}:${accountId}:${kind}/${name}`;
    }
  }
}

/** Its own name where the template gives one as plain text. */
function unservedName(resource: Resource): string {
  const kind = resource.type.split('::')[2] ?? '';
  const given = resource.properties[`${kind}Name`] ?? resource.properties['Name'];
  return typeof given === 'string' ? given : physicalName(resource, 63);
}

/** `AWS::CloudFront::Distribution` -> `cloudfront`. */
function serviceOf(resource: Resource): string {
  return (resource.type.split('::')[1] ?? 'local').toLowerCase();
}
