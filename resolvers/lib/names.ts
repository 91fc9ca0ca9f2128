import { util } from '@aws-appsync/utils';
import { unseen } from './content.ts';
import { failInput } from './errors.ts';

/** Code points. */
const longestName = 80;
const longestTopic = 250;

/** Controls, halves of characters, and the separators that break a line. */
const broken = '\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}';
/** What turns the direction of writing: a name that holds one can show as another, and turn what stands beside it. */
const turning = '\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}';

/**
 * A name as it is stored: composed (NFC), and without space around it. Ends the resolver unless it has 1 to 80 code points, of which
 * one at least is visible.
 */
export function readName(given: string, field: string): string {
  const name = trimmed(given);
  if (!util.matches(`(?s)^.{0,${longestName}}\\z`, name)) {
    failInput('NAME_INVALID', field, `A name has at most ${longestName} characters.`, longestName);
  }
  if (util.matches(`(?s)^.*[${broken}${turning}].*\\z`, name)) {
    failInput('NAME_INVALID', field, 'A name has no control characters and no broken ones.');
  }
  if (!util.matches(`(?s)^.*[^${unseen}].*\\z`, name)) {
    failInput('NAME_INVALID', field, 'A name has at least one character that can be seen.');
  }
  return name;
}

/** A topic as it is stored; empty = none. Ends the resolver unless it has at most 250 code points and no control characters. */
export function readTopic(given: string): string {
  const topic = trimmed(given);
  if (!util.matches(`(?s)^.{0,${longestTopic}}\\z`, topic)) {
    failInput('TOPIC_INVALID', 'topic', `A topic has at most ${longestTopic} characters.`, longestTopic);
  }
  if (util.matches(`(?s)^.*[${broken}].*\\z`, topic)) {
    failInput('TOPIC_INVALID', 'topic', 'A topic has no control characters and no broken ones.');
  }
  return topic;
}

/**
 * What the public channels are listed by: the name in lower case, and the id, so that those of one name have an order too. A line
 * feed parts them: no name holds one, and it sorts below all that a name holds.
 */
export function publicNameOf(name: string, channelId: string): string {
  return `${name.toLowerCase()}\n${channelId}`;
}

function trimmed(text: string): string {
  return util.str.normalize(text, 'nfc').trim();
}
