import type { Message } from '@parley/client';
import { plainText } from '../content/plain-text.ts';
import { visibleName } from '../content/visible-text.ts';
import { words } from './words.ts';

/** What has been told of, so that what comes later can be told apart from history that is loaded. */
export interface Heard {
  /** The newest position that was among the messages. Null = none was loaded yet. */
  readonly through: number | null;
  /** What came since and has not been told. */
  readonly untold: readonly Message[];
}

export const nothingHeard: Heard = { through: null, untold: [] };

/** More of them at once are only counted: nobody can listen to all. */
const mostRead = 3;
const mostCharacters = 240;

/** With the messages that came. Only what others wrote, and only where the newest are shown: the past is no news. */
export function heardWith(heard: Heard, messages: readonly Message[], me: string, hasNewer: boolean): Heard {
  const newest = messages.at(-1)?.seq ?? 0;
  const { through } = heard;
  if (through === null || hasNewer) return { through: Math.max(through ?? 0, newest), untold: [] };
  // Told as they are by then: who deletes at once is not read out.
  const waiting = heard.untold.map((one) => latestOf(one, messages)).filter((one) => !one.deletedAt);
  const fresh = after(messages, through).filter((message) => message.userId !== me && !message.deletedAt);
  return { through: Math.max(through, newest), untold: [...waiting, ...fresh] };
}

/** The sentences that tell of them, and nothing left to tell. */
export function announced({ through, untold }: Heard, nameOf: (id: string) => string): { text: string; heard: Heard } {
  const text =
    untold.length > mostRead ? words.announceMany(untold.length) : untold.map((one) => say(one, nameOf)).join('\n');
  return { text, heard: { through, untold: [] } };
}

function say({ userId, content, attachments }: Message, nameOf: (id: string) => string): string {
  const name = visibleName(nameOf(userId));
  if (!content) return words.announceFile(name, attachments.length);
  const text = plainText(content, nameOf);
  const characters = [...text];
  return words.announceOne(
    name,
    characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join('')}…` : text,
  );
}

function after(messages: readonly Message[], seq: number): readonly Message[] {
  let start = messages.length;
  while (start > 0 && (messages[start - 1]?.seq ?? 0) > seq) start -= 1;
  return messages.slice(start);
}

/** What is to be told of is among the newest: looked for from the end. */
function latestOf(message: Message, messages: readonly Message[]): Message {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const one = messages[index];
    if (!one || one.seq < message.seq) break;
    if (one.id === message.id) return one;
  }
  return message;
}
