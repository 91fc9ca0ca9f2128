import type { Message } from '@parley/client';
import { useEffect, useRef, useState } from 'react';
import type { MessageListActions } from './message-list-props.ts';
import type { Row, Rows } from './rows.ts';

/** What replies quote: from the list, or asked for where it is not there. Undefined = not known yet, null = there is none. */
export function useQuotes(
  rows: Rows,
  drawn: readonly Row[],
  findMessage: MessageListActions['findMessage'],
): (row: Row) => Message | null | undefined {
  const [found, setFound] = useState<ReadonlyMap<string, Message | null>>(new Map());
  const asked = useRef(new Set<string>());

  const inList = (id: string) => {
    const index = rows.indexOf.get(id);
    const row = index === undefined ? undefined : rows.rows[index];
    return row?.kind === 'message' ? row.message : undefined;
  };
  useEffect(() => {
    for (const row of drawn) {
      const id = quotedId(row);
      if (id === null || inList(id) || asked.current.has(id)) continue;
      asked.current.add(id);
      const tell = (message: Message | null) => setFound((known) => new Map(known).set(id, message));
      // A failure is asked again with the next opening of the list: a quote is not worth a sentence of its own.
      if (findMessage) findMessage(id).then(tell, () => tell(null));
      else tell(null);
    }
  });
  return (row) => {
    const id = quotedId(row);
    return id === null ? undefined : (inList(id) ?? found.get(id));
  };
}

function quotedId(row: Row): string | null {
  if (row.kind === 'message') return row.message.deletedAt ? null : row.message.replyToId;
  return row.kind === 'pending' ? row.pending.replyToId : null;
}
