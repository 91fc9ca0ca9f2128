import { isFewEmoji } from './few-emoji.ts';
import { parseBlocks } from './parse-blocks.ts';
import type { ContentTree } from './tree.ts';
import { plainLines } from './visible-text.ts';

/**
 * Reads the Markdown that messages may hold: `**bold**`, `*italic*`, `~~struck~~`, `` `code` ``, fenced code, `> quotes`, lists,
 * `[labels](https://…)` and bare addresses, `<@person>`, `:shortcode:`, and a backslash before a sign that is meant as itself. All else is
 * text. Whatever one writes there is a tree for it, in time that grows with its length.
 */
export function parseMessage(content: string): ContentTree {
  const blocks = parseBlocks(plainLines(content).split('\n'));
  return { blocks, isJumbo: isFewEmoji(blocks) };
}
