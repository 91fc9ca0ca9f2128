import type { ConnectionEvent } from './connection-state.ts';

/** What the surroundings tell of a connection's chances. */
export type EnvironmentEvent = Extract<
  ConnectionEvent['type'],
  'went-online' | 'went-offline' | 'became-visible' | 'became-hidden' | 'woke'
>;

export interface Environment {
  hasNetwork(): boolean;
  isVisible(): boolean;
  /** Tells of changes until the function that it answers with is called. */
  listen(tell: (event: EnvironmentEvent) => void): () => void;
}

/** The page's, as far as there is one: elsewhere there is always a network, and always somebody looking. */
export const pageEnvironment: Environment = {
  hasNetwork: () => typeof navigator === 'undefined' || navigator.onLine !== false,
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  listen(tell) {
    if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
    const stops = [
      on(window, 'online', () => tell('went-online')),
      on(window, 'offline', () => tell('went-offline')),
      on(document, 'visibilitychange', () =>
        tell(document.visibilityState === 'hidden' ? 'became-hidden' : 'became-visible'),
      ),
      on(window, 'pagehide', () => tell('became-hidden')),
      // The first `pageshow` is that of loading; one that is `persisted` comes out of the back-forward cache.
      on(window, 'pageshow', (event) => 'persisted' in event && event.persisted && tell('woke')),
      on(document, 'freeze', () => tell('became-hidden')),
      on(document, 'resume', () => tell('woke')),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
};

function on(target: EventTarget, name: string, listener: (event: Event) => void): () => void {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}
