import { setTimeout as wait } from 'node:timers/promises';
import type { GetToken } from '../../../client/src/token.ts';
import { FakeAppSync } from './fake-appsync.ts';
import { createSubject, type Followed, type Subject, type SubjectKind } from './subject.ts';

/** How a scenario went for one subject. */
export interface Verdict {
  readonly isGood: boolean;
  /** What was measured, short. */
  readonly figures: string;
}

export interface Scenario {
  readonly id: string;
  readonly name: string;
  /** Whom it can be played with. */
  readonly subjects: readonly SubjectKind[];
  /** True = it takes the machine's whole attention. */
  readonly isAlone?: boolean;
  play(stage: Stage): Promise<Verdict>;
}

/** One service, one subject, and what is seen of them. */
export class Stage {
  readonly fake = new FakeAppSync();
  readonly kind: SubjectKind;
  getToken: GetToken = () => 'token';
  #subject: Subject | undefined;
  #pulses: NodeJS.Timeout[] = [];

  constructor(kind: SubjectKind) {
    this.kind = kind;
  }

  /** Made at its first use, when the scenario has set the weather. */
  get subject(): Subject {
    this.#subject ??= createSubject(this.kind, this.fake.endpoint, (request) => this.getToken(request));
    return this.#subject;
  }

  /** Follows a channel, and resolves when an event was heard by the socket. */
  async followed(channelId = 'a'): Promise<Followed> {
    const followed = this.subject.follow(channelId);
    await this.until(() => isLive(followed), 15_000);
    const seq = this.fake.publish(channelId);
    if ((await this.until(() => followed.heard.has(seq), 15_000)) === null) throw new Error('It never began.');
    return followed;
  }

  /** Publishes again and again. */
  pulse(channelId: string, everyMs: number): () => void {
    const pulse = setInterval(() => this.fake.publish(channelId), everyMs);
    this.#pulses.push(pulse);
    return () => clearInterval(pulse);
  }

  /** How long it took until `isSo`; null = longer than `withinMs`. */
  async until(isSo: () => boolean, withinMs: number): Promise<number | null> {
    const from = Date.now();
    while (Date.now() - from <= withinMs) {
      if (isSo()) return Date.now() - from;
      await wait(10);
    }
    return null;
  }

  /** How long it took until the channel's events are all known, and new ones come by the socket. */
  async untilComplete(followed: Followed, channelId: string, withinMs: number): Promise<number | null> {
    const before = this.fake.head(channelId);
    const heard = await this.untilHeard(followed, channelId, withinMs);
    if (heard === null) return null;
    const rest = await this.until(() => this.missing(followed, channelId, before) === 0, withinMs - heard);
    // What is left of the pulse is under way.
    await this.until(() => this.missing(followed, channelId) === 0, 2_000);
    return rest === null ? null : heard + rest;
  }

  /** How long it took until an event that is published now or later is heard by the socket. */
  async untilHeard(followed: Followed, channelId: string, withinMs: number): Promise<number | null> {
    const first = this.fake.head(channelId) + 1;
    const stop = this.pulse(channelId, 100);
    const took = await this.until(
      () => [...followed.heard].some(([seq, how]) => seq >= first && how === 'socket'),
      withinMs,
    );
    stop();
    return took;
  }

  /** How many events, from the first that was heard up to `through`, are not known. */
  missing(followed: Followed, channelId: string, through = this.fake.head(channelId)): number {
    const first = Math.min(...followed.heard.keys());
    let count = 0;
    for (let seq = first; seq <= through; seq += 1) if (!followed.heard.has(seq)) count += 1;
    return count;
  }

  async clear(): Promise<void> {
    for (const pulse of this.#pulses) clearInterval(pulse);
    this.#subject?.close();
    await this.fake.vanish();
  }
}

export async function play(scenario: Scenario, kind: SubjectKind): Promise<Verdict> {
  const stage = new Stage(kind);
  await stage.fake.appear();
  try {
    return await scenario.play(stage);
  } catch (failure) {
    return { isGood: false, figures: failure instanceof Error ? failure.message : String(failure) };
  } finally {
    await stage.clear();
  }
}

function isLive(followed: Followed): boolean {
  const status = followed.statuses.at(-1)?.status;
  return status === 'live' || status === 'Connected';
}

/** Verdict over a time that has a target. */
export function within(ms: number | null, targetMs: number, lost = 0, more = ''): Verdict {
  const took = ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`;
  return {
    isGood: ms !== null && ms <= targetMs && lost === 0,
    figures: [took, `${lost} lost`, more].filter(Boolean).join(', '),
  };
}

export { wait };
