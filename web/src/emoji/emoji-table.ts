/** One emoji, as GitHub's list has it. */
export interface Emoji {
  readonly emoji: string;
  /** What it shows, in words. */
  readonly description: string;
  /** Its shortcodes without colons; the first is the usual one. At least one. */
  readonly names: readonly string[];
  readonly tags: readonly string[];
  readonly category: string;
}

export interface EmojiGroup {
  readonly category: string;
  readonly emoji: readonly Emoji[];
}

/** All emoji, in the order in which keyboards show them. */
export interface EmojiTable {
  readonly all: readonly Emoji[];
  readonly groups: readonly EmojiGroup[];
  readonly byName: ReadonlyMap<string, Emoji>;
  readonly byEmoji: ReadonlyMap<string, Emoji>;
}

export function emojiTable(all: readonly Emoji[]): EmojiTable {
  const categories = [...new Set(all.map(({ category }) => category))];
  return {
    all,
    groups: categories.map((category) => ({ category, emoji: all.filter((each) => each.category === category) })),
    byName: new Map(all.flatMap((each) => each.names.map((name) => [name, each] as const))),
    byEmoji: new Map(all.map((each) => [each.emoji, each])),
  };
}
