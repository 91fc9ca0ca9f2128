import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

export interface Choice {
  /** For the field: what a screen reader needs to follow. */
  field: {
    role: 'combobox';
    'aria-expanded': boolean;
    'aria-controls': string;
    'aria-autocomplete': 'list';
    'aria-activedescendant': string | undefined;
    autoComplete: 'off';
    onKeyDown: (event: KeyboardEvent) => void;
  };
  listId: string;
  optionId: (index: number) => string;
  active: number;
  setActive: (index: number) => void;
}

/**
 * One of a list that is chosen by the keys of a field above it. `key`: when it changes, so has the list, and the one at `first` is the one
 * that Enter takes; -1 = none before an arrow has chosen one.
 */
export function useChoice(count: number, key: string, take: (index: number) => void, first = 0): Choice {
  const id = useId();
  const [chosen, setChosen] = useState<{ key: string; index: number } | null>(null);
  const active = Math.min(chosen?.key === key ? chosen.index : first, count - 1);
  const setActive = (index: number) => setChosen({ key, index });
  const optionId = (index: number) => `${id}-${index}`;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
    isFirst.current = false;
  }, [id, active]);

  return {
    field: {
      role: 'combobox',
      'aria-expanded': count > 0,
      'aria-controls': id,
      'aria-autocomplete': 'list',
      'aria-activedescendant': active >= 0 ? optionId(active) : undefined,
      autoComplete: 'off',
      onKeyDown(event) {
        if (event.nativeEvent.isComposing || count === 0) return;
        const to = { ArrowDown: (active + 1) % count, ArrowUp: (Math.max(active, 0) - 1 + count) % count }[event.key];
        if (to !== undefined) setActive(to);
        else if (event.key === 'Enter' && active >= 0) take(active);
        else return;
        event.preventDefault();
      },
    },
    listId: id,
    optionId,
    active,
    setActive,
  };
}
