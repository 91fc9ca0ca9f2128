import { fileNameParts } from './file-name.ts';
import { visibleLine } from './visible-text.ts';

/** A file's name. Where there is no room its middle gives way: the extension says what opening it does. */
export function FileName({ name }: { name: string }) {
  const { head, tail } = fileNameParts(name);
  return (
    // From left to right, whatever letters it begins with: the extension is always the end on the right.
    <bdi className="file-name" dir="ltr" title={visibleLine(name)}>
      {head && <span className="file-head">{head}</span>}
      <span className="file-tail">{tail}</span>
    </bdi>
  );
}
