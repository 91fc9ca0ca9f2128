/** What people were writing is kept on this device, by person and channel. Start at `create-drafts.ts`. */
export { type DraftNote, type Drafts } from './create-drafts.ts';
export { openDrafts, type OpenDraftsOptions } from './open-drafts.ts';
export type { Draft, DraftStore, Removal } from './draft-store.ts';
