import type { Message } from '@parley/client';
import type { MouseEvent } from 'react';
import { editIcon, moreIcon, reactIcon, replyIcon } from './icons.tsx';
import { useList } from './list-context.ts';
import { words } from './words.ts';

/** What one most often does with a message, beside it while it is pointed at or has the focus. */
export function RowToolbar({ message }: { message: Message }) {
  const { me, actions, openMenu, pickReaction } = useList();
  const buttons = [
    actions.react && ([words.react, reactIcon, (near: Element) => pickReaction(message, near)] as const),
    actions.reply && ([words.reply, replyIcon, () => actions.reply?.(message)] as const),
    actions.edit && message.userId === me && ([words.edit, editIcon, () => actions.edit?.(message)] as const),
    [
      words.more,
      moreIcon,
      (near: Element) => {
        const { right, bottom } = near.getBoundingClientRect();
        openMenu(message, { x: right, y: bottom });
      },
    ] as const,
  ];
  return (
    <div className="row-toolbar" role="toolbar" aria-label={words.actions} data-floating="">
      {buttons.map((button) => {
        if (!button) return null;
        const [label, icon, act] = button;
        return (
          <button
            key={label}
            type="button"
            tabIndex={-1}
            aria-label={label}
            title={label}
            onClick={(event: MouseEvent) => act(event.currentTarget)}
          >
            {icon}
          </button>
        );
      })}
    </div>
  );
}
