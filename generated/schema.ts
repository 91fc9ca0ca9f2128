export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: unknown; output: unknown; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: unknown; output: unknown; }
  AWSIPAddress: { input: unknown; output: unknown; }
  AWSJSON: { input: unknown; output: unknown; }
  AWSPhone: { input: unknown; output: unknown; }
  AWSTime: { input: unknown; output: unknown; }
  AWSTimestamp: { input: unknown; output: unknown; }
  AWSURL: { input: unknown; output: unknown; }
};

export type AddChannelMemberInput = {
  channelId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};

export type AddWorkspaceMemberInput = {
  role?: InputMaybe<WorkspaceRole>;
  /** The id that the application's sessions carry. They need not have signed in yet. */
  userId: Scalars['ID']['input'];
  workspaceId: Scalars['ID']['input'];
};

export type ArchiveChannelInput = {
  channelId: Scalars['ID']['input'];
  /** False opens it again. */
  isArchived?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A file that was sent with a message: what is known of it, not the file. */
export type Attachment = {
  contentType: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Bytes. */
  size: Scalars['Int']['output'];
};

export type AttachmentInput = {
  /** Such as `image/png`: at most 127 characters, in lower case, without parameters. */
  contentType: Scalars['String']['input'];
  /** A ULID in upper case. */
  id: Scalars['ID']['input'];
  /** 1 to 255 code points; no path, no control characters. */
  name: Scalars['String']['input'];
  /** Bytes, 1 to 104,857,600. */
  size: Scalars['Int']['input'];
};

/** Where one file can be had for a while. */
export type AttachmentLink = {
  /** Until when the link holds. Null where there is none. */
  expiresAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The attachment's. */
  id: Scalars['ID']['output'];
  /**
   * Null = the service keeps no such file: it was kept elsewhere, or is gone. Pictures (PNG, JPEG, GIF, WebP, AVIF) may be shown;
   * everything else comes as a file to be saved, whatever it says it is.
   */
  url?: Maybe<Scalars['String']['output']>;
};

/** A channel, or a direct message of 2 to 9 people. */
export type Channel = {
  /** Since when nobody may write here; null = open. */
  archivedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  createdAt: Scalars['AWSDateTime']['output'];
  createdBy: Scalars['ID']['output'];
  /** The position of the channel's last change. Each message, edit, deletion, reaction, member and setting takes the next one. */
  headSeq: Scalars['Int']['output'];
  /** Begins with the id of its workspace and an underscore. */
  id: Scalars['ID']['output'];
  isDm: Scalars['Boolean']['output'];
  /** Read by its members alone. Direct messages always are. */
  isPrivate: Scalars['Boolean']['output'];
  /** Null = no message yet. */
  lastMessageAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** People who were added and did not leave since. Who left the workspace still counts. */
  memberCount: Scalars['Int']['output'];
  /** The people of a direct message, sorted. Null for any other channel, which may have thousands. */
  members?: Maybe<Array<Scalars['ID']['output']>>;
  /** Null for a direct message: it is known by its people. */
  name?: Maybe<Scalars['String']['output']>;
  /** Null = none. */
  topic?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['AWSDateTime']['output'];
  workspaceId: Scalars['ID']['output'];
};

export type ChannelConnection = {
  items: Array<Channel>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What happened in a channel, as its subscribers are told. */
export type ChannelEvent = {
  /** Who did it. Empty for `AUDIENCE_ENDED`. */
  actorId: Scalars['ID']['output'];
  /** The channel's time at this position. */
  at: Scalars['AWSDateTime']['output'];
  /** Names those who may hear the event: the channel and the epochs of its and its workspace's membership. */
  audience: Scalars['String']['output'];
  /**
   * `MEMBER_ADDED`, `MEMBER_REMOVED`, `CHANNEL_UPDATED`: the channel as it is now. Where it became private, by the name and topic that
   * it had: those who lose it hear it too.
   */
  channel?: Maybe<Channel>;
  channelId: Scalars['ID']['output'];
  /** The last event of its audience. Whoever hears it subscribes anew, after a random moment, and catches up. */
  endsAudience: Scalars['Boolean']['output'];
  kind: ChannelEventKind;
  /** `MEMBER_ADDED`, `MEMBER_REMOVED`: who. */
  member?: Maybe<ChannelMember>;
  /**
   * The message that was sent, edited, deleted or reacted to, as it is now; null for other kinds. Where a sender's retry took this
   * position, the message is the stored one, and its own `seq` is lower than the event's.
   */
  message?: Maybe<Message>;
  /** `REACTION_ADDED`, `REACTION_REMOVED`: by whom and with what. */
  reaction?: Maybe<Reaction>;
  /**
   * The channel's position that this event took. Positions are contiguous; one that never comes was never used. `TYPING` and
   * `AUDIENCE_ENDED` take none: theirs is the last one taken before.
   */
  seq: Scalars['Int']['output'];
};

export type ChannelEventChannelInput = {
  archivedAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  createdAt: Scalars['AWSDateTime']['input'];
  createdBy: Scalars['ID']['input'];
  headSeq: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  isDm: Scalars['Boolean']['input'];
  isPrivate: Scalars['Boolean']['input'];
  lastMessageAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  memberCount: Scalars['Int']['input'];
  members?: InputMaybe<Array<Scalars['ID']['input']>>;
  name?: InputMaybe<Scalars['String']['input']>;
  topic?: InputMaybe<Scalars['String']['input']>;
  updatedAt: Scalars['AWSDateTime']['input'];
  workspaceId: Scalars['ID']['input'];
};

/** The event as the service writes it. Holds every field that a subscriber can select. */
export type ChannelEventInput = {
  actorId: Scalars['ID']['input'];
  at: Scalars['AWSDateTime']['input'];
  audience: Scalars['String']['input'];
  channel?: InputMaybe<ChannelEventChannelInput>;
  channelId: Scalars['ID']['input'];
  endsAudience: Scalars['Boolean']['input'];
  kind: ChannelEventKind;
  member?: InputMaybe<ChannelEventMemberInput>;
  message?: InputMaybe<ChannelEventMessageInput>;
  reaction?: InputMaybe<ChannelEventReactionInput>;
  seq: Scalars['Int']['input'];
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

export type ChannelEventMemberInput = {
  addedBy: Scalars['ID']['input'];
  channelId: Scalars['ID']['input'];
  createdAt: Scalars['AWSDateTime']['input'];
  lastReadSeq?: InputMaybe<Scalars['Int']['input']>;
  unreadCount?: InputMaybe<Scalars['Int']['input']>;
  user?: InputMaybe<ChannelEventUserInput>;
  userId: Scalars['ID']['input'];
};

export type ChannelEventMessageInput = {
  attachments: Array<AttachmentInput>;
  channelId: Scalars['ID']['input'];
  content?: InputMaybe<Scalars['String']['input']>;
  createdAt: Scalars['AWSDateTime']['input'];
  deletedAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  editedAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  id: Scalars['ID']['input'];
  mentions: Array<Scalars['ID']['input']>;
  reactions: Array<ChannelEventReactionCountInput>;
  replyToId?: InputMaybe<Scalars['ID']['input']>;
  rev: Scalars['Int']['input'];
  seq: Scalars['Int']['input'];
  updatedAt: Scalars['AWSDateTime']['input'];
  userId: Scalars['ID']['input'];
};

export type ChannelEventReactionCountInput = {
  count: Scalars['Int']['input'];
  emoji: Scalars['String']['input'];
  reactedByMe?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ChannelEventReactionInput = {
  channelId: Scalars['ID']['input'];
  createdAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};

export type ChannelEventUserInput = {
  createdAt: Scalars['AWSDateTime']['input'];
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  updatedAt: Scalars['AWSDateTime']['input'];
};

/** That a person is in a channel. */
export type ChannelMember = {
  /** Themselves, where they joined. */
  addedBy: Scalars['ID']['output'];
  channelId: Scalars['ID']['output'];
  createdAt: Scalars['AWSDateTime']['output'];
  /** The position that they have read up to. Told to themselves alone: null for anyone else. */
  lastReadSeq?: Maybe<Scalars['Int']['output']>;
  /** Messages sent after that position. Told to themselves alone: null for anyone else. */
  unreadCount?: Maybe<Scalars['Int']['output']>;
  /** Null = never signed in yet. */
  user?: Maybe<User>;
  userId: Scalars['ID']['output'];
};

export type ChannelMemberConnection = {
  items: Array<ChannelMember>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What changed in a channel after a position. */
export type ChannelSync = {
  /** What events carry today. A subscription that began with another audience hears nothing any more: begin anew. */
  audience: Scalars['String']['output'];
  /** The channel as it is now. */
  channel: Channel;
  /**
   * The position up to which all pages together are complete. Null before the last page. It may lie below `channel.headSeq` for
   * the 35 seconds in which a change may still be under way; what lies above it is told all the same, as far as it is there.
   */
  completeThrough?: Maybe<Scalars['Int']['output']>;
  /**
   * Positions that this page covers and at which nothing stands: what was changed there has changed again since, or it was no
   * message that changed, or the change was never written. Nobody needs to wait for them.
   */
  holes: Array<SeqRange>;
  /** Newest change first; each as it is now. */
  messages: Array<Message>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

export type ClientPlatform =
  | 'NODE'
  | 'OTHER'
  | 'REACT_NATIVE'
  /** A browser. */
  | 'WEB';

export type CreateChannelInput = {
  isPrivate?: InputMaybe<Scalars['Boolean']['input']>;
  /** At most 100, all of the workspace. The caller is in it in any case. */
  members?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** 1 to 80 code points. */
  name: Scalars['String']['input'];
  /** At most 250 code points. */
  topic?: InputMaybe<Scalars['String']['input']>;
  workspaceId: Scalars['ID']['input'];
};

export type CreateWorkspaceInput = {
  /** 1 to 80 code points. */
  name: Scalars['String']['input'];
};

export type DeleteMessageInput = {
  channelId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};

export type EditMessageInput = {
  channelId: Scalars['ID']['input'];
  /** As for a new message. */
  content: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};

/** What `errorInfo.code` says: the exact reason, for programs. */
export type ErrorCode =
  | 'ATTACHMENTS_TOO_MANY'
  | 'ATTACHMENT_INVALID'
  | 'CHANNEL_ARCHIVED'
  | 'CHANNEL_NOT_FOUND'
  /** Somebody else changed the same thing in the same moment. */
  | 'CONTENDED'
  | 'CONTENT_EMPTY'
  | 'CONTENT_INVALID'
  | 'CONTENT_TOO_LONG'
  | 'CURSOR_INVALID'
  /** The people of a direct message, its name and its settings never change. */
  | 'DM_FIXED'
  | 'EMOJI_INVALID'
  | 'EMOJI_TOO_MANY'
  | 'ID_INVALID'
  | 'ID_TAKEN'
  /** `before`, `after` and `around` exclude each other. */
  | 'JUMP_INVALID'
  /** The last owner of a workspace can not leave it or become less. */
  | 'LAST_OWNER'
  | 'LIMIT_INVALID'
  | 'MEMBERS_INVALID'
  /** The caller may see the channel, but only its members may do this. */
  | 'MEMBERS_ONLY'
  | 'MEMBERS_TOO_MANY'
  /** Nobody of that id is in the workspace, or in the channel, that is meant. */
  | 'MEMBER_NOT_FOUND'
  | 'MENTIONS_TOO_MANY'
  | 'MESSAGE_DELETED'
  | 'MESSAGE_NOT_FOUND'
  | 'METRICS_TOO_MANY'
  | 'METRIC_INVALID'
  | 'NAME_INVALID'
  /** The message is another's. */
  | 'NOT_AUTHOR'
  | 'REPLY_NOT_FOUND'
  /** The caller may see the thing, but their role does not let them do this. */
  | 'ROLE_REQUIRED'
  /** Too much of one person, or too many messages in one channel. */
  | 'SEND_LIMIT'
  | 'SEQ_INVALID'
  | 'SERVICE_UNAVAILABLE'
  | 'SESSION_REQUIRED'
  /** What is private can not be made public. */
  | 'STAYS_PRIVATE'
  | 'TOPIC_INVALID'
  /** Too many files of one person, or too large ones, on one day. */
  | 'UPLOAD_LIMIT'
  /** Nothing was uploaded, or not in time. */
  | 'UPLOAD_NOT_FOUND'
  | 'WORKSPACE_NOT_FOUND';

/** What `errorType` says. */
export type ErrorType =
  /** The id is taken by something else. */
  | 'Conflict'
  /** The caller may know of the thing, but not do this to it. */
  | 'Forbidden'
  /** `errorInfo.field` names what is wrong, `errorInfo.limit` the limit that it passed. */
  | 'InvalidInput'
  /** There is nothing of that id that the caller may know of. */
  | 'NotFound'
  /** Too much, too fast. `errorInfo.retryAfterMs` says when to try again. */
  | 'RateLimited'
  /** No valid session. */
  | 'Unauthenticated'
  /** A part of the service did not answer. Safe to try again with the same input. */
  | 'Unavailable';

/** What concerns one person, as they are told wherever they look. */
export type InboxEvent = {
  /** Who did it. */
  actorId: Scalars['ID']['output'];
  at: Scalars['AWSDateTime']['output'];
  /** Null where it concerns the workspace. */
  channelId?: Maybe<Scalars['ID']['output']>;
  kind: InboxEventKind;
  /** `MENTIONED`: the message. `READ`: null. */
  messageId?: Maybe<Scalars['ID']['output']>;
  /** `MENTIONED`: the message's position. `READ`: how far they have read. */
  seq?: Maybe<Scalars['Int']['output']>;
  /** Whom it concerns. */
  userId: Scalars['ID']['output'];
  workspaceId: Scalars['ID']['output'];
};

/** The event as the service writes it. Holds every field that a subscriber can select. */
export type InboxEventInput = {
  actorId: Scalars['ID']['input'];
  at: Scalars['AWSDateTime']['input'];
  channelId?: InputMaybe<Scalars['ID']['input']>;
  kind: InboxEventKind;
  messageId?: InputMaybe<Scalars['ID']['input']>;
  seq?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['ID']['input'];
  workspaceId: Scalars['ID']['input'];
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
  channelId: Scalars['ID']['input'];
};

export type LeaveChannelInput = {
  channelId: Scalars['ID']['input'];
};

export type MarkReadInput = {
  channelId: Scalars['ID']['input'];
  /** The position that is read, and everything below it. At most the channel's `headSeq`. */
  seq: Scalars['Int']['input'];
};

/** One message of a channel. */
export type Message = {
  /** Empty once deleted. */
  attachments: Array<Attachment>;
  channelId: Scalars['ID']['output'];
  /** Null once deleted. `<@alice>` mentions the person of that id. */
  content?: Maybe<Scalars['String']['output']>;
  /** The server's time. Within a channel it rises strictly with `seq`. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Null = still there. */
  deletedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Null = says what it said at first. */
  editedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** A ULID, made by the sender's client. */
  id: Scalars['ID']['output'];
  /** The ids of the people whom the content mentions, each once. */
  mentions: Array<Scalars['ID']['output']>;
  /** Each emoji that someone put on it, in the order in which they first came. */
  reactions: Array<ReactionCount>;
  /** The message of the same channel that this one answers; null = none. */
  replyToId?: Maybe<Scalars['ID']['output']>;
  /** The position of its last change; equals `seq` for one that was never changed. */
  rev: Scalars['Int']['output'];
  /** The position in the channel that the message was born with. Orders messages for everyone alike. */
  seq: Scalars['Int']['output'];
  /** The time of `rev`. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** The author. */
  userId: Scalars['ID']['output'];
};

export type MessageConnection = {
  items: Array<Message>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** One thing that a client counted, or measured, since it last reported. */
export type MetricInput = {
  /** How often: 1 to 1,000,000. */
  count: Scalars['Int']['input'];
  name: MetricName;
  /** Why, where there are several reasons: at most 20, each once. */
  reasons?: InputMaybe<Array<MetricReasonInput>>;
  /**
   * Where something is measured: the values, or a sample of them that is spread as they are. At most 100, each from 0 to 86,400,000, in
   * the unit of the name. Absent = it was counted alone.
   */
  values?: InputMaybe<Array<Scalars['Float']['input']>>;
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
  count: Scalars['Int']['input'];
  /** Capital letters and underscores, such as `CONTENT_TOO_LONG`. At most 40. */
  reason: Scalars['String']['input'];
};

export type Mutation = {
  /** Puts another person of the workspace into a channel. Its members may, unless they are guests. Done twice, the first time counts. */
  addChannelMember: ChannelMember;
  /** Puts an emoji on a message, once for each person and emoji. At most 20 different ones on a message. */
  addReaction: Reaction;
  /** Takes a person into a workspace. Owners and admins may; only an owner makes owners. Done twice, the first time counts. */
  addWorkspaceMember: WorkspaceMember;
  /** Closes a channel for writing, or opens it again. Whoever may update it may. Done twice, the first time counts. */
  archiveChannel: Channel;
  /**
   * Makes a channel, with the caller and up to 100 other people of the workspace in it. Anyone but guests may. The first 40 are told
   * at once; the others find it when they next look.
   */
  createChannel: Channel;
  /** Makes a workspace. The caller is its owner. */
  createWorkspace: Workspace;
  /**
   * Deletes a message: its text and attachments are gone for good, its place stays. Its author may, and the workspace's owners and
   * admins wherever they may read. Done twice, the first time counts.
   */
  deleteMessage: Message;
  /** Changes what a message says. Its author may. Changing it to what it says already changes nothing. */
  editMessage: Message;
  /**
   * Looks at what was uploaded, and keeps it where no upload can change it any more: `UPLOAD_NOT_FOUND` where there is nothing,
   * `ATTACHMENT_INVALID` where it is not what it was said to be. Done twice, the first time counts. A file that no message of
   * `messageId` holds within a day is removed; so are the files of a message that is deleted.
   */
  finishUpload: Attachment;
  /** Puts the caller into a public channel. Anyone but guests may. Done twice, the first time counts. */
  joinChannel: ChannelMember;
  /** Takes the caller out of a channel. Nobody leaves a direct message. */
  leaveChannel: ChannelMember;
  /** Notes how far the caller has read a channel that they are in. The marker never goes back. */
  markRead: ChannelMember;
  /**
   * The direct message of the caller and 1 to 8 others of one workspace. There is one for each set of people: opened again, by
   * whomever of them and however often, it is the same. Anyone but guests may.
   */
  openDm: Channel;
  /** Tells a channel's subscribers what happened. The service alone may call it; no person can. */
  publishChannelEvent: ChannelEvent;
  /** Tells one person what concerns them. The service alone may call it; no person can. */
  publishInboxEvent: InboxEvent;
  /**
   * The service alone. Has each event published by itself, since a request of this API may say little at once, and each subscriber hears only what is
   * published under one field.
   */
  publishInboxEvents: Scalars['Boolean']['output'];
  /**
   * Takes a person out of a channel; they hear nothing of a private one from then on. Its creator, owners and admins may; of a
   * private one only those who are in it; and everyone for themselves.
   */
  removeChannelMember: ChannelMember;
  /** Takes the caller's emoji off a message. Where it was not there, the answer has no `createdAt`. */
  removeReaction: Reaction;
  /**
   * Takes a person out of a workspace and with that out of every channel of it, at once. Owners may, admins for anyone but
   * owners, and everyone for themselves. The last owner stays.
   */
  removeWorkspaceMember: WorkspaceMember;
  /**
   * Takes what a client measured of itself, for the operators' graphs and alarms: counts and times, never what people wrote nor who
   * they are. Answers with the service's time, so that a client learns how far its own clock is off. Whether it was kept, nobody is
   * told: send it about once a minute, and not again. Of one person one a second is taken, whatever they report from.
   */
  reportMetrics: Scalars['AWSDateTime']['output'];
  /**
   * Lets the caller upload one file, for 5 minutes. Whoever may write to the channel may, at most 1,000 files and 5 GB a day (UTC).
   * The file is then sent as the ticket says, `finishUpload` called, and the message of `messageId` sent with it.
   */
  requestUpload: UploadTicket;
  /**
   * Sends one message. `id` is the idempotency key, for ever: sending it again with the same content answers with the stored
   * message (same `seq`, same `createdAt`); with another channel, content or author it is a `Conflict` and nothing is written.
   */
  sendMessage: Message;
  /** Tells the channel that the caller is typing. Nothing is stored. Worth showing for 5 seconds; send at most one each 3. */
  sendTyping: Scalars['Boolean']['output'];
  /**
   * Changes a channel's name, its topic, or makes it private. Its creator, owners and admins may; of a private one only those
   * who are in it. What is private stays so.
   */
  updateChannel: Channel;
  /** Changes the caller's own profile. */
  updateProfile: User;
  /** Changes what a person is in a workspace. Owners may, and admins for anyone but owners. The last owner stays one. */
  updateWorkspaceMember: WorkspaceMember;
};


export type MutationAddChannelMemberArgs = {
  input: AddChannelMemberInput;
};


export type MutationAddReactionArgs = {
  input: ReactionInput;
};


export type MutationAddWorkspaceMemberArgs = {
  input: AddWorkspaceMemberInput;
};


export type MutationArchiveChannelArgs = {
  input: ArchiveChannelInput;
};


export type MutationCreateChannelArgs = {
  input: CreateChannelInput;
};


export type MutationCreateWorkspaceArgs = {
  input: CreateWorkspaceInput;
};


export type MutationDeleteMessageArgs = {
  input: DeleteMessageInput;
};


export type MutationEditMessageArgs = {
  input: EditMessageInput;
};


export type MutationFinishUploadArgs = {
  input: UploadInput;
};


export type MutationJoinChannelArgs = {
  input: JoinChannelInput;
};


export type MutationLeaveChannelArgs = {
  input: LeaveChannelInput;
};


export type MutationMarkReadArgs = {
  input: MarkReadInput;
};


export type MutationOpenDmArgs = {
  input: OpenDmInput;
};


export type MutationPublishChannelEventArgs = {
  input: ChannelEventInput;
};


export type MutationPublishInboxEventArgs = {
  input: InboxEventInput;
};


export type MutationPublishInboxEventsArgs = {
  input: Array<InboxEventInput>;
};


export type MutationRemoveChannelMemberArgs = {
  input: RemoveChannelMemberInput;
};


export type MutationRemoveReactionArgs = {
  input: ReactionInput;
};


export type MutationRemoveWorkspaceMemberArgs = {
  input: RemoveWorkspaceMemberInput;
};


export type MutationReportMetricsArgs = {
  input: ReportMetricsInput;
};


export type MutationRequestUploadArgs = {
  input: UploadInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSendTypingArgs = {
  channelId: Scalars['ID']['input'];
};


export type MutationUpdateChannelArgs = {
  input: UpdateChannelInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


export type MutationUpdateWorkspaceMemberArgs = {
  input: UpdateWorkspaceMemberInput;
};

/** A channel with what the caller has read of it. */
export type MyChannel = {
  channel: Channel;
  /** A message after that position mentions the caller. */
  isMentioned: Scalars['Boolean']['output'];
  /** The position that the caller has read up to; 0 = nothing. */
  lastReadSeq: Scalars['Int']['output'];
  /** Messages sent after that position, the caller's own and deleted ones included. */
  unreadCount: Scalars['Int']['output'];
};

export type MyChannelConnection = {
  items: Array<MyChannel>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

export type OpenDmInput = {
  /** The others, 1 to 8; the caller may be among them. */
  members: Array<Scalars['ID']['input']>;
  workspaceId: Scalars['ID']['input'];
};

export type Query = {
  /**
   * Links to the files of one message, in the order of its `attachments`. Whoever may read the channel may have them. A link holds
   * for 5 to 10 minutes, for whoever knows it; ask again for another. It is null where the service keeps no such file.
   */
  attachmentLinks: Array<AttachmentLink>;
  /** One channel or direct message. Null, with a `NotFound`, where there is none that the caller may read. */
  getChannel?: Maybe<Channel>;
  /** One message of a channel that the caller may read. Null, with a `NotFound`, for any other. */
  getMessage?: Maybe<Message>;
  /** One workspace that the caller is a member of. Null, with a `NotFound`, for any other. */
  getWorkspace?: Maybe<Workspace>;
  /** The people of a channel or direct message, in the order of their ids. At most 100 a page. */
  listChannelMembers: ChannelMemberConnection;
  /**
   * The channels of one workspace that the caller may read: first the private ones that they are in, then the public ones by name.
   * A guest is shown the channels that they are in. No direct messages. At most 100 a page; a page may hold fewer than `limit`, or
   * none, and still have a `nextToken`.
   */
  listChannels: ChannelConnection;
  /**
   * The channels and direct messages of one workspace that the caller is in, with what is unread. At most 100 a page, in no
   * promised order.
   */
  listMyChannels: MyChannelConnection;
  /** Who put which emoji on a message, or who put just `emoji`. At most 100 a page, emoji by emoji. */
  listReactions: ReactionConnection;
  /** The people of a workspace, in the order of their ids. At most 100 a page. Guests may not list them. */
  listWorkspaceMembers: WorkspaceMemberConnection;
  /** The workspaces that the caller is a member of. At most 100 a page. */
  listWorkspaces: WorkspaceConnection;
  /** The caller's own profile. It is made from the session when the caller is first seen. */
  me: User;
  /**
   * One page of a channel's messages, 1 to 100, newest first unless `sortDirection` is `ASC`. Reads the index
   * `messages_by_channel`. `before`, `after` and `around` jump to a position, at most one of them: `before` gives the messages
   * next below that position, `after` those next above it, `around` as many of either side as half a page holds, and the one at
   * it. `nextToken` leads on: away from `after` to newer messages, from `before` and `around` to older ones, from neither in the
   * order of `sortDirection`. It belongs to one channel and direction and never expires. A page may hold fewer than `limit`, or
   * none, and still have one.
   */
  messagesByChannel: MessageConnection;
  /**
   * Everything that changed in a channel after the position `afterSeq`, newest first: messages sent since, and older ones that
   * were edited, deleted or reacted to, each as it is now. At most 100 messages a page. Together with what a client held at
   * `afterSeq`, all pages make what a fresh load would, up to `completeThrough`. A message may come twice, changed
   * meanwhile or not: the higher `rev` counts.
   */
  syncChannel: ChannelSync;
};


export type QueryAttachmentLinksArgs = {
  channelId: Scalars['ID']['input'];
  messageId: Scalars['ID']['input'];
};


export type QueryGetChannelArgs = {
  id: Scalars['ID']['input'];
};


export type QueryGetMessageArgs = {
  id: Scalars['ID']['input'];
};


export type QueryGetWorkspaceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryListChannelMembersArgs = {
  channelId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListChannelsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  workspaceId: Scalars['ID']['input'];
};


export type QueryListMyChannelsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  workspaceId: Scalars['ID']['input'];
};


export type QueryListReactionsArgs = {
  channelId: Scalars['ID']['input'];
  emoji?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageId: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListWorkspaceMembersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  workspaceId: Scalars['ID']['input'];
};


export type QueryListWorkspacesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMessagesByChannelArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  around?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['Int']['input']>;
  channelId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  sortDirection?: InputMaybe<SortDirection>;
};


export type QuerySyncChannelArgs = {
  afterSeq: Scalars['Int']['input'];
  channelId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** That one person put one emoji on one message. */
export type Reaction = {
  channelId: Scalars['ID']['output'];
  /** Null where one was taken off that was not there. */
  createdAt?: Maybe<Scalars['AWSDateTime']['output']>;
  emoji: Scalars['String']['output'];
  messageId: Scalars['ID']['output'];
  userId: Scalars['ID']['output'];
};

export type ReactionConnection = {
  items: Array<Reaction>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** How many people put one emoji on a message. */
export type ReactionCount = {
  count: Scalars['Int']['output'];
  emoji: Scalars['String']['output'];
  /** Null in events: it depends on who looks. */
  reactedByMe?: Maybe<Scalars['Boolean']['output']>;
};

export type ReactionInput = {
  channelId: Scalars['ID']['input'];
  /** One emoji: one grapheme. Kept in the form that Unicode recommends, so that it is the same from every keyboard. */
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
};

export type RemoveChannelMemberInput = {
  channelId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};

export type RemoveWorkspaceMemberInput = {
  userId: Scalars['ID']['input'];
  workspaceId: Scalars['ID']['input'];
};

/** What a client measured of itself since it last reported, and nothing of who uses it. */
export type ReportMetricsInput = {
  /** At most 50, each name once. */
  metrics: Array<MetricInput>;
  /** What the client runs in. */
  platform: ClientPlatform;
  /** The client's version: three numbers, such as `0.1.0`, and perhaps letters, as in `1.0.0-beta.2`. At most 32 characters. */
  version: Scalars['String']['input'];
};

export type SendMessageInput = {
  /** At most 10. */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  channelId: Scalars['ID']['input'];
  /**
   * 1 to 4,000 code points, of which at least one is visible; no control characters but tab and line feed. May be empty where
   * there are attachments. At most 15 people mentioned.
   */
  content: Scalars['String']['input'];
  /** A ULID in upper case, made once per message by the sender's client. */
  id: Scalars['ID']['input'];
  /**
   * An earlier try may have got through. The stored message is then looked for first, and found it costs no position, and
   * counts for no limit. Never needed for being safe.
   */
  isRetry?: InputMaybe<Scalars['Boolean']['input']>;
  /** A message of the same channel. */
  replyToId?: InputMaybe<Scalars['ID']['input']>;
};

/** From one position through another, both included. */
export type SeqRange = {
  from: Scalars['Int']['output'];
  through: Scalars['Int']['output'];
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

export type Subscription = {
  /**
   * Everything that happens in one channel from now on. Whoever may read the channel may subscribe. The service limits what
   * arrives to this channel and its present audience, whatever the arguments say. Delivery is at most once and in no promised
   * order: `seq` tells what is missing.
   */
  onChannelEvent?: Maybe<ChannelEvent>;
  /** What concerns the caller, wherever it happens. `userId` must be the caller's own. */
  onInboxEvent?: Maybe<InboxEvent>;
};


export type SubscriptionOnChannelEventArgs = {
  channelId: Scalars['ID']['input'];
};


export type SubscriptionOnInboxEventArgs = {
  userId: Scalars['ID']['input'];
};

/** What is absent or null stays as it is. */
export type UpdateChannelInput = {
  channelId: Scalars['ID']['input'];
  /** True makes it private, for good. */
  isPrivate?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 80 code points. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** At most 250 code points; an empty one takes the topic away. */
  topic?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateProfileInput = {
  /** 1 to 80 code points. */
  name: Scalars['String']['input'];
};

export type UpdateWorkspaceMemberInput = {
  role: WorkspaceRole;
  userId: Scalars['ID']['input'];
  workspaceId: Scalars['ID']['input'];
};

/** One field of a form. */
export type UploadField = {
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

/** One file for one message of the caller's. The same for `requestUpload` and `finishUpload`. */
export type UploadInput = {
  channelId: Scalars['ID']['input'];
  /** Word for word what the message will say of it. */
  file: AttachmentInput;
  /** Of the message that is to be sent with it: a ULID in upper case, made by the sender's client. */
  messageId: Scalars['ID']['input'];
};

/** How one file is uploaded: `POST` to `url` as a form of these fields, in their order, and the file as the last, named `file`. */
export type UploadTicket = {
  /** Until when it is taken. */
  expiresAt: Scalars['AWSDateTime']['output'];
  fields: Array<UploadField>;
  url: Scalars['String']['output'];
};

/** A person. */
export type User = {
  createdAt: Scalars['AWSDateTime']['output'];
  /** The id that the application's session carries. */
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  updatedAt: Scalars['AWSDateTime']['output'];
};

/** The house that channels, direct messages and their people live in. */
export type Workspace = {
  createdAt: Scalars['AWSDateTime']['output'];
  createdBy: Scalars['ID']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  updatedAt: Scalars['AWSDateTime']['output'];
};

export type WorkspaceConnection = {
  items: Array<Workspace>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** That a person is in a workspace, and as what. */
export type WorkspaceMember = {
  createdAt: Scalars['AWSDateTime']['output'];
  role: WorkspaceRole;
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Null = never signed in yet. */
  user?: Maybe<User>;
  userId: Scalars['ID']['output'];
  workspaceId: Scalars['ID']['output'];
};

export type WorkspaceMemberConnection = {
  items: Array<WorkspaceMember>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

export type WorkspaceRole =
  | 'ADMIN'
  /** Sees only the channels that they were added to. */
  | 'GUEST'
  | 'MEMBER'
  | 'OWNER';
