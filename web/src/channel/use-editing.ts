import type { ChannelTimeline, TimelineState } from '@parley/client';
import { useEffect, useState } from 'react';
import { useEvent } from '../list/use-event.ts';

/** A message that is being changed. */
export interface Editing {
  readonly id: string;
  /** What it said when the change began. */
  readonly before: string;
  readonly text: string;
}

export interface EditingInChannel {
  /** Null = no message is being changed. */
  readonly editing: Editing | null;
  begin: (message: { readonly id: string; readonly content: string | null }) => void;
  setText: (text: string) => void;
  cancel: () => void;
  /** Saves, and ends. What could not be kept on this device goes on being changed, and `failure` says why. */
  save: (content: string) => void;
  readonly failure: unknown;
}

/** `onGone`: the message that was being changed was deleted. */
export function useEditing(
  { messages, pending }: Pick<TimelineState, 'messages' | 'pending'>,
  timeline: ChannelTimeline | null,
  onGone: () => void,
): EditingInChannel {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const tellGone = useEvent(onGone);

  const id = editing?.id;
  const isGone = id !== undefined && messages.some((one) => one.id === id && one.deletedAt !== null);
  useEffect(() => {
    if (!isGone) return;
    setEditing(null);
    tellGone();
  }, [isGone, tellGone]);

  async function save(content: string): Promise<void> {
    if (!editing || !timeline) return;
    setEditing(null);
    setFailure(null);
    const isRefused = pending.some((one) => one.id === editing.id && one.state === 'refused');
    if (content === editing.before && !isRefused) return;
    try {
      await timeline.edit(editing.id, content);
      // Whoever mends what was refused wants it sent.
      if (isRefused) await timeline.retry(editing.id);
    } catch (error) {
      setFailure(error);
      setEditing({ ...editing, text: content });
    }
  }

  return {
    editing,
    failure,
    begin({ id: next, content }) {
      setFailure(null);
      setEditing({ id: next, before: content ?? '', text: content ?? '' });
    },
    setText: (text) => setEditing((now) => now && { ...now, text }),
    cancel: () => setEditing(null),
    save: (content) => void save(content),
  };
}
