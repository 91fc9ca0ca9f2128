import { useEffect, useRef, useState } from 'react';
import type { MessageListActions, MessageListProps } from './message-list-props.ts';
import type { Scroller } from './scroller.ts';
import { messageAt } from './sight.ts';

/** How long a message that was gone to stands out. */
const standsOutMs = 2500;

export interface GoTo {
  /** To a position, loaded where it is not. The message there stands out for a while and gets the focus. */
  seq: (seq: number) => void;
  newest: () => void;
  /** The message that stands out. */
  targetId: string | null;
}

/** The ways to other places of the list, loaded or not. */
export function useGoTo(
  props: MessageListProps,
  actions: MessageListActions,
  scroller: Scroller,
  focus: (key: string) => void,
  tellOf: (error: unknown) => void,
): GoTo {
  const { messages, hasOlder, hasNewer, isLoaded, target = null, endRequests = 0 } = props;
  const [targetId, setTargetId] = useState<string | null>(null);
  /** Where to go as soon as it is loaded. */
  const wanted = useRef<number | 'newest' | null>(null);

  /** Goes there, where it is loaded. */
  const arrive = (place: number | 'newest'): boolean => {
    if (!isLoaded) return false;
    if (place === 'newest') {
      if (hasNewer) return false;
      scroller.toEnd();
      return true;
    }
    const message = messageAt(messages, place, { hasOlder, hasNewer });
    if (!message) return false;
    scroller.reveal(message.id, 'middle');
    focus(message.id);
    setTargetId(message.id);
    return true;
  };
  const go = (place: number | 'newest') => {
    wanted.current = null;
    if (arrive(place)) return;
    wanted.current = place;
    actions.jumpTo?.(place).catch((error: unknown) => {
      if (wanted.current !== place) return;
      wanted.current = null;
      tellOf(error);
    });
  };

  useEffect(() => {
    if (wanted.current !== null && arrive(wanted.current)) wanted.current = null;
  });
  const gone = useRef<unknown>(null);
  useEffect(() => {
    if (!target || gone.current === target) return;
    gone.current = target;
    go(target.seq);
  });
  const requested = useRef(endRequests);
  useEffect(() => {
    if (requested.current === endRequests) return;
    requested.current = endRequests;
    go('newest');
  });
  useEffect(() => {
    if (targetId === null) return;
    const timer = setTimeout(() => setTargetId(null), standsOutMs);
    return () => clearTimeout(timer);
  }, [targetId]);

  return { seq: go, newest: () => go('newest'), targetId };
}
