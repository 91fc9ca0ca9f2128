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

/** A channel, or a direct message of 2 to 9 people. */
export type Channel = {
  /** Since when nobody may write here; null = open. */
  archivedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  createdAt: Scalars['AWSDateTime']['output'];
  createdBy: Scalars['ID']['output'];
  /** The position of the channel's last change. Each message, edit, deletion and reaction takes the next one. */
  headSeq: Scalars['Int']['output'];
  /** Begins with the id of its workspace and an underscore. */
  id: Scalars['ID']['output'];
  isDm: Scalars['Boolean']['output'];
  /** Read by its members alone. Direct messages always are. */
  isPrivate: Scalars['Boolean']['output'];
  /** Null = no message yet. */
  lastMessageAt?: Maybe<Scalars['AWSDateTime']['output']>;
  memberCount: Scalars['Int']['output'];
  /** The people of a direct message, sorted. Null for any other channel, which may have thousands. */
  members?: Maybe<Array<Scalars['ID']['output']>>;
  /** Null for a direct message: it is known by its people. */
  name?: Maybe<Scalars['String']['output']>;
  topic?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['AWSDateTime']['output'];
  workspaceId: Scalars['ID']['output'];
};

/** What happened in a channel, as its subscribers are told. */
export type ChannelEvent = {
  /** Who did it. */
  actorId: Scalars['ID']['output'];
  /** The channel's time at this position. */
  at: Scalars['AWSDateTime']['output'];
  /** Names those who may hear the event: the channel and the epochs of its and its workspace's membership. */
  audience: Scalars['String']['output'];
  channelId: Scalars['ID']['output'];
  kind: ChannelEventKind;
  /**
   * `MESSAGE_SENT`: the message. Where the sender's retry took this position, the message is the stored one, and its own `seq`
   * is lower than the event's.
   */
  message?: Maybe<Message>;
  /** The channel's position that this event took. Positions are contiguous; one that never comes was never used. */
  seq: Scalars['Int']['output'];
};

/** The event as the service writes it. Holds every field that a subscriber can select. */
export type ChannelEventInput = {
  actorId: Scalars['ID']['input'];
  at: Scalars['AWSDateTime']['input'];
  audience: Scalars['String']['input'];
  channelId: Scalars['ID']['input'];
  kind: ChannelEventKind;
  message?: InputMaybe<ChannelEventMessageInput>;
  seq: Scalars['Int']['input'];
};

export type ChannelEventKind =
  | 'MESSAGE_SENT';

export type ChannelEventMessageInput = {
  channelId: Scalars['ID']['input'];
  content?: InputMaybe<Scalars['String']['input']>;
  createdAt: Scalars['AWSDateTime']['input'];
  id: Scalars['ID']['input'];
  replyToId?: InputMaybe<Scalars['ID']['input']>;
  rev: Scalars['Int']['input'];
  seq: Scalars['Int']['input'];
  updatedAt: Scalars['AWSDateTime']['input'];
  userId: Scalars['ID']['input'];
};

/** What `errorInfo.code` says: the exact reason, for programs. */
export type ErrorCode =
  | 'CHANNEL_ARCHIVED'
  | 'CHANNEL_NOT_FOUND'
  | 'CONTENT_EMPTY'
  | 'CONTENT_INVALID'
  | 'CONTENT_TOO_LONG'
  | 'CURSOR_INVALID'
  | 'ID_INVALID'
  | 'ID_TAKEN'
  | 'LIMIT_INVALID'
  | 'REPLY_NOT_FOUND'
  | 'SERVICE_UNAVAILABLE'
  | 'SESSION_REQUIRED'
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

/** One message of a channel. */
export type Message = {
  channelId: Scalars['ID']['output'];
  /** Null once deleted. */
  content?: Maybe<Scalars['String']['output']>;
  /** The server's time. Within a channel it rises strictly with `seq`. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** A ULID, made by the sender's client. */
  id: Scalars['ID']['output'];
  /** The message of the same channel that this one answers; null = none. */
  replyToId?: Maybe<Scalars['ID']['output']>;
  /** The position of its last change; equals `seq` for one that was never changed. */
  rev: Scalars['Int']['output'];
  /** The position in the channel that the message was born with. Orders messages for everyone alike. */
  seq: Scalars['Int']['output'];
  updatedAt: Scalars['AWSDateTime']['output'];
  /** The author. */
  userId: Scalars['ID']['output'];
};

export type MessageConnection = {
  items: Array<Message>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  /** Tells a channel's subscribers what happened. The service alone may call it; no person can. */
  publishChannelEvent: ChannelEvent;
  /**
   * Sends one message. `id` is the idempotency key, for ever: sending it again with the same content answers with the stored
   * message (same `seq`, same `createdAt`); with another channel, content or author it is a `Conflict` and nothing is written.
   */
  sendMessage: Message;
};


export type MutationPublishChannelEventArgs = {
  input: ChannelEventInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};

/** A channel with what the caller has read of it. */
export type MyChannel = {
  channel: Channel;
  /** The position that the caller has read up to; 0 = nothing. */
  lastReadSeq: Scalars['Int']['output'];
  /** Messages sent after that position, the caller's own included. */
  unreadCount: Scalars['Int']['output'];
};

export type MyChannelConnection = {
  items: Array<MyChannel>;
  /** Null at the end. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /** One channel or direct message. Null, with a `NotFound`, where there is none that the caller may read. */
  getChannel?: Maybe<Channel>;
  /**
   * The channels and direct messages of one workspace that the caller is in, with what is unread. At most 100 a page, in no
   * promised order.
   */
  listMyChannels: MyChannelConnection;
  /** The workspaces that the caller is a member of. At most 100 a page. */
  listWorkspaces: WorkspaceConnection;
  /** The caller's own profile. It is made from the session when the caller is first seen. */
  me: User;
  /**
   * One page of a channel's messages, 1 to 100, newest first unless `sortDirection` is `ASC`. Reads the index
   * `messages_by_channel`. `nextToken` leads on in the same direction; it belongs to one channel and direction and never expires.
   */
  messagesByChannel: MessageConnection;
};


export type QueryGetChannelArgs = {
  id: Scalars['ID']['input'];
};


export type QueryListMyChannelsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  workspaceId: Scalars['ID']['input'];
};


export type QueryListWorkspacesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMessagesByChannelArgs = {
  channelId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  sortDirection?: InputMaybe<SortDirection>;
};

export type SendMessageInput = {
  channelId: Scalars['ID']['input'];
  /** 1 to 4,000 code points, of which at least one is visible; no control characters but tab and line feed. */
  content: Scalars['String']['input'];
  /** A ULID in upper case, made once per message by the sender's client. */
  id: Scalars['ID']['input'];
  /** A message of the same channel. */
  replyToId?: InputMaybe<Scalars['ID']['input']>;
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
};


export type SubscriptionOnChannelEventArgs = {
  channelId: Scalars['ID']['input'];
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

export type WorkspaceRole =
  | 'ADMIN'
  /** Sees only the channels that they were added to. */
  | 'GUEST'
  | 'MEMBER'
  | 'OWNER';
