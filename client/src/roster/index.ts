/** The channels that a person is in, with what is unread. Start at `create-roster.ts`. */
export { openRoster } from './open-roster.ts';
export { type Roster, type RosterChannel, type RosterState } from './create-roster.ts';
export type { MarkerNote } from './read-markers.ts';
