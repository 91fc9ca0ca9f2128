import type { MessagingErrorCode } from './errors.ts';
import type { ConnectionStatus } from './following/status.ts';
import type { ChannelEvent } from './model.ts';
import type { TransportMetric } from './transport/realtime-transport.ts';

/**
 * Something that happened, for counting. It never holds what people wrote, nor the id of a person, a channel or a message. What is
 * measured has a `value`: milliseconds, unless another unit is said. What happens for several reasons has one of a few words as `why`.
 */
export type ParleyMetric =
  | TransportMetric
  | {
      readonly name:
        /** From the time of a live event to its application here; longer than a minute counts as a minute. */
        | 'delivery-latency'
        /** Events that were applied together. */
        | 'burst-size'
        /** From a person's post to knowing that it is stored, by the answer or its event. */
        | 'send-stored'
        /** From a person's post to its being shown as stored. */
        | 'send-shown'
        /** Entries that wait to be sent, after each change. */
        | 'outbox-depth'
        /** How long the oldest of them has waited. */
        | 'outbox-age'
        /** A position of a live channel was missing for so long. */
        | 'gap-closed'
        /** From a subscription's acknowledgement to the channel's being live. */
        | 'sync-time';
      readonly value: number;
    }
  /** From a channel's loss to its being live again. */
  | { readonly name: 'reconnect-time'; readonly value: number; readonly why: LossCause }
  /** A live event was applied; one told nothing new; a live channel misses a position. */
  | { readonly name: 'delivery' | 'duplicate-dropped' | 'gap-found' }
  /**
   * How long an event took does not count. `no-clock`: it is not known how far this device's clock is off. `hidden`: a page that nobody
   * looks at is slowed. `too-long`: it is not believable, and counted as a minute.
   */
  | { readonly name: 'delivery-untimed'; readonly why: 'no-clock' | 'hidden' | 'too-long' }
  /** The service refused for good what waited to be sent, or a subscription. */
  | { readonly name: 'send-refused' | 'start-refused'; readonly why: MessagingErrorCode }
  /**
   * It was looked whether something was missed. `acknowledged`: the subscription began, or began anew. `hole`: a position is missing.
   * `doubt`: something may have been lost, or was still under way a moment ago. `routine`: it was not looked for a while.
   */
  | { readonly name: 'poll'; readonly why: 'acknowledged' | 'hole' | 'doubt' | 'routine' };

/** Why a connection was lost; `unknown` = the transport did not say. */
export type LossCause = Extract<TransportMetric, { name: 'connection-lost' }>['why'] | 'unknown';

/** Hears what happens, and makes metrics of it. Each call is cheap, and none throws. */
export interface Meter {
  /** What counts as it is. */
  note: (metric: ParleyMetric) => void;
  /** For one channel that is followed. */
  channel: () => ChannelMeter;
  /** Events of a subscription were put into what is shown, together. */
  applied: (events: readonly ChannelEvent[]) => void;
  /** The person posted a message. */
  posted: (id: string) => void;
  /** An answer says that it is stored, since `createdAt` by the service's clock. */
  stored: (id: string, createdAt: string) => void;
  /** These messages are shown as stored. */
  shown: (ids: readonly string[]) => void;
  /** What waits to be sent has changed. `oldestAt`: when the oldest of it was written. */
  waiting: (depth: number, oldestAt: number | null) => void;
}

/** Hears how it goes with one channel. */
export interface ChannelMeter {
  /** After each change. */
  status: (status: ConnectionStatus) => void;
  /** Whether a position is missing, whenever that may have changed. */
  hole: (isOpen: boolean) => void;
}
