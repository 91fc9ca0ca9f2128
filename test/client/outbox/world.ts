import type { MessagingError } from '../../../client/src/errors.ts';
import type { OutboxAnswer, OutboxEntry } from '../../../client/src/outbox/index.ts';
import type { ChannelEvent } from '../../../client/src/model.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';
import { refusal, Service } from './service.ts';
import { type Surroundings, Tab } from './tab.ts';

/** What becomes of one request. `lateMs` = it arrives so much later, whether anybody still waits or not. */
export interface Fate {
  readonly kind:
    | 'answered'
    /** It never arrives. */
    | 'vanished'
    /** It arrives, and its answer does not. */
    | 'unanswered'
    /** It arrives, and the line breaks. */
    | 'broken'
    /** It does not arrive, and that is known at once. */
    | 'unreachable'
    /** The service fails before it writes, or after. */
    | 'unavailable'
    | 'unavailable, written'
    | 'limited'
    | 'no session'
    | 'senseless'
    /**
     * What was done arrives a second time, 20 s later. What was refused does not: no line repeats what it has answered. Nor does an
     * edit or a reaction: the service can not tell its repetition after a later one from a new wish.
     */
    | 'doubled';
  readonly lateMs: number;
}

/** What becomes of one event on its way to one tab. */
export type Delivery = 'soon' | 'late' | 'lost' | 'twice';

export const well: Fate = { kind: 'answered', lateMs: 50 };

/** A service, a disk, and tabs that come and go, all on one clock. */
export class World implements Surroundings {
  readonly clock: HandClock = handClock();
  readonly disk = new Map<string, OutboxEntry>();
  readonly service: Service;
  readonly tabs: Tab[] = [];
  /** What went against a promise, in words. */
  readonly breaches: string[] = [];
  /** They held up nobody, so that others came first. */
  readonly refused = new Set<string>();
  readonly places = new Map<string, number>();
  fate: () => Fate = () => well;
  delivery: () => Delivery = () => 'soon';
  #told = new Set<string>();
  #heard = new Map<string, number>();

  constructor(channels: readonly string[]) {
    this.service = new Service(channels);
  }

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    this.lead();
    return tab;
  }

  living(): Tab[] {
    return this.tabs.filter(({ isDead }) => !isDead);
  }

  lead(): void {
    const living = this.living();
    if (!living.some(({ isLeader }) => isLeader)) living.find(({ onLead }) => onLead)?.lead();
  }

  /** One request of `tab`. Goes on by itself where nobody waits any more. */
  async request(entry: OutboxEntry, isRetry: boolean): Promise<OutboxAnswer> {
    this.#watch(entry, isRetry);
    const { kind, lateMs } = this.fate();
    const never = new Promise<never>(() => {});
    if (kind === 'unreachable') throw refusal('NETWORK', 'Unreachable');
    if (kind === 'vanished') return never;
    await new Promise<void>((arrived) => this.clock.after(lateMs, arrived));
    if (kind === 'unavailable') throw refusal('SERVICE_UNAVAILABLE', 'Unavailable');
    if (kind === 'limited') throw refusal('SEND_LIMIT', 'RateLimited', 200);
    if (kind === 'no session') throw refusal('SESSION_REQUIRED', 'Unauthenticated');
    if (kind === 'senseless') throw refusal('UNKNOWN', 'Unknown');
    const answer = this.#serve(entry);
    const isDone = 'seq' in answer;
    const isRepeated = kind === 'doubled' && isDone && (entry.kind === 'send' || entry.kind === 'delete');
    if (isRepeated) this.clock.after(20_000, () => void this.#serve(entry));
    if (kind === 'unanswered') return never;
    if (kind === 'broken') throw refusal('NETWORK', 'Unreachable');
    if (kind === 'unavailable, written') throw refusal('SERVICE_UNAVAILABLE', 'Unavailable');
    if (!isDone) throw answer;
    return answer;
  }

  /** Tells every tab what happened since. */
  tell(): void {
    for (const [name, { events }] of this.service.channels) {
      const from = this.#heard.get(name) ?? 0;
      this.#heard.set(name, events.length);
      for (const event of events.slice(from)) for (const tab of this.living()) this.#deliver(tab, name, event);
    }
  }

  #deliver(tab: Tab, name: string, event: ChannelEvent): void {
    const delivery = this.delivery();
    const hear = () => void (tab.isDead || tab.hear(name, event));
    if (delivery === 'soon' || delivery === 'twice') this.clock.after(2, hear);
    if (delivery === 'late' || delivery === 'twice') this.clock.after(400, hear);
  }

  #serve(entry: OutboxEntry): OutboxAnswer | MessagingError {
    const answer = this.service.serve(entry);
    this.tell();
    return answer;
  }

  #watch(entry: OutboxEntry, isRetry: boolean): void {
    const row = this.disk.get(entry.id);
    if (row?.state !== 'sending' || row.attempts !== entry.attempts)
      this.breaches.push(`${entry.id} is tried unstored`);
    if (entry.kind !== 'send') return;
    if (this.#told.has(entry.id) && !isRetry) this.breaches.push(`${entry.id} does not say that it is a retry`);
    this.#told.add(entry.id);
  }
}
