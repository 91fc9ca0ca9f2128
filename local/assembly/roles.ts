import type { Report } from './assembly-error.ts';
import { awsPolicyStatements } from './aws-policies.ts';
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
      const own = new Set(attached.map((policy) => referenceTo(policy, blame)));
      const ofAws = [...managed].filter((policy) => !own.has(policy)).flatMap((policy) => readAwsPolicy(policy, blame));
      const statements = attached.flatMap((policy) => statementsOf(propertiesOf(policy, prefixed(report, policy))));
      return { arn, statements: [...inline, ...statements, ...ofAws] };
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

function readAwsPolicy(arn: string, report: Report): readonly PolicyStatement[] {
  const statements = awsPolicyStatements(arn);
  if (statements === null) report(`the managed policy ${arn} is not in the assembly`);
  return statements ?? [];
}

function statementsOf(policy: Properties): PolicyStatement[] {
  const statements = policy.child('PolicyDocument')?.children('Statement') ?? [];
  // What is said under conditions of services that are not served, such as keys and topics, can change nothing here.
  return statements
    .filter((one) => concernsServed(one) || !unsupported.some((name) => one.has(name)))
    .map(readStatement);
}

const unsupported = ['Condition', 'NotAction', 'NotResource', 'Principal', 'NotPrincipal'];

/** The services for which roles are asked here. */
const askedServices: ReadonlySet<string> = new Set(['dynamodb', 'lambda', 'secretsmanager', 'appsync', 's3']);

function concernsServed(statement: Properties): boolean {
  const services = statement.list('Action').map(serviceOf);
  return services.length === 0 || services.some((service) => askedServices.has(service) || /[*?]/.test(service));
}

function serviceOf(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}

function readStatement(statement: Properties): PolicyStatement {
  for (const name of unsupported) {
    if (statement.has(name)) statement.report(`${name} is not supported in a policy statement`);
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
