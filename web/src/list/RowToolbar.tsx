import type { Message, PendingMessage } from '@parley/client';
import type { ReactNode } from 'react';
import { discardIcon, editIcon, moreIcon, reactIcon, replyIcon } from './icons.tsx';
import { useList } from './list-context.ts';
import { words } from './words.ts';

/** What one most often does with a message, beside it while it is pointed at or has the focus. */
export function RowToolbar({ message }: { message: Message }) {
  const { me, actions, openMenu, pickReaction } = useList();
  return (
    <Toolbar
      buttons={[
        actions.react && [words.react, reactIcon, (near) => pickReaction(message, near)],
        actions.reply && [words.reply, replyIcon, () => actions.reply?.(message)],
        actions.edit && message.userId === me && [words.edit, editIcon, () => actions.edit?.(message)],
        [
          words.more,
          moreIcon,
          (near) => {
            const { right, bottom } = near.getBoundingClientRect();
            openMenu(message, { x: right, y: bottom });
          },
        ],
      ]}
    />
  );
}

/** What can be done with a message that waits to be sent. */
export function WaitingToolbar({ pending }: { pending: PendingMessage }) {
  const { actions, run } = useList();
  return (
    <Toolbar
      buttons={[
        actions.editPending && [words.edit, editIcon, () => actions.editPending?.(pending)],
        actions.discard && [words.discard, discardIcon, () => run(() => actions.discard?.(pending.id))],
      ]}
    />
  );
}

type ToolbarButton = readonly [label: string, icon: ReactNode, act: (near: Element) => void];

/** What is not offered is left out. */
function Toolbar({ buttons }: { buttons: readonly (ToolbarButton | false | undefined)[] }) {
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
            onClick={(event) => act(event.currentTarget)}
          >
            {icon}
          </button>
        );
      })}
    </div>
  );
}
