import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { SecretDefinition } from '../assembly/model.ts';
import { readStored, writeStored, type StoredSecret } from './store.ts';

/** The secrets of a deployment and their values. */
export interface Secrets {
  /** By ARN, with or without its last six characters, or by name. null = no such secret. */
  value(arnOrName: string): string | null;
  find(arnOrName: string): Secret | null;
}

export interface Secret extends StoredSecret {
  readonly arn: string;
  readonly name: string;
}

/**
 * A value that the template leaves open is generated once, of letters and digits, and kept in `secrets.json` in the
 * directory, readable by its owner alone. `directory: null` keeps nothing: values are new in every process, except that
 * those of `previous` go on.
 */
export function createSecrets(
  definitions: readonly SecretDefinition[],
  directory: string | null,
  previous: Secrets | null = null,
): Secrets {
  const stored = directory === null ? {} : readStored(directory);
  const known = Object.keys(stored).length;
  const secrets = definitions.map((definition): Secret => {
    const { arn, name } = definition;
    if (definition.value !== null) return { arn, name, ...literal(definition.value) };
    stored[arn] ??= (directory === null ? previous?.find(arn) : null) ?? {
      value: generatedValue(definition),
      versionId: randomUUID(),
      createdAt: Date.now(),
    };
    return { arn, name, ...stored[arn] };
  });
  if (directory !== null && Object.keys(stored).length > known) writeStored(directory, stored);

  const find = (arnOrName: string): Secret | null => secrets.find((secret) => isNamed(secret, arnOrName)) ?? null;
  return { find, value: (arnOrName) => find(arnOrName)?.value ?? null };
}

function isNamed(secret: Secret, arnOrName: string): boolean {
  // A partial ARN lacks the hyphen and six characters at the end ("GetSecretValue", SecretId).
  return [secret.arn, secret.name, secret.arn.slice(0, -7)].includes(arnOrName);
}

/** A value from the template is the same version at every start. */
function literal(value: string): StoredSecret {
  const hex = createHash('sha256').update(value).digest('hex');
  const versionId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
  return { value, versionId, createdAt: Date.now() };
}

function generatedValue({ generatedLength, jsonTemplate }: SecretDefinition): string {
  const value = generate(generatedLength);
  return jsonTemplate === undefined ? value : JSON.stringify({ ...jsonTemplate.object, [jsonTemplate.key]: value });
}

function generate(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
