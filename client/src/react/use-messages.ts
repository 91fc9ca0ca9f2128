import type { TimelineState } from '../timeline/channel-timeline.ts';
import { useChannel } from './use-channel.ts';

export type MessagesInReact = Pick<
  TimelineState,
  'messages' | 'pending' | 'changes' | 'isLoaded' | 'hasOlder' | 'isLoadingOlder' | 'hasNewer' | 'isLoadingNewer'
> & {
  /** Loads the page before the oldest message. */
  loadOlder(): void;
};

/**
 * The messages of a channel, live.
 *
 * @example
 * const { messages, pending, hasOlder, loadOlder } = useMessages('harbor_general');
 */
export function useMessages(channelId: string): MessagesInReact {
  const { state, timeline } = useChannel(channelId);
  // A page that did not come is asked for again by the next scroll.
  return { ...state, loadOlder: () => void timeline?.loadOlder().catch(() => {}) };
}
