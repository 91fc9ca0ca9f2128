import { type Channel, operationsOf } from '@parley/client';
import { useEffect, useState } from 'react';
import { useShell } from '../shell/shell-context.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';

export interface Browsed {
  readonly channels: readonly Channel[];
  readonly isLoading: boolean;
  readonly error: unknown;
}

/** The channels of a workspace that the reader may read, page after page. */
export function useBrowsed(workspaceId: string | null): Browsed {
  const { parley } = useShell();
  const [browsed, setBrowsed] = useState<Browsed>({ channels: [], isLoading: true, error: null });
  useEffect(() => {
    if (workspaceId === null) return;
    let isCurrent = true;
    const walk = async () => {
      let after: string | undefined;
      let channels: readonly Channel[] = [];
      do {
        const page = await operationsOf(parley).browseChannels(workspaceId, { limit: 100, ...(after && { after }) });
        if (!isCurrent) return;
        channels = [...channels, ...page.items];
        after = page.next ?? undefined;
        setBrowsed({ channels, isLoading: after !== undefined, error: null });
      } while (after !== undefined);
    };
    setBrowsed({ channels: [], isLoading: true, error: null });
    walk().catch((error: unknown) => {
      if (isCurrent) setBrowsed((now) => ({ ...now, isLoading: false, error }));
    });
    return () => {
      isCurrent = false;
    };
  }, [parley, workspaceId]);
  useSessionEnd(browsed.error);
  return browsed;
}
