import type { FrameLine, PendingRow, Row } from './history.ts';
import { digestOf, reactionsOf } from './history-files.ts';

/** What a timeline's state says, as far as frames tell of it. */
export interface ShownState {
  readonly messages: readonly ShownMessage[];
  readonly pending: readonly { readonly id: string; readonly state: PendingRow[1]; readonly reason?: unknown }[];
  /** By message: what the person has under way on it, or was refused. */
  readonly changes: ReadonlyMap<string, readonly object[]>;
  readonly status: string;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly error: { readonly code: string } | null;
}

export interface ShownMessage {
  readonly id: string;
  readonly seq: number;
  readonly rev: number;
  readonly content?: string | null | undefined;
  readonly deletedAt?: string | null | undefined;
  readonly reactions: readonly {
    readonly emoji: string;
    readonly count: number;
    readonly reactedByMe?: boolean | null | undefined;
  }[];
}

export type FrameDifference = Omit<FrameLine, 'at' | 'kind' | 'by' | 'channel'>;

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const nothing: ShownState = {
  messages: [],
  pending: [],
  changes: new Map(),
  status: '',
  hasOlder: false,
  hasNewer: false,
  error: null,
};

/**
 * Answers, state after state, with what a timeline shows differently from the state before; null = nothing. One of these for each
 * time that a timeline is opened. Messages are told apart by identity, and compared from both ends: a long list costs little.
 */
export function frameDifferences(): (state: ShownState) => FrameDifference | null {
  let before = nothing;
  let isFirst = true;
  /** How often each id is shown. */
  const shown = new Map<string, number>();

  return (now) => {
    const difference: Writable<FrameDifference> = {};
    if (isFirst) difference.isFirst = true;
    if (isFirst || now.status !== before.status) difference.status = now.status;
    if (isFirst || now.hasOlder !== before.hasOlder) difference.hasOlder = now.hasOlder;
    if (isFirst || now.hasNewer !== before.hasNewer) difference.hasNewer = now.hasNewer;
    if (now.error && now.error.code !== before.error?.code) difference.error = now.error.code;
    tellMessages(difference, before, now, shown);
    tellPending(difference, before, now, shown);
    if (now.changes !== before.changes) tellChanges(difference, before, now);
    before = now;
    isFirst = false;
    return Object.keys(difference).length === 0 ? null : difference;
  };
}

function tellMessages(
  difference: Writable<FrameDifference>,
  before: ShownState,
  now: ShownState,
  shown: Map<string, number>,
): void {
  const laid = (state: ShownState, id: string) => (state.changes.get(id)?.length ?? 0) > 0;
  const rows: Row[] = [];
  if (now.messages !== before.messages) {
    const [start, endBefore, endNow] = middleOf(before.messages, now.messages);
    const old = before.messages.slice(start, endBefore);
    const fresh = now.messages.slice(start, endNow);
    for (const { id } of old) count(shown, id, -1);
    for (const { id } of fresh) count(shown, id, 1);
    const known = new Set(old);
    for (const message of fresh) if (!known.has(message)) rows.push(rowOf(message, laid(now, message.id)));
    const gone = old.filter(({ id }) => !shown.has(id)).map(({ id }) => id);
    if (gone.length > 0) difference.gone = gone;
    const doubled = fresh.filter(({ id }) => (shown.get(id) ?? 0) > 1).map(({ id }) => id);
    if (doubled.length > 0) difference.doubled = [...new Set(doubled)];
    const misplaced = now.messages
      .slice(start, endNow + 1)
      .filter(({ seq }, index) => seq <= (now.messages[start + index - 1]?.seq ?? -1));
    if (misplaced.length > 0) difference.misplaced = misplaced.map(({ id }) => id);
  }
  // A change that was laid over a message, or taken off it, without the message being another one.
  if (now.changes !== before.changes) {
    const told = new Set(rows.map(([id]) => id));
    const turned = new Set(
      [...now.changes.keys(), ...before.changes.keys()].filter(
        (id) => laid(now, id) !== laid(before, id) && !told.has(id),
      ),
    );
    if (turned.size > 0) {
      for (const message of now.messages) if (turned.has(message.id)) rows.push(rowOf(message, laid(now, message.id)));
    }
  }
  if (rows.length > 0) difference.rows = rows;
}

function tellPending(
  difference: Writable<FrameDifference>,
  before: ShownState,
  now: ShownState,
  shown: ReadonlyMap<string, number>,
): void {
  const both = now.pending.filter(
    ({ id }, index) => shown.has(id) || now.pending.findIndex((one) => one.id === id) < index,
  );
  if (both.length > 0) difference.doubled = [...new Set([...(difference.doubled ?? []), ...both.map(({ id }) => id)])];
  if (now.pending === before.pending) return;
  const known = new Map(before.pending.map((one) => [one.id, one]));
  const rows = now.pending.filter(({ id, state }) => known.get(id)?.state !== state);
  if (rows.length > 0) difference.pending = rows.map(pendingRowOf);
  const there = new Set(now.pending.map(({ id }) => id));
  const gone = before.pending.filter(({ id }) => !there.has(id)).map(({ id }) => id);
  if (gone.length > 0) difference.pendingGone = gone;
}

function tellChanges(difference: Writable<FrameDifference>, before: ShownState, now: ShownState): void {
  const changes = [...now.changes]
    .filter(([id, all]) => before.changes.get(id) !== all)
    .map(([id, all]) => [id, all.map((one) => JSON.stringify(one))] as const);
  const over = [...before.changes.keys()].filter((id) => !now.changes.has(id)).map((id) => [id, []] as const);
  if (changes.length + over.length > 0) difference.changes = [...changes, ...over];
}

/** Where the two lists begin to differ, and where each of them is the same again to its end. */
function middleOf(
  before: readonly object[],
  now: readonly object[],
): [start: number, endBefore: number, endNow: number] {
  let start = 0;
  while (start < before.length && start < now.length && before[start] === now[start]) start += 1;
  let endBefore = before.length;
  let endNow = now.length;
  while (endBefore > start && endNow > start && before[endBefore - 1] === now[endNow - 1]) {
    endBefore -= 1;
    endNow -= 1;
  }
  return [start, endBefore, endNow];
}

function count(shown: Map<string, number>, id: string, by: 1 | -1): void {
  const next = (shown.get(id) ?? 0) + by;
  if (next === 0) shown.delete(id);
  else shown.set(id, next);
}

function rowOf(message: ShownMessage, isOverlaid: boolean): Row {
  const { id, seq, rev, content, deletedAt, reactions } = message;
  const deleted = deletedAt ? Date.parse(deletedAt) : 0;
  return [id, seq, rev, digestOf(content ?? null), deleted, reactionsOf(reactions), isOverlaid ? 1 : 0];
}

function pendingRowOf({ id, state, reason }: ShownState['pending'][number]): PendingRow {
  if (state !== 'refused') return [id, state];
  return [id, state, typeof reason === 'string' ? reason : JSON.stringify(reason ?? null)];
}
