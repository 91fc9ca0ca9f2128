import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import type { OutboxEvent, OutboxFailure, OutboxState } from '../../../client/src/outbox/outbox-state.ts';
import type { MessagingErrorCode } from '../../../client/src/errors.ts';

/** The time of every step of the table. */
export const at = 1_000_000;

const base = {
  id: 'A',
  kind: 'send',
  channelId: 'harbor',
  content: 'old',
  createdAt: 0,
  order: 1,
  version: 1,
  state: 'queued',
  attempts: 0,
} as const satisfies OutboxEntry;

const sending = { ...base, state: 'sending', attempts: 1, triedAt: at - 1_000 } as const;
const reason = { code: 'CHANNEL_ARCHIVED', message: 'It is archived.', retryable: false } as const;

/** A row of each sort. `lost` = a try was not answered, and may still arrive; `long lost` = it can not arrive any more. */
export const rows = {
  queued: base,
  'queued, lost': { ...base, attempts: 1, triedAt: at - 20_000, mayLandUntil: at + 20_000 },
  'queued, lost, to be edited': {
    ...base,
    attempts: 1,
    triedAt: at - 20_000,
    mayLandUntil: at + 20_000,
    wish: { kind: 'edit', content: 'new' },
  },
  sending,
  'sending, lost': { ...sending, attempts: 2, mayLandUntil: at + 20_000 },
  'sending, long lost': { ...sending, attempts: 2, mayLandUntil: at - 1 },
  'sending, to be edited': { ...sending, wish: { kind: 'edit', content: 'new' } },
  'sending, to be deleted': { ...sending, wish: { kind: 'delete' } },
  refused: { ...base, state: 'refused', attempts: 1, triedAt: at - 5_000, reason },
  'refused, lost': { ...base, state: 'refused', attempts: 5, triedAt: at - 5_000, mayLandUntil: at + 20_000, reason },
  'edit, queued': { ...base, kind: 'edit' },
  'edit, sending, to be deleted': { ...sending, kind: 'edit', wish: { kind: 'delete' } },
  'edit, sending': { ...sending, kind: 'edit' },
  'delete, queued, lost': { ...base, kind: 'delete', mayLandUntil: at + 20_000 },
  'delete, sending': { ...sending, kind: 'delete' },
  'delete, refused': { ...base, kind: 'delete', state: 'refused', attempts: 1, triedAt: at - 5_000, reason },
} as const satisfies Record<string, OutboxEntry>;

export type RowName = keyof typeof rows;

const failed = (code: MessagingErrorCode, retryable = false, retryAfterMs?: number): OutboxEvent => {
  const failure: OutboxFailure = { code, message: 'No.', retryable, retryAfterMs };
  return { type: 'failed', id: 'A', attempt: 0, failure };
};

/** Every event, in each of its forms that makes a difference. `attempt` is that of the row. */
export const events = {
  enqueued: { type: 'enqueued', draft: { id: 'A', channelId: 'harbor', content: 'again' } },
  edited: { type: 'edited', id: 'A', content: 'newer' },
  discarded: { type: 'discarded', id: 'A', isEditAlone: false },
  'discarded, the edit alone': { type: 'discarded', id: 'A', isEditAlone: true },
  retried: { type: 'retried', id: 'A' },
  'flush-started': { type: 'flush-started' },
  acknowledged: { type: 'acknowledged', id: 'A', attempt: 0, seq: 7 },
  'failed, lost': failed('NETWORK', true),
  'failed, limited': failed('SEND_LIMIT', true, 200),
  'failed, no session': failed('SESSION_REQUIRED'),
  'failed, refused': failed('CHANNEL_ARCHIVED'),
  'failed, not there': failed('MESSAGE_NOT_FOUND'),
  'failed, unknown': failed('UNKNOWN'),
  seen: { type: 'seen', ids: ['A'] },
  told: { type: 'told', sent: [] },
  resumed: { type: 'resumed' },
  'went-offline': { type: 'went-offline' },
  'timer-fired': { type: 'timer-fired' },
} as const satisfies Record<string, OutboxEvent>;

export type EventName = keyof typeof events;

/** This tab sends, and waits for the answer to what is `sending`. Else every lane waits a moment, so that one thing happens at a time. */
export function stateWith(row: OutboxEntry): OutboxState {
  const wait = { dueAt: at + 1_000, triedAt: [at - 2_000] };
  return {
    rows: new Map([[row.id, row]]),
    sent: new Map(),
    isFlushing: true,
    pausedUntil: 0,
    waits: new Map([
      ['harbor', wait],
      ['A', wait],
    ]),
    tries: new Map(row.state === 'sending' ? [[row.id, row.attempts]] : []),
  };
}

/** A row in a few words: kind, state, text, and what is known of it. `∅` = gone. */
export function told(row: OutboxEntry | null | undefined): string {
  if (!row) return '∅';
  const { kind, state, content, wish, mayLandUntil, reason: why } = row;
  const wished = wish ? (wish.kind === 'edit' ? ` →${wish.content}` : ' →delete') : '';
  return [
    kind === 'send' ? '' : `${kind} `,
    state,
    kind === 'delete' || content === 'old' ? '' : ` "${content}"`,
    wished,
    mayLandUntil === undefined ? '' : ' lost',
    why && state === 'refused' ? ` ${why.code}` : '',
  ].join('');
}
