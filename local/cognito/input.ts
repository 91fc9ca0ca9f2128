import { isRecord } from '../auth/key-set.ts';
import { invalidParameter } from './cognito-error.ts';

/** The JSON object that an operation is called with. */
export type Input = Readonly<Record<string, unknown>>;

/** Throws an `InvalidParameterException` where the parameter is absent or no text. */
export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** null = absent. */
export function optionalTextOf(input: Input, name: string): string | null {
  return input[name] === undefined || input[name] === null ? null : textOf(input, name);
}

/** Throws where the parameter is absent or no object. */
export function recordOf(input: Input, name: string): Input {
  const value = input[name];
  if (!isRecord(value)) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** `[{Name, Value}]` as an object; absent = empty. */
export function attributesOf(input: Input, name: string): Record<string, string> {
  const list = input[name] ?? [];
  if (!Array.isArray(list)) throw invalidParameter(`${name} is not a list`);
  return Object.fromEntries(
    list.map((item: unknown) => {
      const attribute = isRecord(item) ? item : {};
      return [textOf(attribute, 'Name'), typeof attribute['Value'] === 'string' ? attribute['Value'] : ''];
    }),
  );
}
