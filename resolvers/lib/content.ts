import { util } from '@aws-appsync/utils';
import { failInput } from './errors.ts';

/** Code points. The event that carries a message of this length stays far under AppSync's 240 KB. */
const maxLength = 4000;

/**
 * What shows nothing: separators, controls, formats, fillers, the blank of Braille, variation selectors and tags. Not all of
 * `\p{C}`: that holds what the server's Unicode does not know yet, such as the newest emoji, and AWS's Java may know less than a laptop.
 */
export const unseen =
  '\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\x{034F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2800}\\x{3164}' +
  '\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0000}-\\x{E0FFF}';

/**
 * Ends the resolver unless `content` can be a message. The patterns count code points and mean the same to Java, which runs
 * them on AWS, and to JavaScript's `u` flag.
 */
export function requireContent(content: string): void {
  if (!util.matches(`(?s)^.{0,${maxLength}}\\z`, content)) {
    failInput('CONTENT_TOO_LONG', 'content', `A message has at most ${maxLength} characters.`, maxLength);
  }
  if (util.matches('(?s)^.*[\\p{Cs}\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F].*\\z', content)) {
    failInput('CONTENT_INVALID', 'content', 'A message has no control characters and no broken ones.');
  }
  if (!hasVisible(content)) {
    failInput('CONTENT_EMPTY', 'content', 'A message says something.');
  }
}

/** Whether a reader sees anything of the text. */
export function hasVisible(text: string): boolean {
  return util.matches(`(?s)^.*[^${unseen}].*\\z`, text);
}
