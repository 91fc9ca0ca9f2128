import { useLayoutEffect, useRef } from 'react';
import { LazyEmojiPicker } from '../emoji/LazyEmojiPicker.tsx';

interface Props {
  /** Where the button is that asked for it. */
  at: DOMRect;
  /** The message's row: the focus goes back there. */
  rowId: string;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** Pixels that are left free around it. */
const margin = 8;

/** All emoji, beside a message. */
export function ReactionPicker({ at, rowId, onPick, onClose }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    const below = at.bottom + margin;
    const top = below + height <= innerHeight - margin ? below : at.top - margin - height;
    // Towards the middle of the window, from whichever side it was asked for.
    const wished = at.left < innerWidth / 2 ? at.left : at.right - width;
    const left = Math.min(wished, innerWidth - width - margin);
    element.style.top = `${Math.max(margin, top)}px`;
    element.style.left = `${Math.max(margin, left)}px`;
  }, [at]);

  function close() {
    onClose();
    document.querySelector<HTMLElement>(`article[data-row="${CSS.escape(rowId)}"]`)?.focus({ preventScroll: true });
  }

  return (
    <div className="reaction-picker" ref={place}>
      <LazyEmojiPicker
        onClose={close}
        onPick={(emoji) => {
          onPick(emoji);
          close();
        }}
      />
    </div>
  );
}
