/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
type GeneratedQuery<Input, Output> = string & { __generatedQueryInput: Input; __generatedQueryOutput: Output };
type GeneratedMutation<Input, Output> = string & { __generatedMutationInput: Input; __generatedMutationOutput: Output };
type GeneratedSubscription<Input, Output> = string & { __generatedSubscriptionInput: Input; __generatedSubscriptionOutput: Output };
export type AddChannelMemberInput = {
  channelId: string;
  userId: string;
};

export type AddWorkspaceMemberInput = {
  role?: WorkspaceRole | null | undefined;
  /** The id that the application's sessions carry. They need not have signed in yet. */
  userId: string;
  workspaceId: string;
};

export type ArchiveChannelInput = {
  channelId: string;
  /** False opens it again. */
  isArchived?: boolean | null | undefined;
};

export type AttachmentInput = {
  /** Such as `image/png`: at most 127 characters, in lower case, without parameters. */
  contentType: string;
  /** A ULID in upper case. */
  id: string;
  /** 1 to 255 code points; no path, no control characters. */
  name: string;
  /** Bytes, 1 to 104,857,600. */
  size: number;
};

export type ChannelEventKind =
  /** Somebody left the workspace, so its channels have another audience now. */
  | 'AUDIENCE_ENDED'
  /** Its name, topic or privacy changed, or it was archived or opened again. */
  | 'CHANNEL_UPDATED'
  /** Somebody joined, or was added. */
  | 'MEMBER_ADDED'
  /** Somebody left, or was removed. */
  | 'MEMBER_REMOVED'
  | 'MESSAGE_DELETED'
  | 'MESSAGE_EDITED'
  | 'MESSAGE_SENT'
  | 'REACTION_ADDED'
  | 'REACTION_REMOVED'
  /** Somebody is typing. */
  | 'TYPING';

export type ClientPlatform =
  | 'NODE'
  | 'OTHER'
  | 'REACT_NATIVE'
  /** A browser. */
  | 'WEB';

export type CreateChannelInput = {
  isPrivate?: boolean | null | undefined;
  /** At most 100, all of the workspace. The caller is in it in any case. */
  members?: Array<string> | null | undefined;
  /** 1 to 80 code points. */
  name: string;
  /** At most 250 code points. */
  topic?: string | null | undefined;
  workspaceId: string;
};

export type CreateWorkspaceInput = {
  /** 1 to 80 code points. */
  name: string;
};

export type DeleteMessageInput = {
  channelId: string;
  id: string;
};

export type EditMessageInput = {
  channelId: string;
  /** As for a new message. */
  content: string;
  id: string;
};

export type InboxEventKind =
  /** They joined a channel or were put into it. */
  | 'CHANNEL_JOINED'
  /** They left a channel or were taken out of it. */
  | 'CHANNEL_LEFT'
  /** A direct message with them was opened. */
  | 'DM_OPENED'
  /** A message mentions them. */
  | 'MENTIONED'
  /** They read a channel, here or on another device. */
  | 'READ'
  /** They were taken into a workspace, or their role there changed. */
  | 'WORKSPACE_JOINED'
  /** They left a workspace or were taken out of it. */
  | 'WORKSPACE_LEFT';

export type JoinChannelInput = {
  channelId: string;
};

export type LeaveChannelInput = {
  channelId: string;
};

export type MarkReadInput = {
  channelId: string;
  /** The position that is read, and everything below it. At most the channel's `headSeq`. */
  seq: number;
};

/** One thing that a client counted, or measured, since it last reported. */
export type MetricInput = {
  /** How often: 1 to 1,000,000. */
  count: number;
  name: MetricName;
  /** Why, where there are several reasons: at most 20, each once. */
  reasons?: Array<MetricReasonInput> | null | undefined;
  /**
   * Where something is measured: the values, or a sample of them that is spread as they are. At most 100, each from 0 to 86,400,000, in
   * the unit of the name. Absent = it was counted alone.
   */
  values?: Array<number> | null | undefined;
};

/** What a client counts, and what it measures: that in milliseconds, unless another unit is said. */
export type MetricName =
  /** Measured, in events: how many were applied together. */
  | 'BURST_SIZE'
  /** Connections lost, by cause. */
  | 'CONNECTION_LOST'
  /** Measured: how long making the connection took. */
  | 'CONNECT_TIME'
  /** Live events that were applied. */
  | 'DELIVERY'
  /** Measured: from an event's `at` to its application. */
  | 'DELIVERY_LATENCY'
  /** Deliveries whose time could not be told, or could not be believed; the reasons say which. */
  | 'DELIVERY_UNTIMED'
  /** Events that told nothing new. */
  | 'DUPLICATE_DROPPED'
  /** Frames that could not be used, by reason. */
  | 'FRAME_DROPPED'
  /** Measured: how long they were missing. */
  | 'GAP_CLOSED'
  /** Positions of a channel found missing. */
  | 'GAP_FOUND'
  /** Measured: how long the oldest of it has waited. */
  | 'OUTBOX_AGE'
  /** Measured, in entries: what waits to be sent. */
  | 'OUTBOX_DEPTH'
  /** Reads that looked whether something was missed, by reason. */
  | 'POLL'
  /** Measured: from a channel's loss to its being live again; the reasons are the causes of the loss. */
  | 'RECONNECT_TIME'
  /** Sends that the service refused for good, by code. */
  | 'SEND_REFUSED'
  /** Measured: from a person's post to its being shown as stored. */
  | 'SEND_SHOWN'
  /** Measured: from a person's post to knowing that it is stored, by the answer or its event. */
  | 'SEND_STORED'
  /** Subscriptions refused for good, by code. */
  | 'START_REFUSED'
  /** Subscriptions started again, by reason. */
  | 'START_RETRIED'
  /** Measured: from a subscription's acknowledgement to the channel's being live. */
  | 'SYNC_TIME';

export type MetricReasonInput = {
  /** How often: 1 to 1,000,000. */
  count: number;
  /** Capital letters and underscores, such as `CONTENT_TOO_LONG`. At most 40. */
  reason: string;
};

export type OpenDmInput = {
  /** The others, 1 to 8; the caller may be among them. */
  members: Array<string>;
  workspaceId: string;
};

export type ReactionInput = {
  channelId: string;
  /** One emoji: one grapheme. Kept in the form that Unicode recommends, so that it is the same from every keyboard. */
  emoji: string;
  messageId: string;
};

export type RemoveChannelMemberInput = {
  channelId: string;
  userId: string;
};

export type RemoveWorkspaceMemberInput = {
  userId: string;
  workspaceId: string;
};

/** What a client measured of itself since it last reported, and nothing of who uses it. */
export type ReportMetricsInput = {
  /** At most 50, each name once. */
  metrics: Array<MetricInput>;
  /** What the client runs in. */
  platform: ClientPlatform;
  /** The client's version: three numbers, such as `0.1.0`, and perhaps letters, as in `1.0.0-beta.2`. At most 32 characters. */
  version: string;
};

export type SendMessageInput = {
  /** At most 10. */
  attachments?: Array<AttachmentInput> | null | undefined;
  channelId: string;
  /**
   * 1 to 4,000 code points, of which at least one is visible; no control characters but tab and line feed. May be empty where
   * there are attachments. At most 15 people mentioned.
   */
  content: string;
  /** A ULID in upper case, made once per message by the sender's client. */
  id: string;
  /**
   * An earlier try may have got through. The stored message is then looked for first, and found it costs no position, and
   * counts for no limit. Never needed for being safe.
   */
  isRetry?: boolean | null | undefined;
  /** A message of the same channel. */
  replyToId?: string | null | undefined;
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

/** What is absent or null stays as it is. */
export type UpdateChannelInput = {
  channelId: string;
  /** True makes it private, for good. */
  isPrivate?: boolean | null | undefined;
  /** 1 to 80 code points. */
  name?: string | null | undefined;
  /** At most 250 code points; an empty one takes the topic away. */
  topic?: string | null | undefined;
};

export type UpdateProfileInput = {
  /** 1 to 80 code points. */
  name: string;
};

export type UpdateWorkspaceMemberInput = {
  role: WorkspaceRole;
  userId: string;
  workspaceId: string;
};

/** One file for one message of the caller's. The same for `requestUpload` and `finishUpload`. */
export type UploadInput = {
  channelId: string;
  /** Word for word what the message will say of it. */
  file: AttachmentInput;
  /** Of the message that is to be sent with it: a ULID in upper case, made by the sender's client. */
  messageId: string;
};

export type WorkspaceRole =
  | 'ADMIN'
  /** Sees only the channels that they were added to. */
  | 'GUEST'
  | 'MEMBER'
  | 'OWNER';

export type AddChannelMemberMutationVariables = Exact<{
  input: AddChannelMemberInput;
}>;


export type AddChannelMemberMutation = { addChannelMember: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type AddReactionMutationVariables = Exact<{
  input: ReactionInput;
}>;


export type AddReactionMutation = { addReaction: { messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null } };

export type AddWorkspaceMemberMutationVariables = Exact<{
  input: AddWorkspaceMemberInput;
}>;


export type AddWorkspaceMemberMutation = { addWorkspaceMember: { workspaceId: string, userId: string, role: WorkspaceRole, createdAt: string, updatedAt: string, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type ArchiveChannelMutationVariables = Exact<{
  input: ArchiveChannelInput;
}>;


export type ArchiveChannelMutation = { archiveChannel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } };

export type AttachmentLinksQueryVariables = Exact<{
  messageId: string;
  channelId: string;
}>;


export type AttachmentLinksQuery = { attachmentLinks: Array<{ id: string, url: string | null, expiresAt: string | null }> };

export type CreateChannelMutationVariables = Exact<{
  input: CreateChannelInput;
}>;


export type CreateChannelMutation = { createChannel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } };

export type CreateWorkspaceMutationVariables = Exact<{
  input: CreateWorkspaceInput;
}>;


export type CreateWorkspaceMutation = { createWorkspace: { id: string, name: string, createdBy: string, createdAt: string, updatedAt: string } };

export type DeleteMessageMutationVariables = Exact<{
  input: DeleteMessageInput;
}>;


export type DeleteMessageMutation = { deleteMessage: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } };

export type EditMessageMutationVariables = Exact<{
  input: EditMessageInput;
}>;


export type EditMessageMutation = { editMessage: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } };

export type FinishUploadMutationVariables = Exact<{
  input: UploadInput;
}>;


export type FinishUploadMutation = { finishUpload: { id: string, name: string, contentType: string, size: number } };

export type UserFieldsFragment = { id: string, name: string, createdAt: string, updatedAt: string };

export type WorkspaceFieldsFragment = { id: string, name: string, createdBy: string, createdAt: string, updatedAt: string };

export type WorkspaceMemberFieldsFragment = { workspaceId: string, userId: string, role: WorkspaceRole, createdAt: string, updatedAt: string, user: { id: string, name: string, createdAt: string, updatedAt: string } | null };

export type ChannelFieldsFragment = { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null };

export type ChannelMemberFieldsFragment = { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null };

export type AttachmentFieldsFragment = { id: string, name: string, contentType: string, size: number };

export type MessageFieldsFragment = { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> };

export type ReactionFieldsFragment = { messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null };

export type MyChannelFieldsFragment = { lastReadSeq: number, unreadCount: number, isMentioned: boolean, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } };

export type ChannelEventFieldsFragment = { channelId: string, seq: number, kind: ChannelEventKind, actorId: string, at: string, audience: string, endsAudience: boolean, message: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } | null, reaction: { messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null } | null, member: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } | null, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } | null };

export type InboxEventFieldsFragment = { userId: string, kind: InboxEventKind, actorId: string, at: string, workspaceId: string, channelId: string | null, messageId: string | null, seq: number | null };

export type GetChannelQueryVariables = Exact<{
  id: string;
}>;


export type GetChannelQuery = { getChannel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } | null };

export type GetMessageQueryVariables = Exact<{
  id: string;
}>;


export type GetMessageQuery = { getMessage: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } | null };

export type GetWorkspaceQueryVariables = Exact<{
  id: string;
}>;


export type GetWorkspaceQuery = { getWorkspace: { id: string, name: string, createdBy: string, createdAt: string, updatedAt: string } | null };

export type JoinChannelMutationVariables = Exact<{
  input: JoinChannelInput;
}>;


export type JoinChannelMutation = { joinChannel: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type LeaveChannelMutationVariables = Exact<{
  input: LeaveChannelInput;
}>;


export type LeaveChannelMutation = { leaveChannel: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type ListChannelMembersQueryVariables = Exact<{
  channelId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListChannelMembersQuery = { listChannelMembers: { nextToken: string | null, items: Array<{ channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null }> } };

export type ListChannelsQueryVariables = Exact<{
  workspaceId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListChannelsQuery = { listChannels: { nextToken: string | null, items: Array<{ id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null }> } };

export type ListMyChannelsQueryVariables = Exact<{
  workspaceId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMyChannelsQuery = { listMyChannels: { nextToken: string | null, items: Array<{ lastReadSeq: number, unreadCount: number, isMentioned: boolean, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } }> } };

export type ListReactionsQueryVariables = Exact<{
  messageId: string;
  channelId: string;
  emoji?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListReactionsQuery = { listReactions: { nextToken: string | null, items: Array<{ messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null }> } };

export type ListWorkspaceMembersQueryVariables = Exact<{
  workspaceId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListWorkspaceMembersQuery = { listWorkspaceMembers: { nextToken: string | null, items: Array<{ workspaceId: string, userId: string, role: WorkspaceRole, createdAt: string, updatedAt: string, user: { id: string, name: string, createdAt: string, updatedAt: string } | null }> } };

export type ListWorkspacesQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListWorkspacesQuery = { listWorkspaces: { nextToken: string | null, items: Array<{ id: string, name: string, createdBy: string, createdAt: string, updatedAt: string }> } };

export type MarkReadMutationVariables = Exact<{
  input: MarkReadInput;
}>;


export type MarkReadMutation = { markRead: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, createdAt: string, updatedAt: string } };

export type MessagesByChannelQueryVariables = Exact<{
  channelId: string;
  limit?: number | null | undefined;
  sortDirection?: SortDirection | null | undefined;
  before?: number | null | undefined;
  after?: number | null | undefined;
  around?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type MessagesByChannelQuery = { messagesByChannel: { nextToken: string | null, items: Array<{ id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> }> } };

export type OnChannelEventSubscriptionVariables = Exact<{
  channelId: string;
}>;


export type OnChannelEventSubscription = { onChannelEvent: { channelId: string, seq: number, kind: ChannelEventKind, actorId: string, at: string, audience: string, endsAudience: boolean, message: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } | null, reaction: { messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null } | null, member: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } | null, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } | null } | null };

export type OnInboxEventSubscriptionVariables = Exact<{
  userId: string;
}>;


export type OnInboxEventSubscription = { onInboxEvent: { userId: string, kind: InboxEventKind, actorId: string, at: string, workspaceId: string, channelId: string | null, messageId: string | null, seq: number | null } | null };

export type OpenDmMutationVariables = Exact<{
  input: OpenDmInput;
}>;


export type OpenDmMutation = { openDm: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } };

export type RemoveChannelMemberMutationVariables = Exact<{
  input: RemoveChannelMemberInput;
}>;


export type RemoveChannelMemberMutation = { removeChannelMember: { channelId: string, userId: string, addedBy: string, createdAt: string, lastReadSeq: number | null, unreadCount: number | null, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type RemoveReactionMutationVariables = Exact<{
  input: ReactionInput;
}>;


export type RemoveReactionMutation = { removeReaction: { messageId: string, channelId: string, userId: string, emoji: string, createdAt: string | null } };

export type RemoveWorkspaceMemberMutationVariables = Exact<{
  input: RemoveWorkspaceMemberInput;
}>;


export type RemoveWorkspaceMemberMutation = { removeWorkspaceMember: { workspaceId: string, userId: string, role: WorkspaceRole, createdAt: string, updatedAt: string, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export type ReportMetricsMutationVariables = Exact<{
  input: ReportMetricsInput;
}>;


export type ReportMetricsMutation = { reportMetrics: string };

export type RequestUploadMutationVariables = Exact<{
  input: UploadInput;
}>;


export type RequestUploadMutation = { requestUpload: { url: string, expiresAt: string, fields: Array<{ name: string, value: string }> } };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> } };

export type SendTypingMutationVariables = Exact<{
  channelId: string;
}>;


export type SendTypingMutation = { sendTyping: boolean };

export type SyncChannelQueryVariables = Exact<{
  channelId: string;
  afterSeq: number;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type SyncChannelQuery = { syncChannel: { completeThrough: number | null, audience: string, nextToken: string | null, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null }, messages: Array<{ id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, mentions: Array<string>, seq: number, rev: number, createdAt: string, updatedAt: string, editedAt: string | null, deletedAt: string | null, attachments: Array<{ id: string, name: string, contentType: string, size: number }>, reactions: Array<{ emoji: string, count: number, reactedByMe: boolean | null }> }>, holes: Array<{ from: number, through: number }> } };

export type UpdateChannelMutationVariables = Exact<{
  input: UpdateChannelInput;
}>;


export type UpdateChannelMutation = { updateChannel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, name: string, createdAt: string, updatedAt: string } };

export type UpdateWorkspaceMemberMutationVariables = Exact<{
  input: UpdateWorkspaceMemberInput;
}>;


export type UpdateWorkspaceMemberMutation = { updateWorkspaceMember: { workspaceId: string, userId: string, role: WorkspaceRole, createdAt: string, updatedAt: string, user: { id: string, name: string, createdAt: string, updatedAt: string } | null } };

export const addChannelMember = /* GraphQL */ `mutation AddChannelMember($input:AddChannelMemberInput!){addChannelMember(input:$input){...ChannelMemberFields}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<AddChannelMemberMutationVariables, AddChannelMemberMutation>;

export const addReaction = /* GraphQL */ `mutation AddReaction($input:ReactionInput!){addReaction(input:$input){...ReactionFields}}fragment ReactionFields on Reaction{messageId channelId userId emoji createdAt}` as GeneratedMutation<AddReactionMutationVariables, AddReactionMutation>;

export const addWorkspaceMember = /* GraphQL */ `mutation AddWorkspaceMember($input:AddWorkspaceMemberInput!){addWorkspaceMember(input:$input){...WorkspaceMemberFields}}fragment WorkspaceMemberFields on WorkspaceMember{workspaceId userId role createdAt updatedAt user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<AddWorkspaceMemberMutationVariables, AddWorkspaceMemberMutation>;

export const archiveChannel = /* GraphQL */ `mutation ArchiveChannel($input:ArchiveChannelInput!){archiveChannel(input:$input){...ChannelFields}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedMutation<ArchiveChannelMutationVariables, ArchiveChannelMutation>;

export const attachmentLinks = /* GraphQL */ `query AttachmentLinks($messageId:ID!$channelId:ID!){attachmentLinks(messageId:$messageId channelId:$channelId){id url expiresAt}}` as GeneratedQuery<AttachmentLinksQueryVariables, AttachmentLinksQuery>;

export const createChannel = /* GraphQL */ `mutation CreateChannel($input:CreateChannelInput!){createChannel(input:$input){...ChannelFields}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedMutation<CreateChannelMutationVariables, CreateChannelMutation>;

export const createWorkspace = /* GraphQL */ `mutation CreateWorkspace($input:CreateWorkspaceInput!){createWorkspace(input:$input){...WorkspaceFields}}fragment WorkspaceFields on Workspace{id name createdBy createdAt updatedAt}` as GeneratedMutation<CreateWorkspaceMutationVariables, CreateWorkspaceMutation>;

export const deleteMessage = /* GraphQL */ `mutation DeleteMessage($input:DeleteMessageInput!){deleteMessage(input:$input){...MessageFields}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedMutation<DeleteMessageMutationVariables, DeleteMessageMutation>;

export const editMessage = /* GraphQL */ `mutation EditMessage($input:EditMessageInput!){editMessage(input:$input){...MessageFields}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedMutation<EditMessageMutationVariables, EditMessageMutation>;

export const finishUpload = /* GraphQL */ `mutation FinishUpload($input:UploadInput!){finishUpload(input:$input){...AttachmentFields}}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedMutation<FinishUploadMutationVariables, FinishUploadMutation>;

export const getChannel = /* GraphQL */ `query GetChannel($id:ID!){getChannel(id:$id){...ChannelFields}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedQuery<GetChannelQueryVariables, GetChannelQuery>;

export const getMessage = /* GraphQL */ `query GetMessage($id:ID!){getMessage(id:$id){...MessageFields}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedQuery<GetMessageQueryVariables, GetMessageQuery>;

export const getWorkspace = /* GraphQL */ `query GetWorkspace($id:ID!){getWorkspace(id:$id){...WorkspaceFields}}fragment WorkspaceFields on Workspace{id name createdBy createdAt updatedAt}` as GeneratedQuery<GetWorkspaceQueryVariables, GetWorkspaceQuery>;

export const joinChannel = /* GraphQL */ `mutation JoinChannel($input:JoinChannelInput!){joinChannel(input:$input){...ChannelMemberFields}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<JoinChannelMutationVariables, JoinChannelMutation>;

export const leaveChannel = /* GraphQL */ `mutation LeaveChannel($input:LeaveChannelInput!){leaveChannel(input:$input){...ChannelMemberFields}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<LeaveChannelMutationVariables, LeaveChannelMutation>;

export const listChannelMembers = /* GraphQL */ `query ListChannelMembers($channelId:ID!$limit:Int$nextToken:String){listChannelMembers(channelId:$channelId limit:$limit nextToken:$nextToken){items{...ChannelMemberFields}nextToken}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedQuery<ListChannelMembersQueryVariables, ListChannelMembersQuery>;

export const listChannels = /* GraphQL */ `query ListChannels($workspaceId:ID!$limit:Int$nextToken:String){listChannels(workspaceId:$workspaceId limit:$limit nextToken:$nextToken){items{...ChannelFields}nextToken}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedQuery<ListChannelsQueryVariables, ListChannelsQuery>;

export const listMyChannels = /* GraphQL */ `query ListMyChannels($workspaceId:ID!$limit:Int$nextToken:String){listMyChannels(workspaceId:$workspaceId limit:$limit nextToken:$nextToken){items{...MyChannelFields}nextToken}}fragment MyChannelFields on MyChannel{channel{...ChannelFields}lastReadSeq unreadCount isMentioned}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedQuery<ListMyChannelsQueryVariables, ListMyChannelsQuery>;

export const listReactions = /* GraphQL */ `query ListReactions($messageId:ID!$channelId:ID!$emoji:String$limit:Int$nextToken:String){listReactions(messageId:$messageId channelId:$channelId emoji:$emoji limit:$limit nextToken:$nextToken){items{...ReactionFields}nextToken}}fragment ReactionFields on Reaction{messageId channelId userId emoji createdAt}` as GeneratedQuery<ListReactionsQueryVariables, ListReactionsQuery>;

export const listWorkspaceMembers = /* GraphQL */ `query ListWorkspaceMembers($workspaceId:ID!$limit:Int$nextToken:String){listWorkspaceMembers(workspaceId:$workspaceId limit:$limit nextToken:$nextToken){items{...WorkspaceMemberFields}nextToken}}fragment WorkspaceMemberFields on WorkspaceMember{workspaceId userId role createdAt updatedAt user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedQuery<ListWorkspaceMembersQueryVariables, ListWorkspaceMembersQuery>;

export const listWorkspaces = /* GraphQL */ `query ListWorkspaces($limit:Int$nextToken:String){listWorkspaces(limit:$limit nextToken:$nextToken){items{...WorkspaceFields}nextToken}}fragment WorkspaceFields on Workspace{id name createdBy createdAt updatedAt}` as GeneratedQuery<ListWorkspacesQueryVariables, ListWorkspacesQuery>;

export const markRead = /* GraphQL */ `mutation MarkRead($input:MarkReadInput!){markRead(input:$input){...ChannelMemberFields}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<MarkReadMutationVariables, MarkReadMutation>;

export const me = /* GraphQL */ `query Me{me{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedQuery<MeQueryVariables, MeQuery>;

export const messagesByChannel = /* GraphQL */ `query MessagesByChannel($channelId:ID!$limit:Int$sortDirection:SortDirection$before:Int$after:Int$around:Int$nextToken:String){messagesByChannel(channelId:$channelId limit:$limit sortDirection:$sortDirection before:$before after:$after around:$around nextToken:$nextToken){items{...MessageFields}nextToken}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedQuery<MessagesByChannelQueryVariables, MessagesByChannelQuery>;

export const onChannelEvent = /* GraphQL */ `subscription OnChannelEvent($channelId:ID!){onChannelEvent(channelId:$channelId){...ChannelEventFields}}fragment ChannelEventFields on ChannelEvent{channelId seq kind actorId at audience endsAudience message{...MessageFields}reaction{...ReactionFields}member{...ChannelMemberFields}channel{...ChannelFields}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}fragment ReactionFields on Reaction{messageId channelId userId emoji createdAt}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedSubscription<OnChannelEventSubscriptionVariables, OnChannelEventSubscription>;

export const onInboxEvent = /* GraphQL */ `subscription OnInboxEvent($userId:ID!){onInboxEvent(userId:$userId){...InboxEventFields}}fragment InboxEventFields on InboxEvent{userId kind actorId at workspaceId channelId messageId seq}` as GeneratedSubscription<OnInboxEventSubscriptionVariables, OnInboxEventSubscription>;

export const openDm = /* GraphQL */ `mutation OpenDm($input:OpenDmInput!){openDm(input:$input){...ChannelFields}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedMutation<OpenDmMutationVariables, OpenDmMutation>;

export const removeChannelMember = /* GraphQL */ `mutation RemoveChannelMember($input:RemoveChannelMemberInput!){removeChannelMember(input:$input){...ChannelMemberFields}}fragment ChannelMemberFields on ChannelMember{channelId userId addedBy createdAt lastReadSeq unreadCount user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<RemoveChannelMemberMutationVariables, RemoveChannelMemberMutation>;

export const removeReaction = /* GraphQL */ `mutation RemoveReaction($input:ReactionInput!){removeReaction(input:$input){...ReactionFields}}fragment ReactionFields on Reaction{messageId channelId userId emoji createdAt}` as GeneratedMutation<RemoveReactionMutationVariables, RemoveReactionMutation>;

export const removeWorkspaceMember = /* GraphQL */ `mutation RemoveWorkspaceMember($input:RemoveWorkspaceMemberInput!){removeWorkspaceMember(input:$input){...WorkspaceMemberFields}}fragment WorkspaceMemberFields on WorkspaceMember{workspaceId userId role createdAt updatedAt user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<RemoveWorkspaceMemberMutationVariables, RemoveWorkspaceMemberMutation>;

export const reportMetrics = /* GraphQL */ `mutation ReportMetrics($input:ReportMetricsInput!){reportMetrics(input:$input)}` as GeneratedMutation<ReportMetricsMutationVariables, ReportMetricsMutation>;

export const requestUpload = /* GraphQL */ `mutation RequestUpload($input:UploadInput!){requestUpload(input:$input){url fields{name value}expiresAt}}` as GeneratedMutation<RequestUploadMutationVariables, RequestUploadMutation>;

export const sendMessage = /* GraphQL */ `mutation SendMessage($input:SendMessageInput!){sendMessage(input:$input){...MessageFields}}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedMutation<SendMessageMutationVariables, SendMessageMutation>;

export const sendTyping = /* GraphQL */ `mutation SendTyping($channelId:ID!){sendTyping(channelId:$channelId)}` as GeneratedMutation<SendTypingMutationVariables, SendTypingMutation>;

export const syncChannel = /* GraphQL */ `query SyncChannel($channelId:ID!$afterSeq:Int!$limit:Int$nextToken:String){syncChannel(channelId:$channelId afterSeq:$afterSeq limit:$limit nextToken:$nextToken){channel{...ChannelFields}messages{...MessageFields}holes{from through}completeThrough audience nextToken}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}fragment MessageFields on Message{id channelId userId content attachments{...AttachmentFields}replyToId mentions reactions{emoji count reactedByMe}seq rev createdAt updatedAt editedAt deletedAt}fragment AttachmentFields on Attachment{id name contentType size}` as GeneratedQuery<SyncChannelQueryVariables, SyncChannelQuery>;

export const updateChannel = /* GraphQL */ `mutation UpdateChannel($input:UpdateChannelInput!){updateChannel(input:$input){...ChannelFields}}fragment ChannelFields on Channel{id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt lastMessageAt}` as GeneratedMutation<UpdateChannelMutationVariables, UpdateChannelMutation>;

export const updateProfile = /* GraphQL */ `mutation UpdateProfile($input:UpdateProfileInput!){updateProfile(input:$input){...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<UpdateProfileMutationVariables, UpdateProfileMutation>;

export const updateWorkspaceMember = /* GraphQL */ `mutation UpdateWorkspaceMember($input:UpdateWorkspaceMemberInput!){updateWorkspaceMember(input:$input){...WorkspaceMemberFields}}fragment WorkspaceMemberFields on WorkspaceMember{workspaceId userId role createdAt updatedAt user{...UserFields}}fragment UserFields on User{id name createdAt updatedAt}` as GeneratedMutation<UpdateWorkspaceMemberMutationVariables, UpdateWorkspaceMemberMutation>;