import { type Channel, type ChannelMember, operationsOf } from '@parley/client';
import { useEffect, useState } from 'react';
import { usePeople } from '../people/people-context.ts';
import { useShell } from '../shell/shell-context.ts';

export interface Members {
  readonly members: readonly ChannelMember[];
  readonly isLoading: boolean;
  readonly error: unknown;
  /** Asks again. */
  reload: () => void;
}

/** Of more people than that nobody reads a list: they are found by who writes. */
const mostPages = 20;

/** The people of a channel, read anew whenever their number changes. */
export function useMembers({ id, memberCount }: Channel): Members {
  const { parley } = useShell();
  const people = usePeople();
  const [state, setState] = useState<Omit<Members, 'reload'>>({ members: [], isLoading: true, error: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const walk = async () => {
      let after: string | undefined;
      let members: readonly ChannelMember[] = [];
      for (let page = 0; page < mostPages; page += 1) {
        const next = await operationsOf(parley).channelMembers(id, { limit: 100, ...(after && { after }) });
        if (!isCurrent) return;
        members = [...members, ...next.items];
        people.know(next.items.map(({ user }) => user));
        after = next.next ?? undefined;
        if (after === undefined) break;
      }
      // All at once: a list that is read anew does not shrink and grow before one's eyes.
      setState({ members, isLoading: false, error: null });
    };
    setState((now) => ({ ...now, isLoading: true }));
    walk().catch((error: unknown) => {
      if (isCurrent) setState((now) => ({ ...now, isLoading: false, error }));
    });
    return () => {
      isCurrent = false;
    };
  }, [parley, people, id, memberCount, tries]);
  return { ...state, reload: () => setTries((count) => count + 1) };
}
