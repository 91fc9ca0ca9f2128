import type { LambdaDefinition } from '../assembly/model.ts';
import type { Credentials } from '../iam/credentials.ts';

/**
 * The variables by which AWS SDKs in a handler find region, credentials and services. `endpoints` maps a service as the
 * SDKs spell it (`SECRETS_MANAGER`) to the address that stands in for it.
 */
export function sdkEnvironment(
  region: string,
  credentials: Credentials | null,
  endpoints: Readonly<Record<string, string>>,
): Record<string, string> {
  const environment: Record<string, string> = {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // What the SDK says of this machine's Node is not true of the function's runtime.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  if (credentials !== null) {
    environment['AWS_ACCESS_KEY_ID'] = credentials.accessKeyId;
    environment['AWS_SECRET_ACCESS_KEY'] = credentials.secretAccessKey;
    environment['AWS_SESSION_TOKEN'] = credentials.sessionToken;
  }
  for (const [service, url] of Object.entries(endpoints)) environment[`AWS_ENDPOINT_URL_${service}`] = url;
  return environment;
}

/**
 * All that the handler sees of an environment. What Lambda reserves, a template cannot override ("Using Lambda
 * environment variables"); nothing of this process's own environment is in it.
 */
export function handlerEnvironment(
  definition: LambdaDefinition,
  given: Readonly<Record<string, string>>,
  codeDirectory: string,
): Record<string, string> {
  return {
    ...definition.environment,
    ...given,
    _HANDLER: definition.handler,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    LAMBDA_TASK_ROOT: codeDirectory,
  };
}
