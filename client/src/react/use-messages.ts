import type { TimelineState } from '../timeline/channel-timeline.ts';
import { useChannel } from './use-channel.ts';

/** What a timeline knows of its messages: how fresh they are is `status`, and why there will be no more of them `error`. */
export type MessagesInReact = Pick<
  TimelineState,
  | 'messages'
  | 'pending'
  | 'changes'
  | 'isLoaded'
  | 'hasOlder'
  | 'isLoadingOlder'
  | 'hasNewer'
  | 'isLoadingNewer'
  | 'status'
  | 'error'
> & {
  /** Loads the page before the oldest message. */
  loadOlder(): void;
};

/**
 * The messages of a channel, live.
 *
 * @example
 * const { messages, pending, hasOlder, loadOlder, status, error } = useMessages('harbor_general');
 * return <p role="status">{error ? error.message : status}</p>;
 */
export function useMessages(channelId: string): MessagesInReact {
  const { state, timeline } = useChannel(channelId);
  // A page that did not come is asked for again by the next scroll.
  return { ...state, loadOlder: () => void timeline?.loadOlder().catch(() => {}) };
}
