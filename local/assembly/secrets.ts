import type { Report } from './assembly-error.ts';
import { physicalName } from './names.ts';
import { referenceTo } from './identity.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SecretDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

/** Secrets Manager's own default for generated values. */
const defaultGeneratedLength = 32;

export function readSecret(resource: Resource, report: Report): SecretDefinition {
  const properties = propertiesOf(resource, report);
  const value = properties.optionalString('SecretString');
  const generate = properties.child('GenerateSecretString');
  if (value === null && generate === null) report('the secret has neither a value nor a rule to generate one');
  if (generate !== null) refuseSpecialRules(generate);
  return {
    logicalId: resource.logicalId,
    name: properties.optionalString('Name') ?? physicalName(resource, 256),
    arn: referenceTo(resource, report),
    value,
    generatedLength: generate?.number('PasswordLength', defaultGeneratedLength) ?? defaultGeneratedLength,
    ...readJsonTemplate(generate),
  };
}

function readJsonTemplate(generate: Properties | null): Pick<SecretDefinition, 'jsonTemplate'> {
  const template = generate?.optionalString('SecretStringTemplate') ?? null;
  const key = generate?.optionalString('GenerateStringKey') ?? null;
  if (template === null && key === null) return {};
  const object = template === null ? null : parseObject(template);
  if (object !== null && key !== null) return { jsonTemplate: { object, key } };
  generate?.report('SecretStringTemplate must be a JSON object, and needs GenerateStringKey');
  return {};
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Generated values are letters and digits; a rule that these could break, or that asks for more, is refused. */
function refuseSpecialRules(generate: Properties): void {
  for (const rule of ['ExcludeLowercase', 'ExcludeUppercase', 'ExcludeNumbers']) {
    if (String(generate.value(rule)) === 'true') generate.report(`${rule} is not supported`);
  }
  const excluded = generate.optionalString('ExcludeCharacters') ?? '';
  if (/[A-Za-z0-9]/.test(excluded)) generate.report('ExcludeCharacters is supported for punctuation only');
}
