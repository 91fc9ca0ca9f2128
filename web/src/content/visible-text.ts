/**
 * What people write, made fit to be seen. The service refuses most of what is mended here; a page does not take its word for it.
 *
 * Shown as a sign: control characters (as ␀, ␛ …) and halves of characters (as �), since something was written there.
 * Dropped, except in code: what turns or embeds the direction of writing, joins invisibly, or annotates. It shows nothing by itself and
 * makes other text show as what it is not. The marks that right-to-left text needs (U+200E, U+200F, U+061C) and the joiners of
 * Persian, Indic scripts and emoji (U+200C, U+200D) stay.
 */

const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const controls = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;
const halves = /\p{Cs}/gu;
const unseen =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})|[\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}]/gu;
/** No language stacks as many marks on one letter. */
const piles = /(\p{M}{8})\p{M}+/gu;
/** What looks like a space, or like nothing, in a name: fillers, the blank of Braille, spaces of all widths, zero-width ones. */
const blanks = /[\s\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u2800\u3164\uFFA0]+/g;

/** Code points. The longest that the service keeps is a topic of 250. A name may stand in one message a thousand times. */
const longestName = 255;

/** Whole characters and plain line feeds, before anything is read. */
export function plainLines(text: string): string {
  return text.replace(lineEnds, '\n').replace(halves, '\uFFFD').replace(controls, controlPicture);
}

/** Text between marks of a message, given `plainLines`. */
export function visibleText(text: string): string {
  return text.replace(unseen, '$1').replace(piles, '$1');
}

/** Code, given `plainLines`: there, what shows nothing is named, because it can make code mean what it does not seem to. */
export function visibleCode(text: string): string {
  return text.replace(unseen, (found, flag: string | undefined) => flag ?? codeOf(found));
}

/** What someone chose that is shown in one line, such as a file's name: without line ends and runs of blanks. */
export function visibleLine(line: string): string {
  return visibleText(plainLines(line.replace(lineEnds, ' ')))
    .replace(blanks, ' ')
    .trim();
}

/** The name of a person or place, or a topic: a line, and no longer than the service lets any be. */
export function visibleName(name: string): string {
  const line = visibleLine(name);
  return line.length <= longestName ? line : `${[...line].slice(0, longestName - 1).join('')}…`;
}

function controlPicture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}

function codeOf(character: string): string {
  return `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}
