import { util } from '@aws-appsync/utils';
import { failInput } from './errors.ts';

/** The form of every id that becomes part of a key. It ends with `\z`: before a last line feed Java's `$` matches too. */
export const idForm = '^[A-Za-z0-9_-]{1,64}\\z';

/** Ends the resolver unless `id` can be part of a key: nothing else may reach one. */
export function requireId(id: string, field: string): void {
  if (!util.matches(idForm, id)) {
    failInput('ID_INVALID', field, 'An id is 1 to 64 letters, digits, hyphens or underscores.', 64);
  }
}

/** Ends the resolver unless `id` is a ULID, in the upper case of its alphabet. */
export function requireUlid(id: string, field: string): void {
  if (!util.matches('^[0-7][0-9A-HJKMNP-TV-Z]{25}\\z', id)) {
    failInput('ID_INVALID', field, 'The id of a message is a ULID in upper case.');
  }
}

/**
 * The workspace that a channel's id names: what stands before its one underscore. Null where the id names none; no channel
 * has such an id.
 */
export function workspaceIdOf(channelId: string): string | null {
  const parts = channelId.split('_');
  return parts.length === 2 && parts[0] && parts[1] ? parts[0] : null;
}
