import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { strings } from '../strings/index.ts';
import { EmojiGrid } from './EmojiGrid.tsx';
import { keepHabits, readHabits, withRecent } from './emoji-habits.ts';
import { loadEmoji } from './emoji-store.ts';
import { GroupTabs } from './GroupTabs.tsx';
import { type GridKey, moveInGrid } from './grid-move.ts';
import { pickerSections } from './picker-sections.ts';
import { ToneChoice } from './ToneChoice.tsx';
import { useEmojiState } from './use-emoji-table.ts';

export interface EmojiPickerProps {
  onPick: (emoji: string) => void;
  /** Escape, or a press outside. */
  onClose: () => void;
}

const gridKeys: ReadonlySet<string> = new Set<GridKey>(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']);
const rowKeys: ReadonlySet<string> = new Set<GridKey>(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** All emoji: searched by typing, walked by arrow keys while the focus stays in the search box. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const state = useEmojiState(true);
  const [habits, setHabits] = useState(readHabits);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  /** Arrow keys walk the letters of the query until one has gone down into the grid. */
  const [isInGrid, setInGrid] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const gridId = useId();
  const table = state.status === 'loaded' ? state.table : null;
  const sections = useMemo(() => (table ? pickerSections(table, habits, query) : []), [table, habits, query]);
  const cells = useMemo(() => sections.flatMap(({ rows }) => rows.flat()), [sections]);
  const activeCell = cells[active];

  useEffect(() => search.current?.focus(), []);
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      if (event.target instanceof Node && !panel.current?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', pressed);
    return () => document.removeEventListener('pointerdown', pressed);
  }, [onClose]);

  function pick(index: number) {
    const cell = cells[index];
    if (!cell) return;
    keepHabits(withRecent(habits, cell.emoji));
    onPick(cell.emoji);
  }

  function keyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') pick(active);
    else if (gridKeys.has(event.key) || (rowKeys.has(event.key) && (isInGrid || query === ''))) {
      const lengths = sections.flatMap(({ rows }) => rows.map((row) => row.length));
      // Of the two sets of keys both hold grid keys alone.
      setActive(moveInGrid(lengths, active, inReadingOrder(event.key as GridKey)));
      setInGrid(true);
    } else return;
    event.preventDefault();
  }

  return (
    <div
      className="emoji-picker"
      ref={panel}
      role="dialog"
      aria-label={strings.emoji.picker}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="emoji-top">
        <input
          ref={search}
          type="search"
          role="combobox"
          aria-expanded="true"
          aria-haspopup="grid"
          aria-controls={gridId}
          aria-activedescendant={activeCell ? `${gridId}-${activeCell.index}` : undefined}
          aria-autocomplete="list"
          aria-label={strings.emoji.search}
          placeholder={strings.emoji.search}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
            setInGrid(false);
          }}
          onKeyDown={keyDown}
        />
        <ToneChoice
          tone={habits.tone}
          onChoose={(tone) => {
            setHabits({ ...habits, tone });
            keepHabits({ ...habits, tone });
          }}
        />
      </div>
      {query.trim() === '' && <GroupTabs sections={sections} gridId={gridId} onChoose={setActive} />}
      {table ? (
        <EmojiGrid id={gridId} sections={sections} active={active} onPick={pick} onPoint={setActive} />
      ) : (
        <div className="emoji-none">
          {state.status === 'failed' ? (
            <>
              <p role="alert">{strings.emoji.failed}</p>
              <button className="button" type="button" onClick={loadEmoji}>
                {strings.emoji.tryAgain}
              </button>
            </>
          ) : (
            <p role="status">{strings.emoji.loading}</p>
          )}
        </div>
      )}
      <p className="emoji-foot">
        {activeCell && (
          <>
            <span className="emoji-shown" aria-hidden="true">
              {activeCell.emoji}
            </span>
            <span className="emoji-described">{activeCell.entry.description}</span>
            <code>{`:${activeCell.entry.names[0] ?? ''}:`}</code>
          </>
        )}
        <span className="visually-hidden" role="status">
          {query.trim() !== '' && table ? strings.emoji.found(cells.length) : ''}
        </span>
      </p>
    </div>
  );
}

/** Where a page reads from right to left, so do the rows. */
function inReadingOrder(key: GridKey): GridKey {
  if (document.documentElement.dir !== 'rtl') return key;
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
