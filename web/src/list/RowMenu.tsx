import type { Message } from '@parley/client';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { reactIcon } from './icons.tsx';
import { type MenuPlace, useList } from './list-context.ts';
import { words } from './words.ts';

interface Props {
  message: Message;
  at: MenuPlace;
  askRemoval: (message: Message) => void;
  close: () => void;
}

/** What the menu offers to react with at once. */
const quickEmoji = ['👍', '❤️', '😂', '🎉', '👀', '✅'];

/** Everything that can be done with a message. */
export function RowMenu({ message, at, askRemoval, close }: Props) {
  const { me, mayModerate, actions, pickReaction, notice, run } = useList();
  const menu = useRef<HTMLDivElement>(null);
  const isOwn = message.userId === me;

  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    if (!element.matches(':popover-open')) element.showPopover();
    // The finger that opened it will leave outside of it, which would close it again.
    if (at.pointerId !== undefined) capture(element, at.pointerId);
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`;
    // Beside what a finger rests on, not over it.
    const row = at.pointerId === undefined ? null : boxOf(message.id);
    const below = row ? row.bottom + 4 : at.y;
    const above = (row ? row.top - 4 : at.y) - height;
    const top = below + height + 8 <= innerHeight ? below : above;
    element.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
    element.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
  }, [at, message.id]);

  useEffect(() => {
    const element = menu.current;
    const toggled = (event: Event) => (event as ToggleEvent).newState === 'closed' && close();
    element?.addEventListener('toggle', toggled);
    // What it was opened at has gone elsewhere.
    addEventListener('resize', close);
    return () => {
      element?.removeEventListener('toggle', toggled);
      removeEventListener('resize', close);
    };
  }, [close]);

  const { react, reply, edit, remove, linkTo, markUnread } = actions;
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => notice(words.copied),
      () => notice(words.notCopied),
    );
  };
  const items = [
    reply && ([words.reply, () => reply(message)] as const),
    edit && isOwn && ([words.edit, () => edit(message)] as const),
    message.content ? ([words.copyText, () => copy(message.content ?? '')] as const) : null,
    linkTo && ([words.copyLink, () => copy(linkTo(message))] as const),
    markUnread && !isOwn && ([words.markUnread, () => run(() => markUnread(message))] as const),
    remove && (isOwn || mayModerate) && ([words.removeAsk, () => askRemoval(message)] as const),
  ];
  const isOn = (emoji: string) => message.reactions.some((one) => one.emoji === emoji && one.reactedByMe === true);
  const done = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <div className="row-menu" popover="auto" role="menu" aria-label={words.actions} ref={menu} onKeyDown={moveFocus}>
      {react ? (
        <div className="row-menu-emoji" role="group" aria-label={words.react}>
          {quickEmoji.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitemcheckbox"
              aria-checked={isOn(emoji)}
              aria-label={words.reactWith(emoji)}
              onClick={done(() => run(() => react(message, emoji, !isOn(emoji))))}
            >
              {emoji}
            </button>
          ))}
          {actions.pickReaction ? (
            <button
              type="button"
              role="menuitem"
              aria-label={words.moreEmoji}
              onClick={({ currentTarget }) => {
                // The picker stands where the menu stood.
                pickReaction(message, currentTarget);
                close();
              }}
            >
              {reactIcon}
            </button>
          ) : null}
        </div>
      ) : null}
      {items.map((item) =>
        item ? (
          <button
            key={item[0]}
            type="button"
            role="menuitem"
            className={item[0] === words.removeAsk ? 'is-danger' : undefined}
            onClick={done(item[1])}
          >
            {item[0]}
          </button>
        ) : null,
      )}
    </div>
  );
}

function boxOf(id: string): DOMRect | undefined {
  return document.querySelector(`[data-message="${CSS.escape(id)}"]`)?.getBoundingClientRect();
}

function capture(element: Element, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId);
  } catch {
    // It has left already.
  }
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const isInRow = items[at]?.parentElement?.className === 'row-menu-emoji';
  const lastOfRow = items.findLastIndex((item) => item.parentElement?.className === 'row-menu-emoji');
  const to = {
    // Up and down take the emoji for one line.
    ArrowDown: isInRow ? lastOfRow + 1 : at + 1,
    ArrowUp: isInRow ? -1 : at - 1 === lastOfRow && lastOfRow >= 0 ? 0 : at - 1,
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (event.key === 'Tab') event.preventDefault();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to === items.length ? 0 : to)?.focus();
}
