import type { DataSourceName } from './data-sources.ts';

/**
 * Which data source each step runs on, and which steps each field runs, in order. A step is a file of `resolvers/functions/`,
 * a field one of `resolvers/`; a test holds both lists against the folders and the schema.
 */
export const steps = {
  authorizeChannel: 'access',
  authorizeWorkspace: 'workspaceMembers',
  sequence: 'channelSequence',
  sequenceBehindClock: 'channelSequence',
  writeMessage: 'messageWriter',
  publish: 'publisher',
  queryMessages: 'messageHistory',
  listMyWorkspaceMemberships: 'workspaceMembers',
  loadWorkspaces: 'workspaces',
  listMyMemberships: 'channelMembers',
  loadMyChannels: 'channels',
  loadProfile: 'profiles',
  createProfile: 'profiles',
} as const satisfies Record<string, DataSourceName>;

export type StepName = keyof typeof steps;

/** A list of steps, or the data source of a field that has none. */
export const fields: Readonly<Record<string, readonly StepName[] | DataSourceName>> = {
  'Query.me': ['loadProfile', 'createProfile'],
  'Query.listWorkspaces': ['listMyWorkspaceMemberships', 'loadWorkspaces'],
  'Query.getChannel': ['authorizeChannel'],
  'Query.listMyChannels': ['authorizeWorkspace', 'listMyMemberships', 'loadMyChannels'],
  'Query.messagesByChannel': ['authorizeChannel', 'queryMessages'],
  'Mutation.sendMessage': ['authorizeChannel', 'sequence', 'sequenceBehindClock', 'writeMessage', 'publish'],
  'Mutation.publishChannelEvent': 'none',
  'Subscription.onChannelEvent': ['authorizeChannel'],
};
