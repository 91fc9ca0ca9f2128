import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import { step } from '../../../client/src/outbox/machine.ts';
import type { OutboxEffects, OutboxEvent, OutboxState } from '../../../client/src/outbox/outbox-state.ts';
import type { OutboxMoment } from '../../../client/src/outbox/work.ts';
import { at, rows } from './rows.ts';

export function acknowledged(id: string, seq: number, number = 1): OutboxEvent {
  return { type: 'acknowledged', id, number, answer: { seq } };
}

export function four(): OutboxEntry[] {
  const row = (id: string, channelId: string, order: number): OutboxEntry => ({ ...rows.queued, id, channelId, order });
  return [row('D', 'market', 4), row('A', 'harbor', 1), row('C', 'tower', 3), row('B', 'harbor', 2)];
}

export function asMap(list: readonly OutboxEntry[]): OutboxState['rows'] {
  return new Map(list.map((row) => [row.id, row]));
}

export function moment(parts: Partial<OutboxMoment>): OutboxMoment {
  return { at, chance: 0.5, rows: [], lanes: 4, limit: 500, ...parts };
}

/** What the store holds where `state` is all there is. */
export function storedIn({ rows, landing }: OutboxState): OutboxEntry[] {
  return [...rows.values(), ...landing.values()];
}

/** A step with nobody else at the store. */
export function after(
  state: OutboxState,
  event: OutboxEvent,
  parts: Partial<OutboxMoment> = {},
): { state: OutboxState; effects: OutboxEffects } {
  const [next, effects] = step(state, event, moment({ rows: storedIn(state), ...parts }));
  return { state: next, effects };
}

export function failed(
  id: string,
  failure: Pick<Extract<OutboxEvent, { type: 'failed' }>['failure'], 'code' | 'retryable' | 'retryAfterMs'>,
  number = 1,
): OutboxEvent {
  return { type: 'failed', id, number, failure: { message: 'No.', ...failure } };
}
