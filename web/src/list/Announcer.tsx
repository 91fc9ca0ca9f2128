import type { Message } from '@parley/client';
import { useEffect, useRef, useState } from 'react';
import { announced, heardWith, nothingHeard } from './announcing.ts';

interface Props {
  messages: readonly Message[];
  me: string;
  nameOf: (userId: string) => string;
  isLoaded: boolean;
  hasNewer: boolean;
}

/** What comes within this time is told in one go. */
const gatherMs = 600;
/** Long enough to be noticed; then it goes, so that nobody comes upon it a second time. */
const standsMs = 1500;

/**
 * Tells of new messages of others to those who listen. The list itself is silent: its rows come and go as it is scrolled, and that
 * is no news.
 */
export function Announcer({ messages, me, nameOf, isLoaded, hasNewer }: Props) {
  const heard = useRef(nothingHeard);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latestNameOf = useRef(nameOf);
  const [text, setText] = useState('');

  useEffect(() => {
    latestNameOf.current = nameOf;
    if (!isLoaded) return;
    heard.current = heardWith(heard.current, messages, me, hasNewer);
    if (heard.current.untold.length === 0 || timer.current !== undefined) return;
    const tell = () => {
      const next = announced(heard.current, latestNameOf.current);
      heard.current = next.heard;
      setText(next.text);
      timer.current = setTimeout(() => {
        setText('');
        timer.current = undefined;
        // What came meanwhile.
        if (heard.current.untold.length > 0) timer.current = setTimeout(tell, gatherMs);
      }, standsMs);
    };
    timer.current = setTimeout(tell, gatherMs);
  }, [messages, me, nameOf, isLoaded, hasNewer]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  return (
    <div className="visually-hidden" aria-live="polite" data-announcer="">
      {text}
    </div>
  );
}
