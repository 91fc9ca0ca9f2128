import { useCallback, useMemo } from 'react';
import type { MessagingError } from '../errors.ts';
import type { ConnectionStatus } from '../following/status.ts';
import { openRoster, type RosterChannel, type RosterState } from '../roster/index.ts';
import { useParley } from './provider.ts';
import { useOpened } from './use-opened.ts';

/** What a person has not read in a workspace. */
export interface Unread {
  /** The channels and direct messages that they are in, with what is unread in each. */
  readonly channels: readonly RosterChannel[];
  /** Messages, over all of them. */
  readonly unreadCount: number;
  /** Some of them mention the person. */
  readonly isMentioned: boolean;
  /** False = not known yet; the counts then say nothing. */
  readonly isLoaded: boolean;
  /** How fresh all of it is. */
  readonly status: ConnectionStatus;
  /** Why nothing more is heard of them, for good. Null = more is. */
  readonly error: MessagingError | null;
}

/**
 * The channels of a workspace with what is unread, live. Each use keeps a roster of its own: use it once, high up.
 *
 * @example
 * const { channels, unreadCount } = useUnread('harbor');
 * document.title = unreadCount > 0 ? `(${unreadCount}) Parley` : 'Parley';
 */
export function useUnread(workspaceId: string): Unread {
  const parley = useParley();
  const open = useCallback(() => openRoster(parley, workspaceId), [parley, workspaceId]);
  const [{ channels, isLoaded, status, error }] = useOpened(open, unopened);
  return useMemo(() => {
    const unreadCount = channels.reduce((sum, channel) => sum + channel.unreadCount, 0);
    const isMentioned = channels.some((channel) => channel.isMentioned);
    return { channels, isLoaded, status, error, unreadCount, isMentioned };
  }, [channels, isLoaded, status, error]);
}

const unopened: RosterState = { channels: [], isLoaded: false, status: 'reconnecting', error: null };
