import type {
  ChannelFieldsFragment,
  ListMyChannelsQuery,
  ListWorkspacesQuery,
  MeQuery,
  MessageFieldsFragment,
  OnChannelEventSubscription,
  SyncChannelQuery,
} from '../../generated/operations.ts';

/** The caller's own profile. */
export type User = MeQuery['me'];
export type Workspace = ListWorkspacesQuery['listWorkspaces']['items'][number];
export type Channel = ChannelFieldsFragment;
/** A channel with what the caller has read of it. */
export type MyChannel = ListMyChannelsQuery['listMyChannels']['items'][number];
export type Message = MessageFieldsFragment;
/** What happened in a channel. `seq` is the position in the channel that it took. */
export type ChannelEvent = NonNullable<OnChannelEventSubscription['onChannelEvent']>;
/** A page of what changed in a channel after a position, newest change first. */
export type ChannelSync = SyncChannelQuery['syncChannel'];

export interface MessagePage {
  /** Oldest first. */
  messages: Message[];
  /** Leads to the page before this one. Null = this page holds the channel's first message. */
  olderCursor: string | null;
}

export interface MessageDraft {
  channelId: string;
  /** 1 to 4,000 code points. */
  content: string;
  /** The message of the same channel that this one answers. */
  replyToId?: string;
  /**
   * A ULID: the message's id, and what makes repeating a send harmless. Default: a new one. Give the same when you send the same
   * again after a failure.
   */
  id?: string;
}
