import type { Report } from './assembly-error.ts';
import { physicalName } from './names.ts';
import { referenceTo } from './identity.ts';
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
  };
}

/** Generated values are letters and digits; a rule that these could break, or that asks for more, is refused. */
function refuseSpecialRules(generate: Properties): void {
  for (const rule of ['SecretStringTemplate', 'GenerateStringKey']) {
    if (generate.has(rule)) generate.report(`${rule} is not supported`);
  }
  for (const rule of ['ExcludeLowercase', 'ExcludeUppercase', 'ExcludeNumbers']) {
    if (String(generate.value(rule)) === 'true') generate.report(`${rule} is not supported`);
  }
  const excluded = generate.optionalString('ExcludeCharacters') ?? '';
  if (/[A-Za-z0-9]/.test(excluded)) generate.report('ExcludeCharacters is supported for punctuation only');
}
