/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
type GeneratedQuery<Input, Output> = string & { __generatedQueryInput: Input; __generatedQueryOutput: Output };
type GeneratedMutation<Input, Output> = string & { __generatedMutationInput: Input; __generatedMutationOutput: Output };
type GeneratedSubscription<Input, Output> = string & { __generatedSubscriptionInput: Input; __generatedSubscriptionOutput: Output };
export type ChannelEventKind =
  | 'MESSAGE_SENT';

export type SendMessageInput = {
  channelId: string;
  /** 1 to 4,000 code points, of which at least one is visible; no control characters but tab and line feed. */
  content: string;
  /** A ULID in upper case, made once per message by the sender's client. */
  id: string;
  /** A message of the same channel. */
  replyToId?: string | null | undefined;
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

export type ChannelFieldsFragment = { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null };

export type MessageFieldsFragment = { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, seq: number, rev: number, createdAt: string, updatedAt: string };

export type GetChannelQueryVariables = Exact<{
  id: string;
}>;


export type GetChannelQuery = { getChannel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } | null };

export type ListMyChannelsQueryVariables = Exact<{
  workspaceId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMyChannelsQuery = { listMyChannels: { nextToken: string | null, items: Array<{ lastReadSeq: number, unreadCount: number, channel: { id: string, workspaceId: string, name: string | null, topic: string | null, isPrivate: boolean, isDm: boolean, members: Array<string> | null, memberCount: number, headSeq: number, createdBy: string, createdAt: string, updatedAt: string, archivedAt: string | null, lastMessageAt: string | null } }> } };

export type ListWorkspacesQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListWorkspacesQuery = { listWorkspaces: { nextToken: string | null, items: Array<{ id: string, name: string, createdBy: string, createdAt: string, updatedAt: string }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, createdAt: string, updatedAt: string } };

export type MessagesByChannelQueryVariables = Exact<{
  channelId: string;
  limit?: number | null | undefined;
  sortDirection?: SortDirection | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type MessagesByChannelQuery = { messagesByChannel: { nextToken: string | null, items: Array<{ id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, seq: number, rev: number, createdAt: string, updatedAt: string }> } };

export type OnChannelEventSubscriptionVariables = Exact<{
  channelId: string;
}>;


export type OnChannelEventSubscription = { onChannelEvent: { channelId: string, seq: number, kind: ChannelEventKind, actorId: string, at: string, audience: string, message: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, seq: number, rev: number, createdAt: string, updatedAt: string } | null } | null };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { id: string, channelId: string, userId: string, content: string | null, replyToId: string | null, seq: number, rev: number, createdAt: string, updatedAt: string } };

export const getChannel = /* GraphQL */ `query GetChannel($id: ID!) {
  getChannel(id: $id) {
    ...ChannelFields
  }
}

fragment ChannelFields on Channel {
  id
  workspaceId
  name
  topic
  isPrivate
  isDm
  members
  memberCount
  headSeq
  createdBy
  createdAt
  updatedAt
  archivedAt
  lastMessageAt
}` as GeneratedQuery<GetChannelQueryVariables, GetChannelQuery>;

export const listMyChannels = /* GraphQL */ `query ListMyChannels($workspaceId: ID!, $limit: Int, $nextToken: String) {
  listMyChannels(workspaceId: $workspaceId, limit: $limit, nextToken: $nextToken) {
    items {
      channel {
        ...ChannelFields
      }
      lastReadSeq
      unreadCount
    }
    nextToken
  }
}

fragment ChannelFields on Channel {
  id
  workspaceId
  name
  topic
  isPrivate
  isDm
  members
  memberCount
  headSeq
  createdBy
  createdAt
  updatedAt
  archivedAt
  lastMessageAt
}` as GeneratedQuery<ListMyChannelsQueryVariables, ListMyChannelsQuery>;

export const listWorkspaces = /* GraphQL */ `query ListWorkspaces($limit: Int, $nextToken: String) {
  listWorkspaces(limit: $limit, nextToken: $nextToken) {
    items {
      id
      name
      createdBy
      createdAt
      updatedAt
    }
    nextToken
  }
}` as GeneratedQuery<ListWorkspacesQueryVariables, ListWorkspacesQuery>;

export const me = /* GraphQL */ `query Me {
  me {
    id
    name
    createdAt
    updatedAt
  }
}` as GeneratedQuery<MeQueryVariables, MeQuery>;

export const messagesByChannel = /* GraphQL */ `query MessagesByChannel($channelId: ID!, $limit: Int, $sortDirection: SortDirection, $nextToken: String) {
  messagesByChannel(
    channelId: $channelId
    limit: $limit
    sortDirection: $sortDirection
    nextToken: $nextToken
  ) {
    items {
      ...MessageFields
    }
    nextToken
  }
}

fragment MessageFields on Message {
  id
  channelId
  userId
  content
  replyToId
  seq
  rev
  createdAt
  updatedAt
}` as GeneratedQuery<MessagesByChannelQueryVariables, MessagesByChannelQuery>;

export const onChannelEvent = /* GraphQL */ `subscription OnChannelEvent($channelId: ID!) {
  onChannelEvent(channelId: $channelId) {
    channelId
    seq
    kind
    actorId
    at
    audience
    message {
      ...MessageFields
    }
  }
}

fragment MessageFields on Message {
  id
  channelId
  userId
  content
  replyToId
  seq
  rev
  createdAt
  updatedAt
}` as GeneratedSubscription<OnChannelEventSubscriptionVariables, OnChannelEventSubscription>;

export const sendMessage = /* GraphQL */ `mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    ...MessageFields
  }
}

fragment MessageFields on Message {
  id
  channelId
  userId
  content
  replyToId
  seq
  rev
  createdAt
  updatedAt
}` as GeneratedMutation<SendMessageMutationVariables, SendMessageMutation>;