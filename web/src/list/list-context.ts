import type { Message, OutboxReason } from '@parley/client';
import { createContext, use } from 'react';
import type { MessageListActions, MessageListProps } from './message-list-props.ts';

/** A place in the window that a menu opens at. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Of the finger that is held there. Undefined = none is. */
  readonly pointerId?: number;
}

/** What every row needs of the list around it. It changes seldom: each change draws every row anew. */
export interface ListContext {
  me: string;
  nameOf: (userId: string) => string;
  mayModerate: boolean;
  actions: MessageListActions;
  renderContent: MessageListProps['renderContent'];
  renderAttachment: MessageListProps['renderAttachment'];
  sayReason: (reason: OutboxReason) => string;
  /** Tells the list of a drawn row's element. */
  register: (key: string, element: HTMLElement) => () => void;
  /** Tells the reader a short sentence. */
  notice: (text: string) => void;
  /** Does something, and tells the reader where it fails. */
  run: (act: () => Promise<void> | void) => void;
  goToQuoted: (message: Message) => void;
  openMenu: (message: Message, at: MenuPlace) => void;
  /** Opens the picker of emoji, or the menu where there is none. */
  pickReaction: (message: Message, near: Element) => void;
}

export const ListContext = createContext<ListContext | null>(null);

export function useList(): ListContext {
  const context = use(ListContext);
  if (!context) throw new Error('There is no MessageList above.');
  return context;
}
