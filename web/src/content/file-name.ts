import { visibleLine } from './visible-text.ts';

/** A file's name in the two parts in which it is shown where there is no room: the first is cut, the second never. */
export interface FileNameParts {
  readonly head: string;
  readonly tail: string;
}

/** Up to this many characters before the extension a name fits on a phone, and is left whole. */
const longestWhole = 24;
/** Of a longer one these many before the extension stay, since names of one series differ there. */
const keptBefore = 6;
const longestExtension = 12;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The extension is what follows the last full stop, as systems have it that open files by it: `photo.jpg.exe` ends in `.exe`. */
export function fileNameParts(name: string): FileNameParts {
  const shown = visibleLine(name);
  const dot = shown.lastIndexOf('.');
  const hasExtension = dot > 0 && shown.length - dot <= longestExtension + 1;
  const stem = [...graphemes.segment(hasExtension ? shown.slice(0, dot) : shown)].map(({ segment }) => segment);
  const cut = stem.length > longestWhole ? stem.length - keptBefore : 0;
  return { head: stem.slice(0, cut).join(''), tail: stem.slice(cut).join('') + (hasExtension ? shown.slice(dot) : '') };
}
