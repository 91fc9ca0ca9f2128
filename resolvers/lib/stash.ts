import type {
  ChannelMemberRow,
  ChannelRow,
  MessageRow,
  ReactionRow,
  UserRow,
  WorkspaceMemberRow,
  WorkspaceRow,
} from '#generated/models';
import type { Channel, ChannelEventInput, InboxEventInput } from '#generated/schema';
import type { ChannelAction } from './access.ts';

/** What `authorizeChannel` is to judge, and what it reads besides in the same call. */
export interface ChannelAccess {
  channelId: string;
  action: ChannelAction;
  /** What is said not to exist where the channel is hidden from the caller. Default: the channel. */
  hides?: 'message';
  /** A message that has to be there, in this channel. */
  messageId?: string;
  /** With `messageId`: the caller's own reaction with this emoji is read too. */
  emoji?: string;
  /** A message that a new one answers; has to be there, in this channel. */
  replyToId?: string | null | undefined;
  /** A message that may be there, wherever: what an earlier try may have stored. */
  retriedId?: string;
  /** The person whom it is about, where it is not the caller alone. They are read with their profile. */
  personId?: string;
}

/** A person as `authorizeChannel` found them in the channel and its workspace. */
export interface Standing {
  userId: string;
  /** Null = not in the workspace. */
  workspaceMember: WorkspaceMemberRow | null;
  isInChannel: boolean;
  /** Null = not in the channel. One that no longer counts is in `lapsed`. */
  membership: ChannelMemberRow | null;
  /** A membership from an earlier stay in the workspace; null = none. */
  lapsed: ChannelMemberRow | null;
}

/** What takes a channel's next position, and what of the channel changes with it. */
export interface PositionTaking {
  /** A new message; a change of a message; a change of the channel itself or of who is in it. The first two are rationed. */
  by: 'message' | 'change' | 'channel';
  /** With `channel`: one's own coming or going, which is rationed as changes are. */
  isOwnDoing?: boolean;
  /** Fields of the channel to set. */
  set?: Partial<ChannelRow>;
  /** Fields of the channel to remove. */
  remove?: (keyof ChannelRow)[];
  /** The channel loses people with it: its audience changes. */
  endsAudience?: boolean;
  /** Also where the channel is archived. */
  isForArchived?: boolean;
}

/** What is to become of a message that is there. */
export type MessageChange =
  | { kind: 'edit'; content: string; mentions: string[] }
  | { kind: 'delete' }
  | { kind: 'addReaction'; emoji: string }
  | { kind: 'removeReaction'; emoji: string };

/** What somebody wants of a channel. What is absent stays as it is. */
export interface ChannelSettings {
  name?: string;
  /** Empty = none. */
  topic?: string;
  isPrivate?: boolean;
  isArchived?: boolean;
}

/** Files of a message that may have to be removed. */
export interface FileCheck {
  messageId: string;
  /** The one file that it is about; absent = all of the message. */
  fileId?: string;
  /** From now on. */
  dueInMs: number;
}

/** What a pipeline's steps leave for the ones after them. Each step says which of it it needs and which it sets. */
export interface ChannelStash {
  /** Set by the resolver. */
  access: ChannelAccess;
  /** Set by `authorizeChannel`, and anew, with the position just taken, by the steps that take one. */
  channel: ChannelRow;
  /** Set by `authorizeChannel`. */
  workspace: WorkspaceRow;
  /** Set by `authorizeChannel`: who calls. */
  caller: Standing;
  /** Set by `authorizeChannel` where `access.personId` is given; their profile is null where they never signed in. */
  person: Standing & { user: UserRow | null };
  /** Set by the steps that decide or write who is in the channel: the membership of `person` that it is about. */
  membership: ChannelMemberRow;
  /** Set by the resolver: what the channel is to be. */
  settings: ChannelSettings;
  /** Set by `planSettings` where the channel becomes private: what those who lose it knew it by. */
  knownAs?: Pick<Channel, 'name' | 'topic'>;
  /** Set by `authorizeChannel` where `access.messageId` is given, anew by the steps that write it. */
  message: MessageRow;
  /** Set by `authorizeChannel` where `access.emoji` is given; null = the caller has not put it there. */
  reaction: ReactionRow | null;
  /** Set by `authorizeChannel` where `access.retriedId` is given; null = nothing of that id. */
  retried: MessageRow | null;
  /** All is as the caller wants it: the steps that take a position or write do nothing. */
  isSettled?: boolean;
  /** Set by the resolver, or a step before `sequence`. */
  taking: PositionTaking;
  /** Set by `sequence` where it took no position. */
  isBehindClock?: boolean;
  /** Set by the steps that take a position, where a transaction was at work on the channel's row: its clock was not looked at. */
  isHeldUp?: boolean;
  /** Set by the resolver: what the steps that change a message do. */
  change: MessageChange;
  /** Set by a step that writes, where another write came in between: a later position has to be taken for it. */
  isOvertaken?: boolean;
  /** Set by `sequenceAgain`: the channel at the position that was overtaken. */
  overtakenAt?: ChannelRow;
  /** Set by the steps that take a position, where it is the first with a new audience: those before, and their last position. */
  ended?: Pick<ChannelEventInput, 'audience' | 'seq' | 'at'>[];
  /** Set by the steps that write or after; what `publish` tells, in this order. Absent = nothing. */
  events?: ChannelEventInput[];
  inbox?: InboxEventInput[];
  /** Set by `loadMentioned`: the people whom the message mentions, without its author, who may read it. Absent = none. */
  mentioned?: Standing[];
  /** Set by the resolver of `listReactions`; absent = those with any emoji. */
  listedEmoji?: string;
  /** Set by the resolvers of uploads and deletions: the files that `noteFileCheck` has looked at later. */
  fileCheck?: FileCheck;
  /** Set by `noteFileCheck` where a message with files is to be deleted. */
  hadFiles?: boolean;
  /** Set by `chargeUpload` where the person uploads for the first time on this day. */
  isNewUploadDay?: boolean;
  /** Set by `noteMentions` where it could not note: the members for whom it is still to be done. */
  unnoted?: string[];
  /** Messages that go to the caller, for `loadMyReactions`. */
  messages: MessageRow[];
  /** Set by `loadMyReactions`: by message, the emoji that the caller put there. A message that is absent here is not known of. */
  myEmoji: Record<string, string[]>;
}
