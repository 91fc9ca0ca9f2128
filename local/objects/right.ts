import type { RoleDefinition } from '../assembly/model.ts';
import { isAllowed, notAuthorized } from '../iam/policy.ts';
import { accessDenied } from './s3-error.ts';

/** Throws unless the role may. */
export function requireRight(
  roles: () => readonly RoleDefinition[],
  roleArn: string,
  action: string,
  resource: string,
): void {
  if (!hasRight(roles, roleArn, action, resource)) throw accessDenied(notAuthorized(roleArn, action, resource));
}

/** Several owners may share a role; it has the same policies for all of them. */
export function hasRight(
  roles: () => readonly RoleDefinition[],
  roleArn: string,
  action: string,
  resource: string,
): boolean {
  const role = roles().findLast(({ arn }) => arn === roleArn);
  return role !== undefined && isAllowed(role.statements, action, resource);
}
