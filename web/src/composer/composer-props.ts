import type { ReactNode } from 'react';
import type { MentionablePerson } from './mention-text.ts';

export interface ComposerProps {
  /** How the channel is called in a sentence. */
  label: string;
  /** The content as it would be stored, mentions as `<@id>`: the draft, which whoever holds the composer keeps. */
  value: string;
  onChange: (value: string) => void;
  /** The content, trimmed, of 1 to 4,000 code points. Clearing `value` is the holder's to do. */
  onSend: (content: string) => void;
  /** Who can be mentioned. */
  people: readonly MentionablePerson[];
  /** The writer's own id. */
  me: string;
  /**
   * What is written changes a stored message: Enter saves, Escape gives up. `id`: which
   * message; another one asks for the box anew. Null, the default = a new message.
   */
  edit?: { id?: string; onCancel: () => void } | null;
  /** The message that is answered. Null, the default = none. */
  reply?: { name: string; excerpt: string; onCancel: () => void } | null;
  /** ↑ in an empty box. Default: nothing happens. */
  onEditLast?: (() => void) | undefined;
  /** Files that were chosen, pasted or dropped. Without it there is no button for them. */
  onFiles?: ((files: readonly File[]) => void) | undefined;
  /** What stands above the box for the files of the message. */
  files?: ReactNode;
  /** The message has files, so that it may be without words. Default false. */
  hasFiles?: boolean;
  /** The person is typing: called with each change that is not empty. */
  onTyping?: (() => void) | undefined;
  /** A quiet sentence below the box, such as who is typing. Null, the default = none. */
  note?: string | null;
  /** Why nobody can write here. Null, the default = one can. */
  closed?: ClosedReason | null;
  /** What stands beside those words, such as a button to join. */
  closedAction?: ReactNode;
  /** Sending has to wait, writing has not. Default false. */
  isWaiting?: boolean;
  /** A send is under way. Default false. */
  isSending?: boolean;
  /** What went wrong, above the box. Null, the default = nothing. */
  problem?: { text: string; onRetry: (() => void) | null } | null;
}

export type ClosedReason = 'archived' | 'not-member' | 'removed';
