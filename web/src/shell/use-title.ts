import { useEffect } from 'react';

/** Names the window. Null = still unknown: Parley alone. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    document.title = title ? `${title} · Parley` : 'Parley';
  }, [title]);
}
