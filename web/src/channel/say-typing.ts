import { visibleName } from '../content/visible-text.ts';
import { strings } from '../strings/index.ts';

/** Who is typing, in a sentence. Null = nobody. */
export function sayTyping(names: readonly string[]): string | null {
  return names.length === 0 ? null : strings.channel.typing(names.map(visibleName));
}
