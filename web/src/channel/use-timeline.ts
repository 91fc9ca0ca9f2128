import type { ChannelTimeline, Parley, TimelineState } from '@parley/client';
import { useEffect, useState, useSyncExternalStore } from 'react';

const notOpen: TimelineState = {
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

/** The timeline of one channel, open for as long as the component stands. Null = it opens with the first effect. */
export function useTimeline(
  parley: Parley,
  channelId: string,
): { timeline: ChannelTimeline | null; state: TimelineState } {
  const [timeline, setTimeline] = useState<ChannelTimeline | null>(null);
  useEffect(() => {
    const opened = parley.openTimeline(channelId);
    setTimeline(opened);
    return () => opened.close();
  }, [parley, channelId]);
  const state = useSyncExternalStore(timeline?.onChange ?? neverChanges, timeline?.state ?? (() => notOpen));
  return { timeline, state };
}

function neverChanges(): () => void {
  return () => {};
}
