import { useEffect, useRef, useState } from 'react';
import type { Day } from './days.ts';
import type { MessageListActions, MessageListProps } from './message-list-props.ts';
import type { Rows } from './rows.ts';
import { countAfter, dayAt, seqUpTo, type Sight } from './sight.ts';

export interface SightOfReader {
  onSight: (sight: Sight) => void;
  isAtEnd: boolean;
  /** The index of the first row in sight. */
  firstInSight: () => number;
  /** The day of the first row in sight. Null = it stands there itself, or the reader is at the end. */
  day: Day | null;
  /** How many messages of others came since the reader left the end. */
  missedCount: number;
  /** True = the new-messages line is further up, and the reader has not been there. */
  isLineAbove: boolean;
}

/** What follows from where the reader is, and tells the host how far they have seen. */
export function useSight(
  { messages, me, isLoaded, hasOlder, hasNewer }: MessageListProps,
  rows: Rows,
  newAfterSeq: number | null,
  actions: MessageListActions,
): SightOfReader {
  const [isAtEnd, setAtEnd] = useState(true);
  const [isLineAbove, setLineAbove] = useState(false);
  const [day, setDay] = useState<Day | null>(null);
  /** The line that the reader has been at. */
  const seenLine = useRef<number | null>(null);
  const sight = useRef<Sight | null>(null);
  const seenSeq = useRef(0);
  /** The newest position when the reader was last at the end. */
  const leftAtSeq = useRef(0);

  const tellSeen = () => {
    const isInFront = document.visibilityState === 'visible' && document.hasFocus();
    if (!sight.current || !isLoaded || !isInFront) return;
    const seq = seqUpTo(rows, sight.current.last);
    if (seq === null || seq <= seenSeq.current) return;
    seenSeq.current = seq;
    actions.onSeen?.(seq);
  };
  const latestTellSeen = useRef(tellSeen);
  useEffect(() => {
    latestTellSeen.current = tellSeen;
  });
  useEffect(() => {
    const look = () => latestTellSeen.current();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);

  const lineAbove = ({ first, last }: Sight) => {
    if (!isLoaded || newAfterSeq === null || seenLine.current === newAfterSeq) return false;
    const line = rows.indexOf.get('edge:new');
    // The line is above all that is loaded.
    if (line === undefined) return hasOlder && (messages[0]?.seq ?? 0) > newAfterSeq + 1;
    if (line >= first && line <= last) seenLine.current = newAfterSeq;
    return line < first;
  };
  const isAtNewest = isAtEnd && !hasNewer;
  return {
    onSight(next) {
      sight.current = next;
      if (next.isAtEnd && !hasNewer) leftAtSeq.current = Math.max(leftAtSeq.current, messages.at(-1)?.seq ?? 0);
      setAtEnd(next.isAtEnd);
      setLineAbove(lineAbove(next));
      setDay(dayAt(rows, next.first));
      tellSeen();
    },
    isAtEnd: isAtNewest,
    firstInSight: () => sight.current?.first ?? 0,
    day: isAtNewest ? null : day,
    missedCount: isAtNewest || hasNewer ? 0 : countAfter(messages, leftAtSeq.current, me),
    isLineAbove,
  };
}
