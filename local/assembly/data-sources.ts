import type { Report } from './assembly-error.ts';
import type { Lambdas } from './lambdas.ts';
import type { DataSourceDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Roles } from './roles.ts';
import type { Resource } from './scope.ts';

/** What data sources lead to. */
export interface Targets {
  readonly roles: Roles;
  readonly lambdas: Pick<Lambdas, 'requireRunnable'>;
  /** The names of the assembly's tables. */
  readonly tableNames: ReadonlySet<string>;
  /** Where this server serves the assembly's own APIs. */
  readonly apiUrls: readonly string[];
}

/** null = of a type that is not served, which is reported. */
export function readDataSource(
  resource: Resource,
  { roles, lambdas, tableNames, apiUrls }: Targets,
  report: Report,
): DataSourceDefinition | null {
  const properties = propertiesOf(resource, report);
  const name = properties.string('Name');
  const roleArn = properties.optionalString('ServiceRoleArn');
  const role = roleArn === null ? null : roles.read(roleArn, report);
  const type = properties.string('Type');
  switch (type) {
    case 'NONE':
      return { name, role, type };
    case 'AMAZON_DYNAMODB': {
      const config = properties.child('DynamoDBConfig');
      for (const unsupported of ['Versioned', 'UseCallerCredentials']) {
        if (String(config?.value(unsupported)) === 'true') config?.report(`${unsupported} is not supported`);
      }
      const tableName = requiredIn(config, 'TableName', properties);
      if (!tableNames.has(tableName)) report(`the table ${tableName} is not in the assembly`);
      return { name, role, type, tableName };
    }
    case 'AWS_LAMBDA': {
      const functionArn = requiredIn(properties.child('LambdaConfig'), 'LambdaFunctionArn', properties);
      lambdas.requireRunnable(functionArn, report);
      return { name, role, type, functionArn };
    }
    case 'HTTP': {
      const config = properties.child('HttpConfig');
      const endpoint = readEndpoint(requiredIn(config, 'Endpoint', properties), apiUrls, properties);
      return { name, role, type, endpoint, signing: readSigning(config) };
    }
    default:
      report(`data sources of type ${type} are not supported`);
      return null;
  }
}

/**
 * AppSync takes scheme, host and port, and no path ("AWS::AppSync::DataSource HttpConfig"). Templates can name the
 * assembly's own API by its host alone, with `https://` before it: it gets the scheme by which it is served here.
 */
function readEndpoint(text: string, apiUrls: readonly string[], properties: Properties): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    properties.report(`the endpoint ${text} is no http or https address`);
    return text;
  }
  if (url.pathname !== '/' || url.search !== '') properties.report(`the endpoint ${text} must not have a path`);
  const own = apiUrls.map((apiUrl) => new URL(apiUrl)).find((apiUrl) => apiUrl.host === url.host);
  return own?.origin ?? url.origin;
}

function readSigning(config: Properties | null): { region: string; service: string } | null {
  const authorization = config?.child('AuthorizationConfig') ?? null;
  if (authorization === null) return null;
  const signing = authorization.child('AwsIamConfig');
  return {
    region: requiredIn(signing, 'SigningRegion', authorization),
    service: requiredIn(signing, 'SigningServiceName', authorization),
  };
}

function requiredIn(config: Properties | null, name: string, parent: Properties): string {
  if (config !== null) return config.string(name);
  parent.report(`${name} is missing`);
  return '';
}
