export type { ChannelMember } from './channels.ts';
export type { Reaction } from './messages.ts';
export { type Operations, operationsOf } from './operations-of.ts';
export type { Page, PageOptions } from './pages.ts';
export type { WorkspaceMember } from './workspaces.ts';
