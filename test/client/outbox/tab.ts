import type { ChannelEvent, Message } from '../../../client/src/model.ts';
import {
  openOutbox,
  type Outbox,
  type OutboxAnswer,
  type OutboxEntry,
  type OutboxSend,
  type OutboxStore,
  type Tabs,
} from '../../../client/src/outbox/index.ts';
import { createLateOutbox, type LateOutbox } from '../../../client/src/outbox/late-outbox.ts';
import { type OpenTimeline, openTimeline } from '../../../client/src/timeline/open-timeline.ts';
import { postBy } from '../../../client/src/timeline/own-actions.ts';
import type { Reader } from '../../../client/src/timeline/reader.ts';
import type { SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import type { HandClock } from '../support/hand-clock.ts';
import type { Service } from './service.ts';

/** Where a tab dies: at its so-many-th change of the store from now, before that is on disk or right after. */
interface Doom {
  changes: number;
  readonly isAfter: boolean;
}

const readMs = 3;

/** What a tab lives in. */
export interface Surroundings {
  readonly clock: HandClock;
  readonly service: Service;
  readonly disk: Map<string, OutboxEntry>;
  /** In which order entries came to be kept. */
  readonly places: Map<string, number>;
  /** Ids of entries that once were refused. */
  readonly refused: Set<string>;
  living(): Tab[];
  /** Gives the lock to the longest waiting tab, if nobody has it. */
  lead(): void;
  request(entry: OutboxEntry, isRetry: boolean): Promise<OutboxAnswer>;
}

/** One tab. Dead, it hears nothing, says nothing and writes nothing; what it sent before goes on. */
export class Tab {
  readonly environment = new FakeEnvironment();
  readonly outbox: Outbox;
  /** The channels that it shows. */
  readonly timelines = new Map<string, OpenTimeline>();
  isDead = false;
  isLeader = false;
  doom: Doom | null = null;
  onLead: (() => void) | null = null;
  /** Told of each state that a timeline shows. */
  onFrame: (channel: string, timeline: OpenTimeline) => void = () => {};
  #hear: Parameters<Tabs['hear']>[0] = () => {};
  readonly #listeners = new Map<string, SubscriptionListener>();
  readonly #late: LateOutbox;
  readonly #world: Surroundings;

  constructor(world: Surroundings) {
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
    this.#late = createLateOutbox(async () => this.outbox);
    void this.#late.opened();
  }

  lead(): void {
    this.isLeader = true;
    this.onLead?.();
  }

  die(): void {
    this.isDead = true;
    this.isLeader = false;
    this.doom = null;
    for (const timeline of this.timelines.values()) timeline.close();
    this.timelines.clear();
    this.#world.lead();
  }

  show(channel: string): void {
    if (this.timelines.has(channel)) return;
    const timeline = openTimeline({
      source: {
        transport: {
          subscribe: (_, listener) => this.#subscribe(channel, listener),
          status: () => 'open',
          onStatus: () => () => {},
          close: () => {},
        },
        readHead: async () => this.#world.service.channel(channel).head,
      },
      reader: this.#reader(channel),
      outbox: this.#late,
      post: postBy(this.#late, () => {}),
      channelId: channel,
      schedule: (run) => queueMicrotask(run),
    });
    this.timelines.set(channel, timeline);
    timeline.onChange(() => this.onFrame(channel, timeline));
  }

  hide(channel: string): void {
    this.timelines.get(channel)?.close();
    this.timelines.delete(channel);
  }

  hear(channel: string, event: ChannelEvent): void {
    this.#listeners.get(channel)?.onData({ onChannelEvent: event });
  }

  /** Looks whether anything was missed. */
  look(): void {
    for (const listener of this.#listeners.values()) listener.onDoubt('evidence');
  }

  /** The connection was away for a moment. */
  reconnect(): void {
    for (const listener of this.#listeners.values()) {
      listener.onLost();
      this.#soon(20, () => listener.onAcknowledged());
    }
  }

  #subscribe(channel: string, listener: SubscriptionListener): () => void {
    this.#listeners.set(channel, listener);
    this.#soon(1, () => this.#listeners.get(channel) === listener && listener.onAcknowledged());
    return () => {
      if (this.#listeners.get(channel) === listener) this.#listeners.delete(channel);
    };
  }

  #reader(channel: string): Reader {
    const server = this.#world.service.channel(channel);
    const answered = <Answer>(answer: Answer) =>
      new Promise<Answer>((resolve) => this.#soon(readMs, () => resolve(answer)));
    return {
      userId: async () => 'me',
      person: () => 'me',
      page: (_, request) => answered(server.page(request, 50, 0)),
      sync: (_, afterSeq, cursor) => answered(server.sync(afterSeq, cursor, 50, 0)),
    };
  }

  #soon(ms: number, run: () => void): void {
    this.#world.clock.after(ms, () => void (this.isDead || run()));
  }

  readonly #send: OutboxSend = (entry, { isRetry, signal }) =>
    new Promise((resolve, reject) => {
      const isLive = () => !this.isDead && !signal.aborted;
      this.#world.request(entry, isRetry).then(
        (answer) => {
          if (!isLive()) return;
          this.#take(
            entry.kind === 'react' ? undefined : this.#world.service.channel(entry.channelId).message(entry.id),
          );
          resolve(answer);
        },
        (error: unknown) => isLive() && reject(error),
      );
    });

  /** Answers that hold a message are for the timeline too, and do not say whose its reactions are. */
  #take(message: Message | undefined): void {
    if (!message) return;
    const reactions = message.reactions.map((one) => ({ ...one, reactedByMe: null }));
    for (const [channel, timeline] of this.timelines) {
      if (this.#world.service.channel(channel).message(message.id)) timeline.take({ ...message, reactions });
    }
  }

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
    const others = () => this.#world.living().filter((tab) => tab !== this);
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
