import { useEffect } from 'react';
import { nameWindow } from './window-title.ts';

/** Names the window. Null = still unknown: Parley alone. */
export function useTitle(title: string | null): void {
  useEffect(() => nameWindow(title), [title]);
}
