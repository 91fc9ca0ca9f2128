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

/** What the reader is told of on the way. */
interface Tidings {
  /** There is no message at the position that was asked for: they were led to the nearest one. */
  notThere: () => void;
  failed: (error: unknown) => void;
}

/** Where to go. `isExact`: whoever asks means that message and no other. */
interface Wanted {
  readonly place: number | 'newest';
  readonly isExact: boolean;
}

/** The ways to other places of the list, loaded or not. */
export function useGoTo(
  props: MessageListProps,
  actions: MessageListActions,
  scroller: Scroller,
  focus: (key: string) => void,
  tidings: Tidings,
): GoTo {
  const { messages, hasOlder, hasNewer, isLoaded, target = null, endRequests = 0 } = props;
  const [targetId, setTargetId] = useState<string | null>(null);
  /** Where to go as soon as it is loaded. */
  const wanted = useRef<Wanted | null>(null);

  /** Goes there, where it is loaded. */
  const arrive = ({ place, isExact }: Wanted): boolean => {
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
    if (isExact && message.seq !== place) tidings.notThere();
    return true;
  };
  const go = (next: Wanted) => {
    wanted.current = null;
    if (arrive(next)) return;
    wanted.current = next;
    actions.jumpTo?.(next.place).catch((error: unknown) => {
      if (wanted.current !== next) return;
      wanted.current = null;
      tidings.failed(error);
    });
  };

  useEffect(() => {
    if (wanted.current !== null && arrive(wanted.current)) wanted.current = null;
  });
  const gone = useRef<unknown>(null);
  useEffect(() => {
    if (!target || gone.current === target) return;
    // Nothing is loaded, and the host can not be asked yet.
    if (!isLoaded && !actions.jumpTo) return;
    gone.current = target;
    go({ place: target.seq, isExact: true });
  });
  const requested = useRef(endRequests);
  useEffect(() => {
    if (requested.current === endRequests) return;
    requested.current = endRequests;
    go({ place: 'newest', isExact: false });
  });
  useEffect(() => {
    if (targetId === null) return;
    const timer = setTimeout(() => setTargetId(null), standsOutMs);
    return () => clearTimeout(timer);
  }, [targetId]);

  return {
    seq: (seq) => go({ place: seq, isExact: false }),
    newest: () => go({ place: 'newest', isExact: false }),
    targetId,
  };
}
