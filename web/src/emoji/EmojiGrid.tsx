import { memo, useEffect, useRef } from 'react';
import { strings } from '../strings/index.ts';
import { groupName } from './group-name.ts';
import type { Cell, Section } from './picker-sections.ts';

interface Props {
  id: string;
  sections: readonly Section[];
  /** The cell that Enter would pick. */
  active: number;
  onPick: (index: number) => void;
  onPoint: (index: number) => void;
}

/** The emoji in rows of one grid. The focus stays outside, in the search box, which names the active cell. */
export function EmojiGrid({ id, sections, active, onPick, onPoint }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active, sections]);

  const cellAt = (target: EventTarget) => {
    const index = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined;
    return index === undefined ? null : Number(index);
  };
  return (
    <div
      className="emoji-grid"
      ref={grid}
      id={id}
      role="grid"
      aria-label={strings.emoji.grid}
      // Pressing a cell must not take the focus from the search box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        const index = cellAt(event.target);
        if (index !== null) onPick(index);
      }}
      onMouseMove={(event) => {
        const index = cellAt(event.target);
        if (index !== null && index !== active) onPoint(index);
      }}
    >
      {sections.length === 0 && <p className="emoji-none">{strings.emoji.nothing}</p>}
      {sections.map(({ group, rows }) => (
        <div
          className="emoji-section"
          role="rowgroup"
          aria-label={group === null ? undefined : groupName(group)}
          key={group}
        >
          {group !== null && (
            <p className="emoji-group" aria-hidden="true" data-group={group}>
              {groupName(group)}
            </p>
          )}
          {rows.map((row) => (
            <Row
              key={row[0]?.index}
              id={id}
              row={row}
              active={row.find(({ index }) => index === active)?.index ?? null}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Of 240 rows only the two change in which the active cell was and is. */
const Row = memo(function Row({ id, row, active }: { id: string; row: readonly Cell[]; active: number | null }) {
  return (
    <div className="emoji-row" role="row">
      {row.map(({ index, emoji, entry }) => (
        <div
          className={index === active ? 'emoji-cell is-active' : 'emoji-cell'}
          role="gridcell"
          id={`${id}-${index}`}
          key={index}
          data-cell={index}
          aria-selected={index === active}
          aria-label={entry.description}
        >
          {emoji}
        </div>
      ))}
    </div>
  );
});
