import { openDrafts, type PostDraft } from '@parley/client';
import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import { useShell } from '../shell/shell-context.ts';
import { draftShowing, shownText, withoutKept } from './leaving-text.ts';

export type PostWritten = (draft: PostDraft) => Promise<unknown>;

export interface OwnDraft {
  readonly text: string;
  /** The message that is answered. Null = none. */
  readonly replyToId: string | null;
  setText: (text: string) => void;
  answer: (messageId: string | null) => void;
  /**
   * Hands what is written to `post`, and shows it no more. What could not be kept comes back, and `failure` says why. Where one before it was
   * not kept, it comes back with that one, and `unsent` is called in place of `post`.
   */
  submit: (content: string, post: PostWritten, unsent?: () => void) => void;
  /** Why the last one was not kept. Null = it was. */
  readonly failure: unknown;
}

/** What the reader is writing in a channel, as it is kept on this device. */
export function useDraft(channelId: string): OwnDraft {
  const { parley } = useShell();
  const drafts = openDrafts(parley);
  const onChange = useCallback((listener: () => void) => drafts.onChange(channelId, listener), [drafts, channelId]);
  const draft = useSyncExternalStore(onChange, () => drafts.state(channelId));
  const [leaving, setLeaving] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  /** The same at once, and the last of those that are on their way. */
  const underWay = useRef({ text: '', last: Promise.resolve() });
  const now = () => drafts.state(channelId);

  function leave(text: string): void {
    underWay.current.text = text;
    setLeaving(text);
  }

  function setText(text: string): void {
    const known = now();
    const next = draftShowing(text, known?.text ?? '', underWay.current.text);
    drafts.set(channelId, { text: next, replyToId: known?.replyToId ?? null });
  }

  async function keep(
    text: string,
    replyToId: string | null,
    post: () => Promise<unknown>,
    unsent: () => void,
  ): Promise<void> {
    // One that was to follow one that was not kept is in the box again with it.
    if (!underWay.current.text.startsWith(text)) return unsent();
    try {
      await post();
    } catch (error) {
      setFailure(error);
      drafts.set(channelId, { text: now()?.text ?? text, replyToId: now()?.replyToId ?? replyToId });
      return leave('');
    }
    const known = now();
    drafts.set(channelId, { text: withoutKept(known?.text ?? '', text), replyToId: known?.replyToId ?? null });
    leave(withoutKept(underWay.current.text, text));
  }

  return {
    text: shownText(draft?.text ?? '', leaving),
    replyToId: draft?.replyToId ?? null,
    failure,
    setText,
    answer(replyToId) {
      drafts.set(channelId, { text: now()?.text ?? '', replyToId });
    },
    submit(content, post, unsent = () => {}) {
      const known = now();
      if (!known) return unsent();
      const { current } = underWay;
      const text = shownText(known.text, current.text);
      const { replyToId } = known;
      setFailure(null);
      leave(current.text + text);
      drafts.set(channelId, { text: known.text, replyToId: null });
      const send = () => post(replyToId === null ? { content } : { content, replyToId });
      current.last = current.last.then(() => keep(text, replyToId, send, unsent));
    },
  };
}
