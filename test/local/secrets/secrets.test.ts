import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RoleDefinition, SecretDefinition } from '../../../local/assembly/model.ts';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { createSecrets, startSecretsEndpoint } from '../../../local/secrets/index.ts';

const generated: SecretDefinition = {
  logicalId: 'Key',
  name: 'Team-Key',
  arn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:Team-Key-abc123',
  value: null,
  generatedLength: 48,
};
const literal: SecretDefinition = {
  logicalId: 'Fixed',
  name: 'Fixed',
  arn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:Fixed-abc123',
  value: 'from the template',
  generatedLength: 32,
};

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

describe('createSecrets', () => {
  test('generates a value of the length that is asked for', () => {
    expect(createSecrets([generated], null).value(generated.arn)).toMatch(/^[A-Za-z0-9]{48}$/);
  });

  test('puts the generated value into the template’s object', () => {
    const jsonTemplate = { object: { user: 'ann' }, key: 'password' };
    const value = createSecrets([{ ...generated, jsonTemplate }], null).value(generated.arn) ?? '';
    expect(JSON.parse(value)).toEqual({ user: 'ann', password: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
  });

  test('finds a secret by ARN, by partial ARN and by name, and no other', () => {
    const secrets = createSecrets([literal], null);
    for (const id of [literal.arn, literal.arn.slice(0, -7), literal.name]) {
      expect(secrets.value(id)).toBe('from the template');
    }
    expect(secrets.value('Fix')).toBeNull();
  });

  test('keeps generated values, for their owner’s eyes', () => {
    const directory = folder();
    const first = createSecrets([generated, literal], directory);
    expect(createSecrets([generated], directory).find(generated.arn)).toEqual(first.find(generated.arn));
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, 'secrets.json'), 'utf8')).not.toContain('from the template');
  });

  test('keeps nothing without a directory', () => {
    const [one, other] = [createSecrets([generated], null), createSecrets([generated], null)];
    expect(one.value(generated.arn)).not.toBe(other.value(generated.arn));
  });

  test.each(['{', '[1]', '{"arn":{"value":1}}'])('refuses a file that holds %s', (text) => {
    const directory = folder();
    writeFileSync(join(directory, 'secrets.json'), text);
    expect(() => createSecrets([generated], directory)).toThrow(/secrets\.json/);
  });
});

describe('the endpoint', () => {
  const reader: RoleDefinition = {
    arn: 'arn:aws:iam::123456789012:role/reader',
    statements: [{ effect: 'Allow', actions: ['secretsmanager:GetSecretValue'], resources: [literal.arn] }],
  };

  async function connect(change: { secretAccessKey?: string; accessKeyId?: string } = {}) {
    const identities = createIdentityStore();
    const endpoint = await startSecretsEndpoint(createSecrets([generated, literal], null), identities, () => [reader]);
    const credentials = { ...identities.credentialsOf(reader.arn), ...change };
    const client = new SecretsManagerClient({
      endpoint: endpoint.url,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    onTestFinished(async () => {
      client.destroy();
      await endpoint.close();
    });
    return { client, endpoint };
  }

  test('answers the AWS SDK for a role that may read the secret', async () => {
    const { client } = await connect();
    expect(await client.send(new GetSecretValueCommand({ SecretId: literal.arn }))).toMatchObject({
      ARN: literal.arn,
      Name: literal.name,
      SecretString: 'from the template',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Date),
    });
  });

  test.each([
    [
      'a secret that the role may not read',
      new GetSecretValueCommand({ SecretId: generated.arn }),
      'AccessDeniedException',
    ],
    ['an unknown secret', new GetSecretValueCommand({ SecretId: 'nothing' }), 'ResourceNotFoundException'],
    [
      'an older version',
      new GetSecretValueCommand({ SecretId: literal.arn, VersionStage: 'AWSPREVIOUS' }),
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_name, command, name) => {
    const { client } = await connect();
    await expect(client.send(command)).rejects.toMatchObject({ name });
  });

  test('asks a permission of its own for DescribeSecret, and knows no other operation', async () => {
    const { client } = await connect();
    const describing = client.send(new DescribeSecretCommand({ SecretId: literal.arn }));
    await expect(describing).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  test.each([
    ['another secret key', { secretAccessKey: 'guessed' }, 'InvalidSignatureException'],
    ['an unknown access key', { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' }, 'UnrecognizedClientException'],
  ])('refuses %s', async (_name, change, name) => {
    const { client } = await connect(change);
    await expect(client.send(new GetSecretValueCommand({ SecretId: literal.arn }))).rejects.toMatchObject({ name });
  });

  test('refuses a call without a signature', async () => {
    const { endpoint } = await connect();
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: literal.arn }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });
});
