import { createHash } from 'node:crypto';
import type { Resource } from './scope.ts';

const lowerCaseAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const upperCaseAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The name that a resource without one gets: `<stack>-<logical id>-<12 characters>`, as CloudFormation does it, shortened
 * to what the service allows. The same at every start, so that data is found again.
 */
export function physicalName(resource: Resource, maximumLength: number): string {
  const suffix = derived(resource, 'name', 12, upperCaseAlphabet);
  const room = maximumLength - suffix.length - 1;
  const readable = `${resource.scope.stackName}-${resource.logicalId}`.replace(/[^a-zA-Z0-9-]/g, '-').slice(0, room);
  return `${readable}-${suffix}`;
}

/** Lower-case letters and digits, as AppSync's ids are. */
export function derivedId(resource: Resource, purpose: string, length: number): string {
  return derived(resource, purpose, length, lowerCaseAlphabet);
}

/** In the form of a UUID. */
export function derivedUuid(resource: Resource): string {
  const hex = digest(resource, 'uuid').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function derived(resource: Resource, purpose: string, length: number, alphabet: string): string {
  const bytes = digest(resource, purpose);
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[(bytes[index] ?? 0) % alphabet.length];
  return text;
}

function digest(resource: Resource, purpose: string): Buffer {
  return createHash('sha256').update(`${resource.scope.stackName}\n${resource.logicalId}\n${purpose}`).digest();
}
