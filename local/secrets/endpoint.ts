import type { RoleDefinition } from '../assembly/model.ts';
import type { IdentityStore } from '../iam/credentials.ts';
import { isAllowed, notAuthorized } from '../iam/policy.ts';
import { serviceFailure, startSignedService, type ServiceReply, type SignedService } from '../iam/signed-service.ts';
import type { Secret, Secrets } from './secrets.ts';

export type SecretsEndpoint = SignedService;

/** More than any call of these two operations needs. */
const maximumBodyBytes = 64 * 1024;

/**
 * Answers Secrets Manager's JSON 1.1 protocol, `GetSecretValue` and `DescribeSecret`, for signed calls of known roles.
 * `roles` is asked at each call.
 */
export function startSecretsEndpoint(
  secrets: Secrets,
  identities: IdentityStore,
  roles: () => readonly RoleDefinition[],
): Promise<SecretsEndpoint> {
  return startSignedService({
    service: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    maximumBodyBytes,
    identities,
    roles,
    answer: ({ target, body, role }) => answer(target, body, secrets, role),
  });
}

function answer(target: string, body: string, secrets: Secrets, role: RoleDefinition): ServiceReply {
  const operation = target.replace(/^secretsmanager\./, '');
  if (operation !== 'GetSecretValue' && operation !== 'DescribeSecret') {
    return serviceFailure(
      'UnknownOperationException',
      `${target} is not supported: only GetSecretValue and DescribeSecret are.`,
    );
  }
  const input = parseInput(body);
  if (input === null) return serviceFailure('InvalidParameterException', 'You must provide a SecretId.');
  const secret = secrets.find(input.secretId);
  if (secret === null) {
    return serviceFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const action = `secretsmanager:${operation}`;
  if (!isAllowed(role.statements, action, secret.arn)) {
    return serviceFailure('AccessDeniedException', notAuthorized(role.arn, action, secret.arn));
  }
  if (operation === 'DescribeSecret') return { status: 200, body: describe(secret) };
  const isCurrent =
    (input.versionStage ?? 'AWSCURRENT') === 'AWSCURRENT' && (input.versionId ?? secret.versionId) === secret.versionId;
  if (!isCurrent) {
    return serviceFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret version.");
  }
  return { status: 200, body: valueOf(secret) };
}

function valueOf(secret: Secret): ServiceReply['body'] {
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: secret.versionId,
    SecretString: secret.value,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: secret.createdAt / 1000,
  };
}

function describe(secret: Secret): ServiceReply['body'] {
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.createdAt / 1000,
    VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] },
  };
}

interface Input {
  readonly secretId: string;
  readonly versionId: string | undefined;
  readonly versionStage: string | undefined;
}

function parseInput(body: string): Input | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { SecretId, VersionId, VersionStage } = parsed as Record<string, unknown>; // Each is checked next.
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const secretId = text(SecretId);
  return secretId ? { secretId, versionId: text(VersionId), versionStage: text(VersionStage) } : null;
}
