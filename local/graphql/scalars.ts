import { isIP } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { javaText } from './java-values.ts';
import { isDate, isDateTime, isTime, isTimestamp } from './temporal-scalars.ts';

/** The scalars that AppSync adds to GraphQL's own (AppSync Developer Guide, Scalar types in AWS AppSync). */
export const scalarNames = [
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSPhone',
  'AWSURL',
  'AWSIPAddress',
] as const;

type ScalarName = (typeof scalarNames)[number];

interface ScalarRules {
  /** What a value should have been, in the text of an error: `as <form>`. */
  readonly form: string;
  /** Undefined = refused. */
  readonly read: (value: unknown) => unknown;
  readonly write: (value: unknown) => unknown;
}

/** Gives the nine scalars of a built schema, until then mere names, their behaviour. */
export function attachScalars(schema: GraphQLSchema): void {
  for (const name of scalarNames) {
    const type = schema.getType(name);
    if (type instanceof GraphQLScalarType) attachRules(type, rules[name]);
  }
}

/**
 * The forms of AWSDate, AWSDateTime, AWSTimestamp, AWSJSON and AWSPhone are quoted from AppSync's answers in public issues
 * (aws-amplify: amplify-swift 278, amplify-js 5963, amplify-cli 3070, amplify-flutter 822); the others follow their pattern.
 */
const rules: Record<ScalarName, ScalarRules> = {
  AWSDate: text('a valid date.', isDate),
  AWSTime: text('a valid time.', isTime),
  AWSDateTime: text('a valid DateTime Object.', isDateTime),
  AWSTimestamp: {
    form:
      'a valid timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this ' +
      "scalar's description.",
    read: timestamp,
    write: timestamp,
  },
  AWSEmail: text('a valid email address.', isEmail),
  AWSJSON: { form: 'valid JSON.', read: parseJson, write: writeJson },
  AWSPhone: text('a valid phone number.', isPhone),
  AWSURL: text('a valid URL.', isUrl),
  AWSIPAddress: text('a valid IP address.', isIpAddress),
};

function attachRules(type: GraphQLScalarType, { form, read, write }: ScalarRules): void {
  const check = (verb: string, value: unknown, result: unknown) => {
    if (result !== undefined) return result;
    // Of all scalars AWSJSON alone names the value without quotes.
    const shown = type.name === 'AWSJSON' ? javaText(value) : `\`${javaText(value)}\``;
    throw new TypeError(`Unable to ${verb} ${shown} as ${form}`);
  };
  type.parseValue = (value) => check('parse', value, read(value));
  type.parseLiteral = (node) => {
    const value = node.kind === Kind.VARIABLE ? undefined : valueFromASTUntyped(node);
    return check('parse', value, read(value));
  };
  type.serialize = (value) => check('serialize', value, write(value));
}

function text(form: string, isValid: (value: string) => boolean): ScalarRules {
  const pass = (value: unknown) => (typeof value === 'string' && isValid(value) ? value : undefined);
  return { form, read: pass, write: pass };
}

function timestamp(value: unknown): number | undefined {
  return isTimestamp(value) ? value : undefined;
}

/** Resolver code sees the parsed value, not the text. */
function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Text that already is JSON goes out as it stands: it is what a resolver has when it stored the text unparsed. */
function writeJson(value: unknown): string | undefined {
  return typeof value === 'string' && parseJson(value) !== undefined ? value : JSON.stringify(value);
}

/** RFC 822 as far as anybody uses it: atoms or a quoted text, then a domain or an address in brackets. */
function isEmail(value: string): boolean {
  return EMAIL.test(value);
}

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const EMAIL = new RegExp(
  `^(?:${ATOM}(?:\\.${ATOM})*|"(?:[^"\\\\\\r\\n]|\\\\.)*")@(?:${LABEL}(?:\\.${LABEL})*|\\[[\\d.]+\\])$`,
);

/**
 * Without a country code the number is one of the North American plan: ten digits, or eleven with the leading 1, and
 * neither area nor exchange starts with 0 or 1. AppSync refuses `1110004444` and `6781982162` (amplify-flutter 822,
 * amplify-js 9065).
 */
function isPhone(value: string): boolean {
  if (!/^\+?\d+(?:[ -]\d+)*$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  const isInternational = value.startsWith('+');
  if (isInternational && !digits.startsWith('1')) return /^[2-9]\d{6,14}$/.test(digits);
  return (isInternational ? /^1[2-9]\d{2}[2-9]\d{6}$/ : /^1?[2-9]\d{2}[2-9]\d{6}$/).test(digits);
}

function isUrl(value: string): boolean {
  // URL.canParse forgives blanks and adds slashes; the text has to be an address as it stands.
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(value) && URL.canParse(value) && !pathOf(value).includes('//');
}

function pathOf(url: string): string {
  return url.replace(/^[^:]*:(?:\/\/[^/?#]*)?/, '').replace(/[?#].*$/s, '');
}

function isIpAddress(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return false;
  return prefix === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
