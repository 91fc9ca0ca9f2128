import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import type { OutboxEvent, OutboxState } from '../../../client/src/outbox/outbox-state.ts';
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

const trying = { state: 'sending', attempts: 1, triedAt: at - 1_000 } as const;
const sending = { ...base, ...trying } as const;
const reacting = {
  ...base,
  id: 'A/👍',
  kind: 'react',
  content: '',
  reaction: { messageId: 'A', emoji: '👍', isOn: true },
} as const satisfies OutboxEntry;
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
  'edit, sending, to be edited': { ...sending, kind: 'edit', wish: { kind: 'edit', content: 'new' } },
  'edit, waiting for a lost one': { ...base, kind: 'edit', mayLandUntil: at + 20_000 },
  'edit, refused': { ...base, kind: 'edit', state: 'refused', attempts: 1, triedAt: at - 5_000, reason },
  'delete, queued': { ...base, kind: 'delete' },
  'delete, queued, lost': { ...base, kind: 'delete', mayLandUntil: at + 20_000 },
  'delete, sending': { ...sending, kind: 'delete' },
  'delete, refused': { ...base, kind: 'delete', state: 'refused', attempts: 1, triedAt: at - 5_000, reason },
  'react, queued': reacting,
  'react, waiting for a lost one': { ...reacting, mayLandUntil: at + 20_000 },
  'react, queued, lost': { ...reacting, attempts: 1, triedAt: at - 20_000, mayLandUntil: at + 20_000 },
  'react, sending': { ...reacting, ...trying },
  'react, sending, lost': { ...reacting, ...trying, attempts: 2, mayLandUntil: at + 20_000 },
  'react, sending, to be taken off': { ...reacting, ...trying, wish: { kind: 'react', isOn: false } },
  'react, refused': { ...reacting, state: 'refused', attempts: 1, triedAt: at - 5_000, reason },
  'react, refused, lost': {
    ...reacting,
    state: 'refused',
    attempts: 5,
    triedAt: at - 5_000,
    mayLandUntil: at + 20_000,
    reason,
  },
  'taking off, sending': { ...reacting, ...trying, reaction: { ...reacting.reaction, isOn: false } },
  'taking off, sending, to be put back': {
    ...reacting,
    ...trying,
    reaction: { ...reacting.reaction, isOn: false },
    wish: { kind: 'react', isOn: true },
  },
} as const satisfies Record<string, OutboxEntry>;

export type RowName = keyof typeof rows;

const reacted = (isOn: boolean, isStored: boolean | null): OutboxEvent => {
  return { type: 'reacted', channelId: 'harbor', reaction: { messageId: 'A', emoji: '👍', isOn }, isStored };
};

/** Every event, in each of its forms that makes a difference, to a row. */
export const events: (row: OutboxEntry) => Record<EventName, OutboxEvent> = (row) => {
  const { id } = row;
  const failed = (code: MessagingErrorCode, retryable = false, retryAfterMs?: number): OutboxEvent => {
    return { type: 'failed', id, number: 1, failure: { code, message: 'No.', retryable, retryAfterMs } };
  };
  return {
    enqueued: { type: 'enqueued', draft: { id: 'A', channelId: 'harbor', content: 'again' } },
    edited: { type: 'edited', id: 'A', channelId: 'harbor', content: 'newer' },
    removed: { type: 'removed', id: 'A', channelId: 'harbor' },
    'reacted, on': reacted(true, false),
    'reacted, off': reacted(false, false),
    'reacted, off, and who knows': reacted(false, null),
    discarded: { type: 'discarded', id, isChangeAlone: false },
    'discarded, the change alone': { type: 'discarded', id, isChangeAlone: true },
    retried: { type: 'retried', id },
    'flush-started': { type: 'flush-started' },
    acknowledged: { type: 'acknowledged', id, number: 1, answer: { seq: 7 } },
    'failed, lost': failed('NETWORK', true),
    'failed, limited': failed('SEND_LIMIT', true, 200),
    'failed, no session': failed('SESSION_REQUIRED'),
    'failed, refused': failed('CHANNEL_ARCHIVED'),
    'failed, not there': failed('MESSAGE_NOT_FOUND'),
    'failed, deleted': failed('MESSAGE_DELETED'),
    'failed, unknown': failed('UNKNOWN'),
    seen: { type: 'seen', seen: [{ entry: row, seq: 7 }] },
    told: { type: 'told', sent: [], gone: [] },
    forgotten: { type: 'forgotten' },
    resumed: { type: 'resumed' },
    'went-offline': { type: 'went-offline' },
    'timer-fired': { type: 'timer-fired' },
  };
};

export type EventName =
  | 'enqueued'
  | 'edited'
  | 'removed'
  | `reacted, ${'on' | 'off' | 'off, and who knows'}`
  | 'discarded'
  | 'discarded, the change alone'
  | 'retried'
  | 'flush-started'
  | 'acknowledged'
  | `failed, ${'lost' | 'limited' | 'no session' | 'refused' | 'not there' | 'deleted' | 'unknown'}`
  | 'seen'
  | 'told'
  | 'forgotten'
  | 'resumed'
  | 'went-offline'
  | 'timer-fired';

/** This tab sends, and waits for the answer to what is `sending`. Else every lane waits a moment, so that one thing happens at a time. */
export function stateWith(row: OutboxEntry): OutboxState {
  const wait = { dueAt: at + 1_000, triedAt: [at - 2_000] };
  return {
    rows: new Map([[row.id, row]]),
    sent: new Map(),
    leaving: new Map(),
    isFlushing: true,
    pausedUntil: 0,
    waits: new Map(['harbor', 'A', 'A/👍'].map((lane) => [lane, wait])),
    tries: new Map(row.state === 'sending' ? [[row.id, { number: 1, attempts: row.attempts }]] : []),
    landing: new Map(),
    tried: 1,
  };
}

/** A row in a few words: kind, state, text, and what is known of it. `∅` = gone. */
export function told(row: OutboxEntry | null | undefined): string {
  if (!row) return '∅';
  const { kind, state, content, reaction, wish, mayLandUntil, reason: why } = row;
  return [
    kind === 'send' ? '' : `${kind} `,
    state,
    kind === 'delete' || kind === 'react' || content === 'old' ? '' : ` "${content}"`,
    reaction ? (reaction.isOn ? ' on' : ' off') : '',
    wish ? ` →${wished(wish)}` : '',
    mayLandUntil === undefined ? '' : ' lost',
    why && state === 'refused' ? ` ${why.code}` : '',
  ].join('');
}

function wished(wish: NonNullable<OutboxEntry['wish']>): string {
  if (wish.kind === 'react') return wish.isOn ? 'on' : 'off';
  return wish.kind === 'edit' ? wish.content : 'delete';
}
