/** How an item of a list begins. */
export interface ListMarker {
  /** Null = not numbered. */
  readonly number: number | null;
  readonly text: string;
}

/** At the margin, or up to one space from it: what is indented further belongs to an item. */
const marker = /^ ?(?:[-*•]|(\d{1,9})[.)]) +(?=\S)/;

/** Null = the line begins no item. A marker with nothing after it is text. */
export function listMarker(line: string): ListMarker | null {
  const found = marker.exec(line);
  if (!found) return null;
  return { number: found[1] === undefined ? null : Number(found[1]), text: line.slice(found[0].length) };
}

/** How far the lines of an item are indented, by the first of them: two to four spaces. */
export function indentOf(line: string): number {
  return Math.min(4, line.length - line.trimStart().length);
}

/** A line of an item without the indent, or the tab, that put it there. */
export function withoutIndent(line: string, indent: number): string {
  if (line.startsWith('\t')) return line.slice(1);
  return line.slice(Math.min(indent, line.length - line.trimStart().length));
}
