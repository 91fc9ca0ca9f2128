import type { PendingChange, PendingMessage } from '@parley/client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MessageListProps } from './message-list-props.ts';
import { buildRows, lineAfter, noRows, type Rows } from './rows.ts';

const noPending: readonly PendingMessage[] = [];
const noChanges: ReadonlyMap<string, readonly PendingChange[]> = new Map();

/** The rows that show what the host gives, and where the new-messages line stands. */
export function useRows(props: MessageListProps): { rows: Rows; newAfterSeq: number | null } {
  const { messages, pending = noPending, changes = noChanges, me, isLoaded, hasNewer, lastReadSeq = null } = props;
  const hasOlder = props.hasOlder || !isLoaded;
  const [line, setLine] = useState<number | null>(lastReadSeq);
  const newAfterSeq = lineAfter(line, lastReadSeq);
  if (newAfterSeq !== line) setLine(newAfterSeq);

  const before = useRef(noRows);
  const rows = useMemo(
    () => buildRows({ messages, pending, changes, me, hasOlder, hasNewer, newAfterSeq }, before.current),
    [messages, pending, changes, me, hasOlder, hasNewer, newAfterSeq],
  );
  useEffect(() => {
    before.current = rows;
  }, [rows]);
  return { rows, newAfterSeq };
}
