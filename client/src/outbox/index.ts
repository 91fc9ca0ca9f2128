/** What is sent is kept on this device, and sent by itself: in order, each once. Start at `open-outbox.ts`. */
export { openOutbox, type Outbox, type OutboxOptions, type OutboxSummary } from './open-outbox.ts';
export type { OutboxDraft, OutboxEntry, OutboxEntryState, OutboxKind, OutboxReaction, OutboxReason } from './entry.ts';
export type { OutboxSend } from './flusher.ts';
export type { MessagePlace, OutboxAnswer, SeenEntry } from './outbox-state.ts';
export type { OutboxStore, StoreChanges } from './store.ts';
export type { Tabs, TabNote } from './tabs.ts';
