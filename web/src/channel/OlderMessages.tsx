import type { ChannelTimeline, TimelineState } from '@parley/client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { sayError } from '../shell/say-error.ts';

interface Props {
  box: RefObject<HTMLElement | null>;
  timeline: ChannelTimeline;
  state: TimelineState;
}

/** Loads the page before the oldest message, by a press or as soon as the reader comes near the top. */
export function OlderMessages({ box, timeline, state }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(() => {
    setProblem(null);
    timeline.loadOlder().catch((error: unknown) => setProblem(sayError(error)));
  }, [timeline]);

  const oldestId = state.messages[0]?.id;
  useEffect(() => {
    // After a failure the reader decides when to try again.
    if (!button.current || state.isLoadingOlder || problem) return;
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(), {
      root: box.current,
      rootMargin: '300px 0px 0px',
    });
    near.observe(button.current);
    return () => near.disconnect();
    // A new oldest message means a new top: look again whether it is near.
  }, [box, load, oldestId, problem, state.isLoadingOlder]);

  return (
    <div className="older">
      {problem && <p role="alert">{problem}</p>}
      <button className="button" type="button" ref={button} aria-disabled={state.isLoadingOlder} onClick={load}>
        {state.isLoadingOlder ? 'Loading older messages…' : problem ? 'Try again' : 'Older messages'}
      </button>
    </div>
  );
}
