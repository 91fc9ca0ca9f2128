import type { ConstDirectiveNode, GraphQLObjectType } from 'graphql';
import { Kind, valueFromASTUntyped } from 'graphql';
import type { AuthModeType, Caller } from '../auth/caller.ts';
import { isAllowed } from '../iam/policy.ts';

/** Whether a caller may have a field. Bound to one field of one type. */
export type FieldAccess = (caller: Caller) => boolean;

export interface AccessRules {
  readonly modes: readonly AuthModeType[];
  readonly defaultMode: AuthModeType;
  /** Whether the default mode gets in where there is no directive: not where a user pool's default action is DENY. */
  readonly isOpenByDefault: boolean;
  /** The API's ARN, below which IAM names types and fields. */
  readonly apiArn: string;
  /** The names of Query, Mutation and Subscription: IAM permissions are given for their fields alone. */
  readonly rootTypes: ReadonlySet<string>;
}

/**
 * The rules of AppSync Developer Guide, Configuring authorization: a field's directives replace those of its type; where
 * there is none, the default mode alone gets in, if that.
 */
export function fieldAccess(rules: AccessRules, type: GraphQLObjectType, fieldName: string): FieldAccess {
  const field = type.getFields()[fieldName];
  const grants =
    grantsOf(rules, field?.astNode?.directives) ??
    grantsOf(rules, [
      ...(type.astNode?.directives ?? []),
      ...type.extensionASTNodes.flatMap((node) => node.directives ?? []),
    ]) ??
    new Map<AuthModeType, Grant>(rules.isOpenByDefault ? [[rules.defaultMode, { groups: null }]] : []);
  const address = `${type.name}.${fieldName}`;
  const resource = rules.rootTypes.has(type.name) ? `${rules.apiArn}/types/${type.name}/fields/${fieldName}` : null;
  return (caller) => {
    const grant = grants.get(caller.mode);
    if (grant === undefined || caller.deniedFields.has(address)) return false;
    if (grant.groups !== null && !grant.groups.some((group) => caller.groups.includes(group))) return false;
    if (caller.mode !== 'AWS_IAM' || resource === null) return true;
    return isAllowed(caller.statements ?? [], 'appsync:GraphQL', resource);
  };
}

interface Grant {
  /** The Cognito groups of which the caller must be in one; null = any caller of the mode. */
  readonly groups: readonly string[] | null;
}

const modeOfDirective: Readonly<Record<string, AuthModeType>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
};

/** Undefined = no directive says anything. */
function grantsOf(
  rules: AccessRules,
  directives: readonly ConstDirectiveNode[] | undefined,
): Map<AuthModeType, Grant> | undefined {
  const grants = new Map<AuthModeType, Grant>();
  for (const directive of directives ?? []) {
    const mode = modeOf(rules, directive.name.value);
    if (mode) grants.set(mode, { groups: groupsOf(directive) });
  }
  return grants.size === 0 ? undefined : grants;
}

function modeOf(rules: AccessRules, directive: string): AuthModeType | undefined {
  // @aws_auth works with Cognito as the only mode. AppSync ignores it silently as soon as there is a second one.
  const isCognitoAlone = rules.modes.length === 1 && rules.defaultMode === 'AMAZON_COGNITO_USER_POOLS';
  if (directive === 'aws_auth') return isCognitoAlone ? 'AMAZON_COGNITO_USER_POOLS' : undefined;
  return modeOfDirective[directive];
}

function groupsOf(directive: ConstDirectiveNode): readonly string[] | null {
  const argument = directive.arguments?.find((candidate) => candidate.name.value === 'cognito_groups');
  if (!argument || argument.value.kind === Kind.NULL) return null;
  const value = valueFromASTUntyped(argument.value);
  return (Array.isArray(value) ? value : [value]).map(String);
}
