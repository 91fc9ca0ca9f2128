import type { Message, OutboxReason, PendingChange, PendingMessage } from '@parley/client';
import type { ReactNode } from 'react';

type Attachment = Message['attachments'][number];
/** Where it rejects, the reader is told why. */
type Done = Promise<void> | void;

/** The position of a message to go to. Each new object leads there once; the same object does nothing again. */
export interface ListTarget {
  readonly seq: number;
}

/** What the list asks of its host. A thing that is left out is not offered to the reader. */
export interface MessageListActions {
  /** Rejects where the page did not come; the reader is told and may try again. */
  loadOlder?: () => Promise<void>;
  loadNewer?: () => Promise<void>;
  /** Makes `messages` hold that position, or the newest. The list goes there as soon as it does. */
  jumpTo?: (place: number | 'newest') => Promise<void>;
  /** The message that a reply quotes, where it is not among `messages`. Null = there is none to be seen. */
  findMessage?: (id: string) => Promise<Message | null>;

  react?: (message: Message, emoji: string, isOn: boolean) => Done;
  /** Opens a picker of all emoji beside the element. */
  pickReaction?: (message: Message, near: Element) => void;
  /** The ids of those who reacted so. */
  whoReacted?: (message: Message, emoji: string) => Promise<readonly string[]>;
  reply?: (message: Message) => void;
  edit?: (message: Message) => void;
  /** Called once the reader has confirmed. */
  remove?: (message: Message) => Done;
  /** The address of a message, to be copied. */
  linkTo?: (message: Message) => string;
  /** Makes this message, of somebody else, the first unread one. */
  markUnread?: (message: Message) => Done;
  openAttachment?: (attachment: Attachment, message: Message) => void;

  /** Tries a pending message or change again. */
  retry?: (id: string) => Done;
  discard?: (id: string) => Done;
  editPending?: (pending: PendingMessage) => void;

  /** The newest position that was in sight while the page was in front. It only rises. */
  onSeen?: (seq: number) => void;
}

/** One channel's messages. Give another channel another `key`. */
export interface MessageListProps {
  /** How the channel is called in a sentence. */
  label: string;
  isDm: boolean;
  /** The reader's own id. */
  me: string;
  /** Keep it the same function until a name changes. */
  nameOf: (userId: string) => string;

  /** Oldest first. An object that is the same is a message that is the same. */
  messages: readonly Message[];
  /** Shown after the newest, in this order. Default: none. */
  pending?: readonly PendingMessage[];
  changes?: ReadonlyMap<string, readonly PendingChange[]>;
  /** How far the reader had read. Null = everything, or not known. The new-messages line stays where it was at first. */
  lastReadSeq?: number | null;

  /** False = nothing was loaded yet: an empty `messages` says nothing. */
  isLoaded: boolean;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  hasNewer: boolean;
  isLoadingNewer: boolean;
  /** Why the list did not open. Null or absent = it did, or may yet. */
  problem?: { readonly text: string; readonly retry?: () => void } | null;

  target?: ListTarget | null;
  /** Each new value leads to the newest message: raise it when the reader sends something. */
  endRequests?: number;
  /** The message that is being edited elsewhere on the page. */
  editingId?: string | null;
  /** True where the reader may delete what others wrote. */
  mayModerate?: boolean;

  /** A short sentence for the reader: each new object is told once. Default: none. */
  word?: { readonly text: string } | null;

  actions: MessageListActions;
  /** What a message says, with what follows its last word. Default: its text as it is. Keep it the same function. */
  renderContent?: (content: string, after: ReactNode) => ReactNode;
  /** What a file looks like. Default: its name and size. Keep it the same function. */
  renderAttachment?: (attachment: Attachment, message: Message | PendingMessage) => ReactNode;
  /** What went wrong, in a sentence for people. Default: the error's own words. */
  sayError?: (error: unknown) => string;
  /** Why something was refused, likewise. Default: the service's words. Keep it the same function. */
  sayReason?: (reason: OutboxReason) => string;
}
