import type { RoleDefinition } from '../../assembly/model.ts';
import { isAllowed, notAuthorized } from '../../iam/policy.ts';
import { AccessDenied } from './failure.ts';
import type { IamAction } from './operation.ts';

/**
 * Checks actions on tables against the role's policies. Answers are kept: the policies never change.
 *
 * @param ownTableArn names the region and the account, in which all tables that a request names lie too.
 */
export function createPermissions(role: RoleDefinition | null, ownTableArn: string) {
  const arnPrefix = ownTableArn.slice(0, ownTableArn.lastIndexOf('/') + 1);
  const answers = new Map<string, boolean>();
  const user = role?.arn ?? 'a data source without a role';

  /** @throws {AccessDenied} */
  return function authorize(action: IamAction, tableName: string, index?: string): void {
    const resource = `${arnPrefix}${tableName}${index === undefined ? '' : `/index/${index}`}`;
    const question = `${action} ${resource}`;
    let answer = answers.get(question);
    if (answer === undefined) {
      answer = role !== null && isAllowed(role.statements, `dynamodb:${action}`, resource);
      // Requests may name any number of tables that do not exist.
      if (answers.size < 1000) answers.set(question, answer);
    }
    if (answer) return;
    throw new AccessDenied(notAuthorized(user, `dynamodb:${action}`, resource));
  };
}
