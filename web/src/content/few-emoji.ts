import type { Block } from './tree.ts';

const most = 6;
/** More text than so few emoji can have: a family of four with a space is 12. */
const longest = 120;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const begins = /^[\p{Extended_Pictographic}\p{Regional_Indicator}0-9#*]/u;
const showsAsPicture = /\p{Emoji_Presentation}|\uFE0F|\u20E3/u;

/** Whether a message is one to six emoji, with or without space between, and nothing else. */
export function isFewEmoji(blocks: readonly Block[]): boolean {
  const [block] = blocks;
  if (blocks.length !== 1 || block?.kind !== 'paragraph') return false;
  let count = 0;
  for (const node of block.children) {
    if (node.kind === 'shortcode') count += 1;
    else if (node.kind !== 'text' || node.text.length > longest) return false;
    else {
      const signs = [...graphemes.segment(node.text.replace(/\s+/g, ''))].map(({ segment }) => segment);
      if (!signs.every((sign) => begins.test(sign) && showsAsPicture.test(sign))) return false;
      count += signs.length;
    }
    if (count > most) return false;
  }
  return count > 0;
}
