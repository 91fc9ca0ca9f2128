import { type SkinTone, skinTones } from './skin-tone.ts';

/** What one picks on this device: the last emoji, newest first, and the skin tone. Kept by the browser where it lets us. */
export interface EmojiHabits {
  readonly recent: readonly string[];
  readonly tone: SkinTone;
}

const key = 'parley.emoji';
/** Three rows of the picker. */
const mostRecent = 24;

export function readHabits(): EmojiHabits {
  try {
    return parseHabits(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return parseHabits(null);
  }
}

export function keepHabits(habits: EmojiHabits): void {
  try {
    localStorage.setItem(key, JSON.stringify(habits));
  } catch {
    // Storage may be full or forbidden: then the habit lasts as long as the page.
  }
}

/** On a device that others use, what one picks is theirs to see no more than what one writes. */
export function forgetHabits(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be kept either.
  }
}

export function withRecent(habits: EmojiHabits, emoji: string): EmojiHabits {
  const others = habits.recent.filter((each) => each !== emoji);
  return { ...habits, recent: [emoji, ...others].slice(0, mostRecent) };
}

/** Whatever was stored, by whichever version. */
export function parseHabits(stored: unknown): EmojiHabits {
  const { recent, tone } = Object(stored) as { recent?: unknown; tone?: unknown };
  return {
    recent: Array.isArray(recent) ? recent.filter((each) => typeof each === 'string').slice(0, mostRecent) : [],
    tone: skinTones.find((each) => each === tone) ?? 'none',
  };
}
