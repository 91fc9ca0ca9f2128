import { MessagingError } from '../../../client/src/errors.ts';
import {
  openOutbox,
  type Outbox,
  type OutboxEntry,
  type OutboxSend,
  type Tabs,
} from '../../../client/src/outbox/index.ts';
import type { OutboxStore } from '../../../client/src/outbox/store.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';

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
     * edit: the service can not tell its repetition after a later edit from an edit.
     */
    | 'doubled';
  readonly lateMs: number;
}

export const well: Fate = { kind: 'answered', lateMs: 50 };

interface Stored {
  readonly id: string;
  readonly seq: number;
  content: string;
  isEdited: boolean;
  isDeleted: boolean;
}

/** Where a tab dies: at its so-many-th change of the store from now, before that is on disk or right after. */
interface Doom {
  changes: number;
  readonly isAfter: boolean;
}

/** A service, a disk, and tabs that come and go, all on one clock. */
export class World {
  readonly clock: HandClock = handClock();
  readonly disk = new Map<string, OutboxEntry>();
  readonly log = new Map<string, Stored>();
  readonly tabs: Tab[] = [];
  readonly archived = new Set<string>();
  /** What went against a promise, in words. */
  readonly breaches: string[] = [];
  /** Ids of entries that once were refused: they held up nobody, so that others came first. */
  readonly refused = new Set<string>();
  /** In which order entries came to be kept. */
  readonly places = new Map<string, number>();
  fate: () => Fate = () => well;
  #seq = 0;
  #told = new Set<string>();

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    this.lead();
    return tab;
  }

  /** Gives the lock to the longest waiting tab, if nobody has it. */
  lead(): void {
    const living = this.tabs.filter(({ isDead }) => !isDead);
    if (!living.some(({ isLeader }) => isLeader)) living.find(({ onLead }) => onLead)?.lead();
  }

  /** One request of `tab`. Goes on by itself where nobody waits any more. */
  async request(entry: OutboxEntry, isRetry: boolean): Promise<{ seq: number }> {
    this.#watch(entry, isRetry);
    const { kind, lateMs } = this.fate();
    const never = new Promise<never>(() => {});
    if (kind === 'unreachable') throw failure('NETWORK', 'Unreachable');
    if (kind === 'vanished') return never;
    await new Promise<void>((arrived) => this.clock.after(lateMs, arrived));
    if (kind === 'unavailable') throw failure('SERVICE_UNAVAILABLE', 'Unavailable');
    if (kind === 'limited') throw failure('SEND_LIMIT', 'RateLimited', 200);
    if (kind === 'no session') throw failure('SESSION_REQUIRED', 'Unauthenticated');
    if (kind === 'senseless') throw failure('UNKNOWN', 'Unknown');
    const answer = this.#serve(entry);
    const isDone = !(answer instanceof MessagingError);
    const isRepeated = kind === 'doubled' && isDone && entry.kind !== 'edit';
    if (isRepeated) this.clock.after(20_000, () => void this.#serve(entry));
    if (kind === 'unanswered') return never;
    if (kind === 'broken') throw failure('NETWORK', 'Unreachable');
    if (kind === 'unavailable, written') throw failure('SERVICE_UNAVAILABLE', 'Unavailable');
    if (answer instanceof MessagingError) throw answer;
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

  /** What the resolvers do: `docs/api.md`. */
  #serve(entry: OutboxEntry): { seq: number } | MessagingError {
    const { id, kind, content, channelId } = entry;
    const held = this.log.get(id);
    if (kind === 'send' && held) {
      const isSame = held.isEdited || held.isDeleted || held.content === content;
      if (!isSame) this.breaches.push(`${id} was sent as "${held.content}" and as "${content}"`);
      return isSame ? held : failure('ID_TAKEN', 'Conflict');
    }
    if (this.archived.has(channelId)) return failure('CHANNEL_ARCHIVED', 'Forbidden');
    if (kind === 'send') {
      const stored = { id, seq: (this.#seq += 1), content, isEdited: false, isDeleted: false };
      this.log.set(id, stored);
      return stored;
    }
    if (!held) return failure('MESSAGE_NOT_FOUND', 'NotFound');
    if (kind === 'delete') held.isDeleted = true;
    else if (held.isDeleted) return failure('MESSAGE_DELETED', 'Forbidden');
    else Object.assign(held, { content, isEdited: true });
    return held;
  }
}

/** One tab. Dead, it hears nothing, says nothing and writes nothing; what it sent before goes on. */
export class Tab {
  readonly environment = new FakeEnvironment();
  readonly outbox: Outbox;
  isDead = false;
  isLeader = false;
  doom: Doom | null = null;
  onLead: (() => void) | null = null;
  #hear: Parameters<Tabs['hear']>[0] = () => {};
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.outbox = openOutbox({
      person: 'alice',
      store: this.#store(),
      tabs: this.#tabs(),
      send: this.#send,
      environment: this.environment,
      // A fixed spread: what differs between stories is the stories.
      random: () => 0.5,
      clock: {
        now: () => world.clock.now(),
        after: (ms, run) => world.clock.after(ms, () => void (this.isDead || run())),
      },
    });
  }

  lead(): void {
    this.isLeader = true;
    this.onLead?.();
  }

  die(): void {
    this.isDead = true;
    this.isLeader = false;
    this.doom = null;
    this.#world.lead();
  }

  readonly #send: OutboxSend = (entry, { isRetry, signal }) =>
    new Promise((resolve, reject) => {
      const isLive = () => !this.isDead && !signal.aborted;
      this.#world.request(entry, isRetry).then(
        (answer) => isLive() && resolve(answer),
        (error: unknown) => isLive() && reject(error),
      );
    });

  #store(): OutboxStore {
    const { disk, places, refused } = this.#world;
    const never = new Promise<never>(() => {});
    return {
      isDurable: true,
      change: async (decide) => {
        await null;
        if (this.isDead) return never;
        const changes = decide([...disk.values()].map((row) => structuredClone(row)));
        const isLast = this.doom !== null && changes.size > 0 && (this.doom.changes -= 1) <= 0;
        const isAfter = this.doom?.isAfter === true;
        if (isLast && !isAfter) return (this.die(), never);
        for (const [id, entry] of changes) {
          if (entry) disk.set(id, structuredClone(entry));
          else disk.delete(id);
          if (entry && !places.has(id)) places.set(id, places.size);
          if (entry?.state === 'refused') refused.add(id);
        }
        if (isLast) return (this.die(), never);
        await null;
        return this.isDead ? never : undefined;
      },
      close() {},
    };
  }

  #tabs(): Tabs {
    const others = () => this.#world.tabs.filter((tab) => tab !== this && !tab.isDead);
    return {
      lead: (lead) => {
        this.onLead = lead;
        this.#world.lead();
      },
      hear: (listener) => (this.#hear = listener),
      tell: (note) => {
        const copy = structuredClone(note);
        for (const tab of others()) this.#world.clock.after(1, () => void (tab.isDead || tab.#hear(copy)));
      },
      close() {},
    };
  }
}

function failure(
  code: ConstructorParameters<typeof MessagingError>[0]['code'],
  type: ConstructorParameters<typeof MessagingError>[0]['type'],
  retryAfterMs?: number,
): MessagingError {
  return new MessagingError({ code, type, message: code, retryAfterMs });
}
