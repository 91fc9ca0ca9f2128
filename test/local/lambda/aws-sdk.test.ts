import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import type { RoleDefinition, SecretDefinition } from '../../../local/assembly/model.ts';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { createLambda, sdkEnvironment } from '../../../local/lambda/index.ts';
import { createSecrets, startSecretsEndpoint } from '../../../local/secrets/index.ts';

const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const secret: SecretDefinition = {
  logicalId: 'Key',
  name: 'key',
  arn: arn('secretsmanager', 'secret:key-abc123'),
  value: 'open sesame',
  generatedLength: 32,
};

test('a bundled handler reads its secret with the AWS SDK, as its role allows', async () => {
  const codeDirectory = mkdtempSync(join(tmpdir(), 'lambda-'));
  buildSync({
    stdin: {
      contents: `
        import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
        const client = new SecretsManagerClient();
        export const handler = async (id) => {
          const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
          return SecretString;
        };`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(codeDirectory, 'index.js'),
  });
  const role: RoleDefinition = {
    arn: 'arn:aws:iam::123456789012:role/handler',
    statements: [{ effect: 'Allow', actions: ['secretsmanager:GetSecretValue'], resources: [secret.arn] }],
  };
  const closed = { ...secret, logicalId: 'Other', name: 'other', arn: arn('secretsmanager', 'secret:other-abc123') };
  const identities = createIdentityStore();
  const endpoint = await startSecretsEndpoint(createSecrets([secret, closed], null), identities, () => [role]);
  const lambda = createLambda(
    {
      logicalId: 'Handler',
      name: 'handler',
      arn: arn('lambda', 'function:handler'),
      code: { kind: 'directory', path: codeDirectory },
      handler: 'index.handler',
      environment: {},
      timeoutSeconds: 10,
      role,
    },
    {
      environment: sdkEnvironment('eu-west-1', identities.credentialsOf(role.arn), { SECRETS_MANAGER: endpoint.url }),
      log: () => undefined,
    },
  );
  onTestFinished(async () => {
    await lambda.close();
    await endpoint.close();
    rmSync(codeDirectory, { recursive: true });
  });

  expect(await lambda.invoke(secret.arn)).toEqual({ kind: 'returned', value: 'open sesame' });
  expect(await lambda.invoke(closed.arn)).toMatchObject({
    kind: 'failed',
    error: { errorType: 'AccessDeniedException', errorMessage: expect.stringContaining(closed.arn) },
  });
});
