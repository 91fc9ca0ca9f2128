import { useCallback } from 'react';
import type { ChannelTimeline, TimelineState } from '../timeline/channel-timeline.ts';
import { useParley } from './provider.ts';
import { useOpened } from './use-opened.ts';

/** A channel as a component has it. */
export interface ChannelInReact {
  /** What is known of the channel now: messages, what is pending, who types, the status. */
  readonly state: TimelineState;
  /** What can be done in it. Null in the first render alone, before anything can be clicked. */
  readonly timeline: ChannelTimeline | null;
}

/**
 * The timeline of a channel, for as long as the component stands. However many components use it for one channel, they share one
 * subscription and see the same.
 *
 * @example
 * function Channel({ channelId }: { channelId: string }) {
 *   const { state, timeline } = useChannel(channelId);
 *   if (state.error) return <p>{state.error.message}</p>;
 *   return (
 *     <>
 *       <button onClick={() => timeline?.loadOlder()} disabled={!state.hasOlder}>Older</button>
 *       <ol>{state.messages.map((message) => <li key={message.id}>{message.content}</li>)}</ol>
 *     </>
 *   );
 * }
 */
export function useChannel(channelId: string): ChannelInReact {
  const parley = useParley();
  const open = useCallback(() => parley.openTimeline(channelId), [parley, channelId]);
  const [state, timeline] = useOpened(open, unopened);
  return { state, timeline };
}

const unopened: TimelineState = {
  messages: [],
  pending: [],
  changes: new Map(),
  isLoaded: false,
  hasOlder: false,
  isLoadingOlder: false,
  hasNewer: false,
  isLoadingNewer: false,
  typing: [],
  channel: null,
  status: 'reconnecting',
  error: null,
};
