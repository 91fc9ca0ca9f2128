import type { Clock } from '../clock.ts';
import type { MessagingError } from '../errors.ts';
import type { Meter } from '../metric.ts';
import type { ChannelEvent } from '../model.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import type { Feeds } from './feeds.ts';
import type { ConnectionStatus } from './status.ts';

export interface ChannelListener {
  /** Something happened. Delivery is at most once and in no promised order. */
  onEvent: (event: ChannelEvent) => void;
  /** The status, at once and after each change. */
  onStatus?: (status: ConnectionStatus) => void;
  /**
   * Loads what may have been missed. Called each time that events may have been lost and arrive again: after every
   * acknowledgement, and when a position of the channel is found missing. The status is `catching-up` until it is done. Where it
   * fails it is called again, ever less often, until the service refuses for good, which ends the subscription. It may answer with
   * the position that it loaded through. Default: nothing.
   */
  catchUp?: (why: 'acknowledged' | 'hole') => Promise<number | Look | void>;
  /** The subscription has ended for good: refused, or not caught up with. */
  onError?: (error: MessagingError) => void;
}

/** What a look at a channel found, and has loaded. */
export interface Look {
  /** The channel's last position when it was looked at. Everything up to it was loaded that the service could tell. */
  readonly head: number;
  /** Nothing up to here will come late any more. Below `head` where a change is still under way; that takes 35 s at most. */
  readonly completeThrough: number;
  /** What events carry now. Null = the look did not ask. */
  readonly audience: string | null;
}

/** A listener that loads what a look finds, so that a look costs one read and leaves nothing to catch up with. */
export interface LookingListener extends ChannelListener {
  /** Loads what changed, while the status stays as it is. A failure is left to the next look. */
  look: () => Promise<Look>;
  /** From now on something may be missed. `catchUp` follows, sooner or later. */
  onLost?: () => void;
}

/** What a channel is followed with. */
export interface ChannelSource {
  readonly transport: RealtimeTransport;
  /** The channel's last position, as the service has it. `through` is known already: told so, the service reads least. */
  readHead(channelId: string, through: number): Promise<number>;
  /** The subscriptions that are shared. Default: this one is not. */
  readonly feeds?: Feeds;
  /** True = gives its subscription up to others: see `Feeds.seek`. Default: false. */
  readonly isYielding?: boolean;
  /** Hears how it goes. Default: nobody does. */
  readonly meter?: Meter;
  /** Default: the system's. */
  readonly clock?: Clock;
}
