import { MessagingError, newMessageId } from '@parley/client';
import { use, useMemo, useState } from 'react';
import { Composer } from '../composer/Composer.tsx';
import type { ClosedReason } from '../composer/composer-props.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import { sayError } from '../shell/say-error.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { strings } from '../strings/index.ts';

interface Props {
  /** How the channel is called in a sentence. */
  label: string;
  me: string;
  isReady: boolean;
  /** Null = one can write. */
  closed: ClosedReason | null;
  send: (draft: { id: string; content: string }) => Promise<void>;
}

interface Attempt {
  id: string;
  content: string;
  /** Null = under way. */
  error: unknown;
}

/**
 * The composer of one channel. What is being sent stays in the box until it is stored, so that nothing is lost when that fails; a
 * repeated send of the same content carries the same id, so that it is stored once.
 */
export function ChannelComposer({ label, me, isReady, closed, send }: Props) {
  const [text, setText] = useState('');
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const names = use(PersonNamesContext);
  const people = useMemo(() => [...names].map(([id, name]) => ({ id, name })), [names]);
  const error = attempt?.error ?? null;
  const mayRetry = !(error instanceof MessagingError) || error.retryable;
  useSessionEnd(error);

  async function submit(content: string) {
    const id = attempt?.content === content ? attempt.id : newMessageId();
    setAttempt({ id, content, error: null });
    try {
      await send({ id, content });
    } catch (failure) {
      setAttempt({ id, content, error: failure });
      return;
    }
    setAttempt(null);
    // What was typed meanwhile stays.
    setText((now) => (now.startsWith(text) ? now.slice(text.length) : now));
  }

  return (
    <Composer
      label={label}
      value={text}
      onChange={setText}
      onSend={(content) => void submit(content)}
      people={people}
      me={me}
      closed={closed}
      isWaiting={!isReady}
      isSending={attempt !== null && error === null}
      problem={
        attempt && error !== null
          ? {
              text: strings.composer.notSent(sayError(error)),
              onRetry: mayRetry && isReady ? () => void submit(attempt.content) : null,
            }
          : null
      }
    />
  );
}
