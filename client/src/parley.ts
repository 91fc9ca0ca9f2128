import type { ChannelListener } from './following/channel-listener.ts';
import type { ConnectionStore } from './following/overall-status.ts';
import type { MetricsStore } from './metrics/summary.ts';
import type { Channel, Message, MessageDraft, MessagePage, MyChannel, User, Workspace } from './model.ts';
import type { OutboxSummary } from './outbox/open-outbox.ts';
import type { ChannelTimeline, PostDraft } from './timeline/channel-timeline.ts';

/** Parley as one caller sees it. Every method rejects with a `MessagingError` alone. */
export interface Parley {
  /** The caller's profile. */
  me(): Promise<User>;
  /** All workspaces that the caller is a member of. */
  workspaces(): Promise<Workspace[]>;
  /** All channels and direct messages of one workspace that the caller is in, in no promised order. `openRoster` keeps them fresh. */
  myChannels(workspaceId: string): Promise<MyChannel[]>;
  /** One channel or direct message. `CHANNEL_NOT_FOUND` where there is none that the caller may read. */
  channel(id: string): Promise<Channel>;
  /**
   * One page of a channel's messages: the newest, or those before a page's `olderCursor`. `limit`: 1 to 100, default 50.
   *
   * @example
   * const newest = await parley.messages('harbor_general');
   * if (newest.olderCursor) await parley.messages('harbor_general', { before: newest.olderCursor });
   */
  messages(channelId: string, options?: { limit?: number; before?: string }): Promise<MessagePage>;
  /**
   * Sends one message and answers with it as stored. After a retryable failure, send the same `id` and content again: it is
   * stored once however often it is sent.
   */
  send(draft: MessageDraft): Promise<Message>;
  /**
   * Follows one channel until the function that it answers with is called. Lost connections are made again; what happened
   * meanwhile is not told: load it in `catchUp`, or use `openTimeline`, which does.
   */
  subscribe(channelId: string, listener: ChannelListener): () => void;
  /** One channel's messages, kept fresh: pages and events merged, in order, each once, with what one writes oneself. */
  openTimeline(channelId: string): ChannelTimeline;
  /**
   * Everything up to this position is read. Shown at once; the service is told within a second or so, again and again until it has it, and
   * only of the highest position. It never goes back.
   */
  markRead(channelId: string, seq: number): void;
  /** With each stroke: tells the channel that the caller is typing, at most each 3 seconds, and not while offline. */
  typing(channelId: string): void;
  /** How fresh all is that is open: timelines and rosters. */
  readonly connection: ConnectionStore;
  /** All that was written in any channel and is not sent yet. */
  readonly outbox: OutboxView;
  /** What this client has measured of itself: latencies, gaps, lost connections. */
  readonly metrics: MetricsStore;
  /**
   * The person leaves this device: ends everything, and removes all that is kept of them here, messages that were not sent included. Rejects
   * where something could not be removed; it can be called again then.
   */
  forget(): Promise<void>;
  /**
   * Ends all subscriptions, and sends nothing more of what is kept. Reading, and `send`, still work. What is opened afterwards has ended: its
   * error is `CLOSED`.
   */
  close(): void;
}

/** What waits to be sent. Made for `useSyncExternalStore` and its like. */
export interface OutboxView {
  /** The same object until something changes. */
  state(): OutboxSummary;
  /** Calls `listener` after changes, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /**
   * Writes to a channel that nobody need have open: kept at once and sent as soon as that is possible, as by a timeline's `post`.
   *
   * @example
   * await parley.outbox.post('harbor_general', { content: 'Hello.' });
   */
  post(channelId: string, draft: PostDraft): Promise<string>;
  /** As those of a timeline. */
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
}
