import { type ReactNode, useEffect, useState } from 'react';
import { strings } from '../strings/index.ts';
import type { EmojiPickerProps } from './EmojiPicker.tsx';
import { loadEmoji } from './emoji-store.ts';

type Picker = (props: EmojiPickerProps) => ReactNode;

/** Null = its code is not loaded yet. */
let picker: Picker | null = null;

async function load(): Promise<Picker> {
  picker ??= (await import('./EmojiPicker.tsx')).EmojiPicker;
  return picker;
}

/** Whoever comes near the button mostly presses it: what it opens is then on its way already. */
export function preloadEmojiPicker(): void {
  // Where it fails, opening tries again and says so.
  load().catch(() => {});
  loadEmoji();
}

/**
 * The picker, whose code is loaded when it first opens. Not by `React.lazy`: that keeps a failure for ever and throws it through the
 * page, and whoever is offline would lose the channel for a smiley.
 */
export function LazyEmojiPicker(props: EmojiPickerProps) {
  const [Loaded, setLoaded] = useState(() => picker);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(-1);
  useEffect(() => {
    load().then(
      (next) => setLoaded(() => next),
      () => setFailed(attempt),
    );
  }, [attempt]);
  if (Loaded) return <Loaded {...props} />;
  return (
    <div className="emoji-picker emoji-none">
      {failed === attempt ? (
        <>
          <p role="alert">{strings.emoji.failed}</p>
          <button className="button" type="button" onClick={() => setAttempt(attempt + 1)}>
            {strings.emoji.tryAgain}
          </button>
        </>
      ) : (
        <p role="status">{strings.emoji.loading}</p>
      )}
    </div>
  );
}
