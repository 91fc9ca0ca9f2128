import { isIP } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { isDate, isDateTime, isTime, isTimestamp, withOffset } from './temporal-scalars.ts';

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
  /** What it is called in the text of an error. */
  readonly label: string;
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

const rules: Record<ScalarName, ScalarRules> = {
  AWSDate: text('Date Object', isDate),
  AWSTime: text('Time Object', isTime),
  AWSDateTime: { ...text('DateTime Object', isDateTime), write: (value) => mapText(value, isDateTime, withOffset) },
  AWSTimestamp: { label: 'timestamp', read: timestamp, write: timestamp },
  AWSEmail: text('email address', (value) => /^[^\s@]+@[^\s@]+$/.test(value)),
  AWSJSON: { label: 'JSON', read: parseJson, write: writeJson },
  AWSPhone: text('phone number', isPhone),
  AWSURL: text('URL', isUrl),
  AWSIPAddress: text('IP address', isIpAddress),
};

function attachRules(type: GraphQLScalarType, { label, read, write }: ScalarRules): void {
  const check = (verb: string, value: unknown, result: unknown) => {
    if (result === undefined) throw new TypeError(`Unable to ${verb} \`${shown(value)}\` as a valid ${label}.`);
    return result;
  };
  type.parseValue = (value) => check('parse', value, read(value));
  type.parseLiteral = (node, variables) => {
    const value = valueFromASTUntyped(node, variables);
    return check('parse', value, read(value));
  };
  type.serialize = (value) => check('serialize', value, write(value));
}

function text(label: string, isValid: (value: string) => boolean): ScalarRules {
  const pass = (value: unknown) => mapText(value, isValid, (valid) => valid);
  return { label, read: pass, write: pass };
}

function mapText(value: unknown, isValid: (value: string) => boolean, map: (value: string) => string) {
  return typeof value === 'string' && isValid(value) ? map(value) : undefined;
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

/** Without a country code the number is one of the North American plan: ten digits, or eleven with the leading 1. */
function isPhone(value: string): boolean {
  if (!/^\+?[\d -]+$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  if (value.startsWith('+')) return digits.length >= 7 && digits.length <= 15;
  return /^1?[2-9]\d{9}$/.test(digits);
}

function isUrl(value: string): boolean {
  return URL.canParse(value) && !new URL(value).pathname.includes('//');
}

function isIpAddress(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
