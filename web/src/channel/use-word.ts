import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What `navigate` takes as its `state` to have a word said at the place that it leads to. */
export interface Told {
  readonly word: string;
}

/** A word that whoever led here had for the reader. It stands until they close it or go on, and does not come back with a reload. */
export function useWord(): { word: string | null; hush: () => void } {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const [heard, setHeard] = useState<{ word: string; at: string } | null>(null);
  const told = wordIn(state);
  useEffect(() => {
    if (told === null) return;
    setHeard({ word: told, at: pathname });
    void navigate(pathname + search, { replace: true, state: null });
  }, [told, pathname, search, navigate]);
  return { word: heard?.at === pathname ? heard.word : null, hush: () => setHeard(null) };
}

function wordIn(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('word' in state)) return null;
  return typeof state.word === 'string' ? state.word : null;
}
