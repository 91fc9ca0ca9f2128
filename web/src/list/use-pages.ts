import { useRef, useState } from 'react';
import type { MessageListProps } from './message-list-props.ts';
import type { Sight } from './sight.ts';

/** Pixels from either end at which the next page is asked for: so early that most readers never see the end. */
const near = 400;

export interface Pages {
  /** Asks for a page where the reader is near the end of what is loaded. */
  consider: (sight: Sight) => void;
  load: (kind: 'older' | 'newer') => void;
  /** Why the last page did not come. From then on the reader decides when to try again. */
  problems: { readonly older: string | null; readonly newer: string | null };
}

export function usePages(props: MessageListProps, sayError: (error: unknown) => string): Pages {
  const { actions, isLoaded, hasOlder, hasNewer, isLoadingOlder, isLoadingNewer } = props;
  const [problems, setProblems] = useState<Pages['problems']>({ older: null, newer: null });
  const asking = useRef({ older: false, newer: false });

  const load = (kind: 'older' | 'newer') => {
    const ask = kind === 'older' ? actions.loadOlder : actions.loadNewer;
    if (!ask || asking.current[kind]) return;
    asking.current[kind] = true;
    setProblems((known) => (known[kind] === null ? known : { ...known, [kind]: null }));
    ask()
      .catch((error: unknown) => {
        setProblems((known) => ({ ...known, [kind]: sayError(error) }));
      })
      .finally(() => {
        asking.current[kind] = false;
      });
  };
  const consider = ({ above, below }: Sight) => {
    if (!isLoaded) return;
    if (hasOlder && !isLoadingOlder && !problems.older && above < near) load('older');
    if (hasNewer && !isLoadingNewer && !problems.newer && below < near) load('newer');
  };
  return { consider, load, problems };
}
