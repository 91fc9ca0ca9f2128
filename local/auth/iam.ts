import type { PolicyStatement } from '../assembly/model.ts';
import { roleIdOf } from '../iam/role-id.ts';
import type { AuthRequest } from './auth-request.ts';
import type { Caller } from './caller.ts';
import { noFields } from './caller.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** The holder of the access key that a request is signed with. */
export interface Signer {
  /** The role's ARN, as in `arn:aws:iam::123456789012:role/Name`. */
  readonly roleArn: string;
  readonly statements: readonly PolicyStatement[];
}

/** null = the signature is not that of any key known here, or does not fit the request. */
export type VerifySignature = (request: AuthRequest) => Promise<Signer | null> | Signer | null;

/** Throws an `UnauthorizedError` for a signature that does not hold. */
export async function authorizeIam(
  parts: { readonly verifySignature: VerifySignature; readonly accountId: string },
  request: AuthRequest,
): Promise<Caller> {
  const signer = await parts.verifySignature(request);
  if (signer === null) throw new UnauthorizedError();
  return {
    mode: 'AWS_IAM',
    identity: identityOf(signer, parts.accountId, request.sourceIp),
    deniedFields: noFields,
    groups: [],
    statements: signer.statements,
  };
}

/** AppSync Developer Guide, Resolver context reference: AWS_IAM authorization. A role's session stands in for its user. */
function identityOf(signer: Signer, accountId: string, sourceIp: readonly string[]) {
  const role = signer.roleArn.slice(signer.roleArn.indexOf('/') + 1);
  return {
    accountId,
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp,
    username: `${roleIdOf(signer.roleArn)}:local`,
    userArn: `arn:aws:sts::${accountId}:assumed-role/${role}/local`,
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  };
}
