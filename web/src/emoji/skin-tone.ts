/** The five tones of Unicode, and none, which shows the emoji in yellow. */
export const skinTones = ['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
export type SkinTone = (typeof skinTones)[number];

const bases = /\p{Emoji_Modifier_Base}/gu;

/** The emoji in a tone. What has no skin, or more than one person's, stays as it is. */
export function withTone(emoji: string, tone: SkinTone): string {
  const index = skinTones.indexOf(tone);
  const found = [...emoji.matchAll(bases)];
  const [base] = found;
  if (index === 0 || found.length !== 1 || !base) return emoji;
  const end = base.index + base[0].length;
  // The tone stands in the place of the sign that asks for a picture.
  const rest = emoji.slice(end).replace(/^\uFE0F/, '');
  return emoji.slice(0, end) + String.fromCodePoint(0x1f3fa + index) + rest;
}
