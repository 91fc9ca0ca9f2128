import type { Report } from './assembly-error.ts';
import { attributeOf, referenceTo } from './identity.ts';
import type { PolicyStatement, RoleDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import { exists, type Resource } from './scope.ts';

/** Finds roles by ARN, over all stacks. */
export interface Roles {
  /** null where the assembly has no such role, which is reported. */
  read(arn: string, report: Report): RoleDefinition | null;
}

export function findRoles(resources: readonly Resource[], reportFor: (resource: Resource) => Report): Roles {
  const ofType = (...types: string[]): Resource[] => resources.filter((resource) => types.includes(resource.type));
  const attachments = ofType('AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy');
  const rolesByArn = new Map(
    ofType('AWS::IAM::Role').map((role) => [attributeOf(role, 'Arn', reportFor(role)), role] as const),
  );

  return {
    read(arn, report) {
      const role = rolesByArn.get(arn);
      if (role === undefined) {
        report(`the role ${arn} is not in the assembly, so what it may do is unknown`);
        return null;
      }
      const blame = prefixed(report, role);
      const properties = propertiesOf(role, blame);
      if (properties.has('PermissionsBoundary')) blame('permissions boundaries are not supported');
      const inline = properties.children('Policies').flatMap((policy) => statementsOf(policy));
      const name = referenceTo(role, blame);
      const managed = new Set(properties.list('ManagedPolicyArns'));
      const attached = attachments.filter((policy) => isAttached(policy, name, managed, report));
      refuseUnknownManagedPolicies(managed, attached, blame);
      const statements = attached.flatMap((policy) => statementsOf(propertiesOf(policy, prefixed(report, policy))));
      return { arn, statements: [...inline, ...statements] };
    },
  };
}

function isAttached(policy: Resource, roleName: string, managed: ReadonlySet<string>, report: Report): boolean {
  if (!exists(policy, report)) return false;
  const properties = propertiesOf(policy, prefixed(report, policy));
  if (policy.type === 'AWS::IAM::RolePolicy') return properties.string('RoleName') === roleName;
  const isManaged = policy.type === 'AWS::IAM::ManagedPolicy';
  if (isManaged && managed.has(referenceTo(policy, report))) return true;
  return properties.list('Roles').includes(roleName);
}

/** AWS's own policies that touch nothing that is served here: logs, traces and network interfaces. */
const harmlessPolicies: ReadonlySet<string> = new Set([
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
  'arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs',
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
  'arn:aws:iam::aws:policy/CloudWatchLambdaInsightsExecutionRolePolicy',
]);

function refuseUnknownManagedPolicies(
  managed: ReadonlySet<string>,
  attached: readonly Resource[],
  report: Report,
): void {
  const known = new Set(attached.map((policy) => referenceTo(policy, report)));
  for (const arn of managed) {
    if (!known.has(arn) && !harmlessPolicies.has(arn)) report(`the managed policy ${arn} is not in the assembly`);
  }
}

function statementsOf(policy: Properties): PolicyStatement[] {
  return policy.child('PolicyDocument')?.children('Statement').map(readStatement) ?? [];
}

function readStatement(statement: Properties): PolicyStatement {
  for (const unsupported of ['Condition', 'NotAction', 'NotResource', 'Principal', 'NotPrincipal']) {
    if (statement.has(unsupported)) statement.report(`${unsupported} is not supported in a policy statement`);
  }
  const effect = statement.string('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') statement.report(`the effect ${effect} does not exist`);
  const resources = statement.list('Resource');
  for (const resource of resources) {
    if (resource.includes('${')) statement.report(`policy variables are not supported: ${resource}`);
  }
  return { effect: effect === 'Deny' ? 'Deny' : 'Allow', actions: statement.list('Action'), resources };
}

/** A problem of a role or policy is reported under whatever is served with it: it says which one is meant. */
function prefixed(report: Report, resource: Resource): Report {
  return (message) => report(`${resource.logicalId}: ${message}`);
}
