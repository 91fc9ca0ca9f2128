import type { Report } from './assembly-error.ts';
import { attributeOf, referenceTo } from './identity.ts';
import { isObject } from './json.ts';
import type {
  ApiDefinition,
  AuthFlow,
  PasswordPolicy,
  UserPoolClientDefinition,
  UserPoolDefinition,
  UserPoolGroupDefinition,
} from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

/**
 * The user pools of the assembly. One that asks for what is not served here, and to which no API listens, is left out; one
 * that an API takes tokens of is reported.
 */
export function readUserPools(
  resources: readonly Resource[],
  apis: readonly ApiDefinition[],
  reportFor: (resource: Resource) => Report,
): UserPoolDefinition[] {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const used = new Set(apis.flatMap(trustedPools));
  return ofType('AWS::Cognito::UserPool').flatMap((resource) => {
    const isUsed = used.has(referenceTo(resource, reportFor(resource)));
    let isServed = true;
    const blame = (part: Resource): Report => {
      return (message) => {
        isServed = false;
        if (isUsed) reportFor(part)(message);
      };
    };
    const pool = readUserPool(resource, ofType, blame);
    return isServed ? [pool] : [];
  });
}

/** A pool is also an OpenID Connect provider. */
function trustedPools({ authModes }: ApiDefinition): string[] {
  return authModes.flatMap((mode) => {
    if (mode.type === 'AMAZON_COGNITO_USER_POOLS') return [mode.userPoolId];
    if (mode.type === 'OPENID_CONNECT') return [mode.issuer.slice(mode.issuer.lastIndexOf('/') + 1)];
    return [];
  });
}

function readUserPool(
  resource: Resource,
  ofType: (type: string) => readonly Resource[],
  reportFor: (resource: Resource) => Report,
): UserPoolDefinition {
  const report = reportFor(resource);
  const properties = propertiesOf(resource, report);
  const id = referenceTo(resource, report);
  refuseUnserved(properties);
  const parts = (type: string): readonly Resource[] =>
    ofType(type).filter((part) => propertiesOf(part, reportFor(part)).string('UserPoolId') === id);
  const schema = properties.children('Schema');
  return {
    logicalId: resource.logicalId,
    id,
    region: resource.scope.place.region,
    usernameAttributes: properties.list('UsernameAttributes'),
    aliasAttributes: properties.list('AliasAttributes'),
    autoVerified: properties.list('AutoVerifiedAttributes'),
    requiredAttributes: schema.filter((one) => isTrue(one, 'Required')).map((one) => one.string('Name')),
    // Only an attribute of one's own has a type: those of the standard have theirs already.
    customAttributes: schema
      .filter((one) => one.has('AttributeDataType') && !standardAttributes.has(one.string('Name')))
      .map((one) => `custom:${one.string('Name')}`),
    allowsSignUp: !isTrue(properties.child('AdminCreateUserConfig'), 'AllowAdminCreateUserOnly'),
    isCaseSensitive: isTrue(properties.child('UsernameConfiguration'), 'CaseSensitive', true),
    passwordPolicy: readPasswordPolicy(properties.child('Policies')?.child('PasswordPolicy') ?? null),
    clients: parts('AWS::Cognito::UserPoolClient').map((part) => readClient(part, reportFor(part))),
    groups: parts('AWS::Cognito::UserPoolGroup').map((part) => readGroup(part, reportFor(part))),
  };
}

/** OpenID Connect Core 1.0, section 5.1, as far as Cognito has it. */
export const standardAttributes: ReadonlySet<string> = new Set([
  ...[
    'address',
    'birthdate',
    'email',
    'email_verified',
    'family_name',
    'gender',
    'given_name',
    'locale',
    'middle_name',
  ],
  ...['name', 'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub'],
  ...['updated_at', 'website', 'zoneinfo'],
]);

/** What would make a sign-in in AWS another one than here. */
function refuseUnserved(pool: Properties): void {
  if (pool.optionalString('MfaConfiguration') === 'ON') pool.report('MfaConfiguration ON is not supported');
  const triggers = pool.value('LambdaConfig');
  for (const trigger of isObject(triggers) ? Object.keys(triggers) : []) {
    pool.report(`LambdaConfig.${trigger} is not supported: user pools call no functions here`);
  }
}

/** Absent altogether, the service asks for eight characters of every kind (Cognito Developer Guide, Password requirements). */
function readPasswordPolicy(policy: Properties | null): PasswordPolicy {
  const needs = (name: string): boolean => (policy === null ? true : isTrue(policy, name));
  return {
    minimumLength: policy?.number('MinimumLength', 8) ?? 8,
    needsLowercase: needs('RequireLowercase'),
    needsUppercase: needs('RequireUppercase'),
    needsNumber: needs('RequireNumbers'),
    needsSymbol: needs('RequireSymbols'),
  };
}

function readClient(resource: Resource, report: Report): UserPoolClientDefinition {
  const client = propertiesOf(resource, report);
  const units = client.child('TokenValidityUnits');
  if (client.child('RefreshTokenRotation')?.optionalString('Feature') === 'ENABLED') {
    client.report('RefreshTokenRotation is not supported');
  }
  if (!isTrue(client, 'EnableTokenRevocation', true)) client.report('EnableTokenRevocation false is not supported');
  const lasting = (kind: string, fallback: number, unit: string): number =>
    client.number(`${kind}Validity`, fallback) * unitMs(units?.optionalString(kind) ?? unit, client);
  return {
    logicalId: resource.logicalId,
    id: referenceTo(resource, report),
    secret: isTrue(client, 'GenerateSecret') ? attributeOf(resource, 'ClientSecret', report) : null,
    authFlows: readFlows(client),
    accessTokenMs: lasting('AccessToken', 1, 'hours'),
    idTokenMs: lasting('IdToken', 1, 'hours'),
    // Zero is the default too, of 30 days.
    refreshTokenMs: lasting('RefreshToken', 30, 'days') || 30 * unitMs('days', client),
    hidesUnknownUsers: client.optionalString('PreventUserExistenceErrors') === 'ENABLED',
  };
}

/** `CreateUserPoolClient`, ExplicitAuthFlows: the names without `ALLOW_` are of old, and leave SRP and refreshing allowed. */
function readFlows(client: Properties): ReadonlySet<AuthFlow> {
  const named = client.list('ExplicitAuthFlows');
  const isOld = named.every((flow) => !flow.startsWith('ALLOW_'));
  const flows = new Set<AuthFlow>(isOld ? ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH'] : []);
  for (const flow of named) {
    const name = flow.replace(/^ALLOW_/, '');
    if (name === 'USER_SRP_AUTH' || name === 'USER_PASSWORD_AUTH' || name === 'REFRESH_TOKEN_AUTH') flows.add(name);
  }
  return flows;
}

function unitMs(unit: string, client: Properties): number {
  switch (unit) {
    case 'seconds':
      return 1000;
    case 'minutes':
      return 60_000;
    case 'hours':
      return 3_600_000;
    case 'days':
      return 86_400_000;
    default:
      client.report(`the unit ${unit} does not exist`);
      return 0;
  }
}

function readGroup(resource: Resource, report: Report): UserPoolGroupDefinition {
  const group = propertiesOf(resource, report);
  return {
    name: referenceTo(resource, report),
    precedence: group.has('Precedence') ? group.number('Precedence', 0) : null,
  };
}

function isTrue(properties: Properties | null, name: string, fallback = false): boolean {
  const value = properties?.value(name);
  return value === undefined ? fallback : String(value) === 'true';
}
