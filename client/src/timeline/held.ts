import type { ChannelEvent, Message } from '../model.ts';

/**
 * One message as it is known, and what is known of the caller's own reactions to it. An event's message does not say which reactions
 * are the caller's, since that depends on who looks. What a query said is kept then, and the caller's own reaction events change it.
 */
export interface Held {
  /** The newest version, with `reactedByMe` filled in as far as it is known. */
  readonly message: Message;
  /**
   * At position `at`, whose time was `time`, these emojis were the caller's, and no others. Where nobody has said more, that is none, at
   * its birth.
   */
  readonly mine: { readonly at: number; readonly time: string; readonly emojis: readonly string[] };
  /**
   * The caller's own reactions from `mine.at` on, as events told them. At one position an event knows better than a query, whose index
   * may lag.
   */
  readonly own: readonly OwnReaction[];
}

/** That the caller put an emoji on a message or took it off, at a position. */
export interface OwnReaction {
  readonly at: number;
  readonly time: string;
  readonly emoji: string;
  readonly isThere: boolean;
}

/**
 * With another version of the same message, whichever is newer. Of equal ones the known one stays, unless the other says which
 * reactions are the caller's. The same object where nothing is new.
 */
export function withVersion(held: Held | undefined, version: Message, reaction: OwnReaction | null = null): Held {
  const isNewer = !held || version.rev > held.message.rev;
  const known = held?.mine ?? { at: version.seq, time: version.createdAt, emojis: [] };
  const mine = tellsOwn(version) && version.rev >= known.at ? ownIn(version) : known;
  const heard = held?.own ?? [];
  const isHeard = !reaction || heard.some(({ at }) => at === reaction.at);
  const own = (isHeard ? heard : [...heard, reaction]).filter(({ at }) => at >= mine.at);
  const message = withOwn(isNewer ? version : held.message, mine, own);
  const isSame = !isNewer && message === held.message && mine.at === held.mine.at && own.length === heard.length;
  return isSame ? held : { message, mine, own };
}

/** The caller's own reaction, where the event tells of one. `me` null = who the caller is, is not known. */
export function ownReaction({ kind, seq, at, reaction }: ChannelEvent, me: string | null): OwnReaction | null {
  if (!reaction || me === null || reaction.userId !== me) return null;
  return { at: seq, time: at, emoji: reaction.emoji, isThere: kind === 'REACTION_ADDED' };
}

/** Whether the version says which reactions are the caller's. One without reactions does: none. */
export function tellsOwn({ reactions }: Message): boolean {
  return reactions.every(({ reactedByMe }) => reactedByMe !== null);
}

/** What is known last of the caller's reaction: that it is there or not, since when, and whether an event or a query said so. */
export function lastOwn(
  { mine, own }: Pick<Held, 'mine' | 'own'>,
  isIt: (emoji: string) => boolean,
): { isThere: boolean; time: string; isEvent: boolean } {
  let last: OwnReaction | null = null;
  for (const one of own) if (isIt(one.emoji) && one.at > (last?.at ?? 0)) last = one;
  if (last) return { isThere: last.isThere, time: last.time, isEvent: true };
  return { isThere: mine.emojis.some(isIt), time: mine.time, isEvent: false };
}

function ownIn({ rev, updatedAt, reactions }: Message): Held['mine'] {
  const emojis = reactions.filter(({ reactedByMe }) => reactedByMe).map(({ emoji }) => emoji);
  return { at: rev, time: updatedAt, emojis };
}

function withOwn(message: Message, mine: Held['mine'], own: readonly OwnReaction[]): Message {
  let hasChanged = false;
  const reactions = message.reactions.map((one) => {
    const reactedByMe = lastOwn({ mine, own }, (emoji) => emoji === one.emoji).isThere;
    if (reactedByMe === one.reactedByMe) return one;
    hasChanged = true;
    return { ...one, reactedByMe };
  });
  return hasChanged ? { ...message, reactions } : message;
}
