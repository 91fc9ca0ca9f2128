import type { ChannelTimeline, Parley } from '@parley/client';
import { frameDifferences } from '../frame-difference.ts';
import type { HistoryWriter } from '../history-files.ts';

/** One channel as the tab shows it: each change of it is written down. */
export interface FollowedChannel {
  readonly channel: string;
  readonly timeline: ChannelTimeline;
  close(): void;
}

export function followChannel(parley: Parley, channel: string, by: string, history: HistoryWriter): FollowedChannel {
  const timeline = parley.openTimeline(channel);
  const differenceOf = frameDifferences();
  const look = () => {
    const difference = differenceOf(timeline.state());
    if (difference) history.write({ kind: 'frame', by, channel, ...difference });
  };
  const stop = timeline.onChange(look);
  look();
  return {
    channel,
    timeline,
    close() {
      look();
      stop();
      timeline.close();
    },
  };
}
