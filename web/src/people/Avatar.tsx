import type { CSSProperties } from 'react';

/** A person's initials on a colour of their own; the first alone where there is no room for two. It says nothing that a name beside it does not say. */
export function Avatar({ userId, name, isTiny = false }: { userId: string; name: string; isTiny?: boolean }) {
  return (
    <span className="avatar" aria-hidden="true" style={{ '--hue': hueOf(userId) } as CSSProperties}>
      {isTiny ? [...initialsOf(name)][0] : initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}

// Evenly lit, hues from yellow to lime turn to mud.
const hues = [15, 40, 145, 165, 190, 215, 240, 262, 285, 308, 330, 352];

function hueOf(userId: string): number {
  let hash = 2166136261;
  for (const character of userId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return hues[(hash >>> 0) % hues.length] ?? 0;
}
