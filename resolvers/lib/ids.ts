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

/**
 * The form of a person's id, as sessions carry it: addresses and the ids of other services too. No comma, which joins the people
 * of a direct message; nine of them fit into a sort key's 1,024 bytes.
 */
export const personPattern = '[A-Za-z0-9_.:@|-]{1,100}';
export const personForm = `^${personPattern}\\z`;

/** Ends the resolver unless `id` can be a person's. */
export function requirePersonId(id: string, field: string): void {
  if (!util.matches(personForm, id)) {
    failInput('ID_INVALID', field, 'A person’s id is 1 to 100 letters, digits or any of _ . : @ | -', 100);
  }
}

/** Ends the resolver unless `id` is a ULID, in the upper case of its alphabet. */
export function requireUlid(id: string, field: string): void {
  if (!isUlid(id)) {
    failInput('ID_INVALID', field, 'The id of a message is a ULID in upper case.');
  }
}

export function isUlid(id: string): boolean {
  return util.matches('^[0-7][0-9A-HJKMNP-TV-Z]{25}\\z', id);
}

/**
 * The workspace that a channel's id names: what stands before its one underscore. Null where the id names none; no channel
 * has such an id.
 */
export function workspaceIdOf(channelId: string): string | null {
  const parts = channelId.split('_');
  return parts.length === 2 && parts[0] && parts[1] ? parts[0] : null;
}

/** The sort key of one person's reaction with one emoji. An emoji may hold a number sign; an id can not. */
export function reactionKey(emoji: string, userId: string): string {
  return `${emoji}#${userId}`;
}

/** The emoji of a reaction's sort key. */
export function emojiOfKey(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}

/** Whose reactions in which channel: the partition of the index `reactions_by_reader`. */
export function readerOf(channelId: string, userId: string): string {
  return `${channelId}|${userId}`;
}
