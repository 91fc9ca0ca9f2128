import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { callOf } from './badge.ts';
import { channelPath } from './channel-names.ts';
import { sidebarOrder } from './sidebar-order.ts';
import { useShell } from './shell-context.ts';

/**
 * Keys that work everywhere: Ctrl or Cmd + K opens the quick switcher; Alt + up and down go to the place before or after, with Shift to
 * the next one with something unread.
 */
export function useShortcuts(): void {
  const { workspace, openDialog } = useShell();
  const navigate = useNavigate();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) openDialog({ kind: 'switcher' });
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (!event.altKey || event.ctrlKey || event.metaKey || step === 0 || document.querySelector('dialog[open]'))
        return;
      const places = sidebarOrder(workspace?.channels ?? []);
      const paths = places.map(({ channel }) => channelPath(channel));
      // As it is now: the last press may not have been drawn yet.
      const at = paths.indexOf(location.pathname);
      for (let tried = 1; tried <= places.length; tried += 1) {
        const index =
          ((((at === -1 && step < 0 ? 0 : at) + step * tried) % places.length) + places.length) % places.length;
        const place = places[index];
        const path = paths[index];
        if (!place || !path || (event.shiftKey && callOf(place) === 'quiet')) continue;
        event.preventDefault();
        void navigate(path);
        return;
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [workspace, openDialog, navigate]);
}
