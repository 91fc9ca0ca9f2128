import { util } from '@aws-appsync/utils';
import { failInput } from './errors.ts';
import { personForm } from './ids.ts';

/** A list that says each of those it may name several times is read all the same; one that goes on is not. */
const longestList = 500;

/**
 * The people whom `members` names besides the caller, each once, in the order given. Ends the resolver where one is no id, or
 * where they are more than `limit`.
 */
export function readOthers(members: readonly string[] | null | undefined, callerId: string, limit: number): string[] {
  const given = members ?? [];
  if (given.length > longestList) failTooMany(limit);
  const others: string[] = [];
  for (const userId of given) {
    if (!util.matches(personForm, userId)) {
      failInput('MEMBERS_INVALID', 'members', 'A person’s id is 1 to 100 letters, digits or any of _ . : @ | -', 100);
    }
    if (userId !== callerId && others.indexOf(userId) < 0) others.push(userId);
  }
  if (others.length > limit) failTooMany(limit);
  return others;
}

function failTooMany(limit: number): never {
  failInput('MEMBERS_TOO_MANY', 'members', `At most ${limit} others at once.`, limit);
}
