import { util } from '@aws-appsync/utils';
import { failInput } from './errors.ts';
import { personForm } from './ids.ts';

const maxMentions = 15;

/** The most places that are looked at: a handler may take 1,000 turns of a loop, and a message could hold twice as many. */
const maxPlaces = 900;

/**
 * The ids of the people whom a message's content mentions as `<@id>`, each once, in the order in which they first come. Whether
 * they exist is not asked. Ends the resolver where they are more than 15.
 */
export function requireMentions(content: string): string[] {
  const mentions: string[] = [];
  for (const place of content.split('<@').slice(1, maxPlaces)) {
    const end = place.indexOf('>');
    const id = place.slice(0, Math.max(0, end));
    if (mentions.indexOf(id) < 0 && util.matches(personForm, id)) mentions.push(id);
    if (mentions.length > maxMentions) {
      failInput('MENTIONS_TOO_MANY', 'content', `A message mentions at most ${maxMentions} people.`, maxMentions);
    }
  }
  return mentions;
}
