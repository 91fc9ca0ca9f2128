import { MessagingError, newMessageId } from '@parley/client';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { sayError } from '../shell/say-error.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';

interface Props {
  /** How the channel is called in a sentence. */
  label: string;
  isReady: boolean;
  send: (draft: { id: string; content: string }) => Promise<void>;
}

interface Attempt {
  id: string;
  content: string;
  /** Null = under way. */
  error: unknown;
}

const maxLength = 4000;
/** From here on the reader is told how much room is left. */
const nearLimit = 3600;

/**
 * Where messages are written. What is being sent stays in the box until it is stored, so that nothing is lost when that fails; a
 * repeated send of the same text carries the same id, so that it is stored once.
 */
export function Composer({ label, isReady, send }: Props) {
  const [text, setText] = useState('');
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const hintId = useId();
  const length = [...contentOf(text)].length;
  const error = attempt?.error ?? null;
  const isSending = attempt !== null && error === null;
  const canSend = isReady && !isSending && length > 0 && length <= maxLength;
  useSessionEnd(error);

  useEffect(() => {
    // On a touch screen the keyboard would cover the channel that one came to read.
    if (matchMedia('(hover: hover)').matches) box.current?.focus();
  }, []);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!canSend) return;
    const content = contentOf(text);
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

  function keyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form className="composer" ref={form} aria-label="Write a message" onSubmit={(event) => void submit(event)}>
      {error !== null && (
        <p className="problem" role="alert">
          <span>Not sent. {sayError(error)}</span>
          {(!(error instanceof MessagingError) || error.retryable) && canSend && (
            <button className="button" type="submit">
              Try again
            </button>
          )}
        </p>
      )}
      <div className="composer-box">
        <textarea
          ref={box}
          rows={1}
          value={text}
          dir="auto"
          aria-label={`Message ${label}`}
          aria-describedby={hintId}
          aria-invalid={length > maxLength}
          placeholder={`Message ${label}`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={keyDown}
        />
        <button className="send" type="submit" aria-label="Send" disabled={!canSend}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3.5 10h12M10.5 4.5 16 10l-5.5 5.5" />
          </svg>
        </button>
      </div>
      <p className="composer-hint" id={hintId}>
        {length > nearLimit ? (
          <span className={length > maxLength ? 'is-over' : undefined} role="status">
            {sayRoom(maxLength - length)}
          </span>
        ) : isSending ? (
          'Sending…'
        ) : (
          <span className="composer-keys">Enter sends, Shift + Enter starts a new line</span>
        )}
      </p>
    </form>
  );
}

/** As it will be stored: without blank lines around it. */
function contentOf(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

function sayRoom(left: number): string {
  const count = Math.abs(left).toLocaleString();
  if (left < 0) return `${count} ${left === -1 ? 'character' : 'characters'} too many`;
  return `${count} ${left === 1 ? 'character' : 'characters'} left`;
}
