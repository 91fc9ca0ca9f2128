import { type Ref, useCallback } from 'react';
import { Name } from '../content/Name.tsx';
import type { Day } from './days.ts';
import { useList } from './list-context.ts';
import { sayDay } from './say-time.ts';
import { words } from './words.ts';

/** What tells the list where this row is. */
function useRow(key: string): Ref<HTMLDivElement> {
  const { register } = useList();
  return useCallback((element: HTMLDivElement) => register(key, element), [register, key]);
}

export function DayLine({ rowKey, day, today }: { rowKey: string; day: Day; today: Day }) {
  return (
    <div className="day" data-row={rowKey} ref={useRow(rowKey)}>
      <h2>{sayDay(day, today)}</h2>
    </div>
  );
}

export function NewLine({ rowKey }: { rowKey: string }) {
  return (
    <div className="day is-new" data-row={rowKey} ref={useRow(rowKey)}>
      <h2>{words.newLine}</h2>
    </div>
  );
}

export function Beginning({
  rowKey,
  label,
  isDm,
  isEmpty,
}: {
  rowKey: string;
  label: string;
  isDm: boolean;
  isEmpty: boolean;
}) {
  return (
    <div className="beginning" data-row={rowKey} ref={useRow(rowKey)}>
      <p className="beginning-title">
        <Name text={words.beginning(label, isDm)} />
      </p>
      <p className="quiet">{isEmpty ? words.isEmpty : words.begins(label, isDm)}</p>
    </div>
  );
}

interface MoreProps {
  rowKey: string;
  /** `older` or `newer`. */
  kind: 'older' | 'newer';
  isLoading: boolean;
  problem: string | null;
  load: () => void;
}

/** Where the list goes on and nothing is loaded yet: as high in each of its states, so that nothing below it moves. */
export function More({ rowKey, kind, isLoading, problem, load }: MoreProps) {
  return (
    <div className="more" data-row={rowKey} ref={useRow(rowKey)}>
      {problem && !isLoading ? (
        <>
          <p role="alert">{problem}</p>
          <button className="button" type="button" onClick={load}>
            {words.tryAgain}
          </button>
        </>
      ) : (
        <>
          <span className="visually-hidden">{kind === 'older' ? words.loadingOlder : words.loadingNewer}</span>
          <Skeleton count={2} />
        </>
      )}
    </div>
  );
}

/** Messages that are not there yet. */
export function Skeleton({ count }: { count: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
