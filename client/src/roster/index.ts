/** The channels that a person is in, with what is unread. Start at `create-roster.ts`. */
export { openRoster } from './open-roster.ts';
export { openWorkspaces, type Workspaces, type WorkspacesState } from './open-workspaces.ts';
export type { Roster, RosterChannel, RosterState } from './roster.ts';
export type { MarkerNote } from './read-markers.ts';
