import type { ChannelTimeline, Message, TimelineState } from '@parley/client';
import { useEffect, useRef, useState } from 'react';
import { useShell } from '../shell/shell-context.ts';
import { readHereOf } from './read-here.ts';
import { unreadMarksOf } from './unread-marks.ts';

export interface ReadingInChannel {
  /** What the list's line is drawn by. */
  readonly lastReadSeq: number | null;
  onSeen: (seq: number) => void;
  markUnread: (message: Message) => void;
}

/**
 * How far the reader has read. Everything is read once its end was in sight, unless they marked something unread: that stays so until
 * they write, or come again.
 */
export function useReading(
  channelId: string,
  timeline: ChannelTimeline | null,
  { messages, hasNewer, channel }: Pick<TimelineState, 'messages' | 'hasNewer' | 'channel'>,
  readThrough: number | null,
  sends: number,
): ReadingInChannel {
  const { me, parley } = useShell();
  const marks = unreadMarksOf(me.id);
  const [marked, setMarked] = useState<{ seq: number; sends: number } | null>(null);
  const isMarked = marked !== null && marked.sends === sends;

  const read = () => {
    marks.set(channelId, null);
    // Changes take positions too, so that the channel may be further than its last message.
    readHereOf(parley).note(channelId, Math.max(messages.at(-1)?.seq ?? 0, channel?.headSeq ?? 0));
    timeline?.markRead();
  };
  const sentBefore = useRef(sends);
  useEffect(() => {
    if (sentBefore.current === sends) return;
    sentBefore.current = sends;
    // Whoever answers has read.
    read();
  });

  const lines = [readThrough, marked && marked.seq - 1].filter((line) => line !== null);
  return {
    lastReadSeq: lines.length > 0 ? Math.min(...lines) : null,
    onSeen(seq) {
      if (!isMarked && !hasNewer && seq >= (messages.at(-1)?.seq ?? 0)) read();
    },
    markUnread({ seq }) {
      const count = messages.filter((one) => one.seq >= seq && one.userId !== me.id).length;
      marks.set(channelId, { seq, count });
      setMarked({ seq, sends });
    },
  };
}
