export { startSecretsEndpoint, type SecretsEndpoint } from './endpoint.ts';
export { createSecrets, type Secret, type Secrets } from './secrets.ts';
