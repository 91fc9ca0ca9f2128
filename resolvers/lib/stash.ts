import type { ChannelRow, WorkspaceRow } from '#generated/models';
import type { ChannelEventInput, Message } from '#generated/schema';
import type { ChannelAction } from './access.ts';

/** What a pipeline's steps leave for the ones after them. Each step says which of it it needs and which it sets. */
export interface ChannelStash {
  /** Set by the resolver: what `authorizeChannel` is to judge. */
  access: { channelId: string; action: ChannelAction; replyToId?: string | null | undefined };
  /** Set by `authorizeChannel`, and anew, with the position just taken, by `sequence`. */
  channel: ChannelRow;
  /** Set by `authorizeChannel`. */
  workspace: WorkspaceRow;
  /** Set by `sequence` where it took no position. */
  isBehindClock?: boolean;
  /** Set by `writeMessage`. */
  message: Message;
  /** Set by the step that writes; what `publish` tells the channel. */
  event: ChannelEventInput;
}
