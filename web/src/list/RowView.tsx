import type { Message } from '@parley/client';
import { memo, type MouseEvent, useCallback, useRef, useState } from 'react';
import { useList } from './list-context.ts';
import { MessageParts } from './MessageParts.tsx';
import { PendingParts } from './PendingParts.tsx';
import type { MessageRow, PendingRow } from './rows.ts';
import { RowToolbar, WaitingToolbar } from './RowToolbar.tsx';
import { useLongPress } from './use-long-press.ts';

/** Some browsers tell of a finger that rests twice: by the press, and a moment later by `contextmenu`. */
const sameFingerMs = 1_000;

interface Props {
  row: MessageRow | PendingRow;
  /** True = Tab leads to this row, of all. */
  isTabStop: boolean;
  isTarget: boolean;
  isEditing: boolean;
  /** The message that this one answers. Undefined = not loaded, null = there is none to be seen. */
  quoted: Message | null | undefined;
}

/** A message's row, before and after it is stored: the element and the focus on it stay. */
export const RowView = memo(function RowView({ row, isTabStop, isTarget, isEditing, quoted }: Props) {
  const { me, register, openMenu } = useList();
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const { key } = row;
  const ref = useCallback((element: HTMLElement) => register(key, element), [register, key]);
  const message = row.kind === 'message' && !row.message.deletedAt ? row.message : null;

  const waiting = row.kind === 'pending' && row.pending.state === 'queued' ? row.pending : null;
  const isNear = isPointed || isFocused;

  const heldAt = useRef(-Infinity);
  const { take, listeners } = useLongPress((held) => {
    if (!message || !hasOwnMenu(held.target)) return;
    heldAt.current = performance.now();
    // A button that is held tells more of itself.
    if (!held.target.closest('button')) openMenu(message, held);
  });
  const onContextMenu = (event: MouseEvent) => {
    if (!message || !(event.target instanceof Element) || !hasOwnMenu(event.target)) return;
    event.preventDefault();
    // The finger that was heard already.
    if (performance.now() - heldAt.current < sameFingerMs) return;
    // By the keyboard it comes without a place.
    const box = event.currentTarget.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    const at = isByKey ? { x: box.left + 74, y: box.top + 24 } : { x: event.clientX, y: event.clientY };
    const finger = take();
    openMenu(message, finger ? { ...at, pointerId: finger.pointerId } : at);
  };

  const classes = ['message'];
  if (!row.isFirst) classes.push('is-next');
  if (message?.mentions.includes(me)) classes.push('is-mention');
  if (isTarget) classes.push('is-target');
  if (isEditing) classes.push('is-editing');
  if (row.kind === 'pending') classes.push('is-pending', `is-${row.pending.state}`);
  return (
    <article
      className={classes.join(' ')}
      ref={ref}
      data-row={key}
      data-message={key}
      tabIndex={isTabStop ? 0 : -1}
      aria-labelledby={`by-${key} said-${key}`}
      onContextMenu={onContextMenu}
      {...listeners}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      {row.kind === 'message' ? (
        <MessageParts row={row} isEditing={isEditing} quoted={quoted} />
      ) : (
        <PendingParts row={row} quoted={quoted} />
      )}
      {message && isNear ? <RowToolbar message={message} /> : null}
      {waiting && isNear ? <WaitingToolbar pending={waiting} /> : null}
    </article>
  );
});

/** Links, pictures and selected text have a better menu of the browser's own. */
function hasOwnMenu(target: Element): boolean {
  return !target.closest('a, img, video, input, textarea') && getSelection()?.isCollapsed !== false;
}
