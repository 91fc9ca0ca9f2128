import { useConnection } from '@parley/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';
import { type Banner, bannerAfter, bannerElsewhere, firstBanner } from './banner.ts';

const words = strings.shell.banner;

/**
 * How fresh the page is, in words, and what happens next. While all is well it says nothing. What may be over in a moment floats above the
 * page; being offline may last, and has a line of its own.
 */
export function ConnectionBanner() {
  const { parley } = useShell();
  const status = useConnection();
  const { depth } = useSyncExternalStore(parley.outbox.onChange, parley.outbox.state);
  const { pathname } = useLocation();
  const [state, setState] = useState(firstBanner);
  useEffect(() => setState((now) => bannerElsewhere(now, Date.now())), [pathname]);
  useEffect(() => setState((now) => bannerAfter(now, status, Date.now(), navigator.onLine)), [status]);
  const { banner, nextAt } = state;
  useEffect(() => {
    if (nextAt === null) return;
    const later = () => setState((now) => bannerAfter(now, status, Date.now(), navigator.onLine));
    const timer = setTimeout(later, Math.max(0, nextAt - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [nextAt, status]);

  const [what, next] = say(banner);
  // The place is always there: a screen reader tells of what changes in it, not of what appears with its words.
  return (
    <div className="banner-place" role="status" aria-label={words.label}>
      {banner !== 'quiet' && (
        <div className={`banner is-${banner}`}>
          {what && <strong>{what}</strong>}
          {next && <span>{next}</span>}
          {depth > 0 && banner !== 'back' && <span className="is-waiting">{words.waiting(depth)}</span>}
        </div>
      )}
    </div>
  );
}

function say(banner: Banner): readonly [what: string, next: string] {
  switch (banner) {
    case 'quiet':
      return ['', ''];
    case 'back':
      return [words.back, ''];
    case 'offline':
      return [words.offline, words.offlineNext];
    case 'reconnecting':
      return [words.reconnecting, words.reconnectingNext];
    case 'connecting':
      return [words.connecting, words.connectingNext];
    case 'catching-up':
      return [words.catchingUp, words.catchingUpNext];
    default:
      return banner satisfies never;
  }
}
