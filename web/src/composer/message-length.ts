/** Code points, as the service counts them. */
export const maxLength = 4000;
/** From here on the writer is told how much room is left. */
export const nearLimit = 3600;

/** As it will be stored: without blank lines before it, and without space after it. */
export function contentOf(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** Code points: an emoji of one is one, whatever JavaScript's `length` says. */
export function lengthOf(text: string): number {
  return [...text].length;
}
