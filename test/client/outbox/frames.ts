import { reactionId } from '../../../client/src/outbox/entry.ts';
import type { OpenTimeline } from '../../../client/src/timeline/open-timeline.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** So long after it began, a try may do its work. */
const landingMs = 40_000;

/** Watches every state that any timeline shows. */
export class Frames {
  /** Messages of which nobody knows any more whether they are to be there, or what of them. */
  readonly givenUp = new Set<string>();
  count = 0;
  readonly #world: World;
  /** The own messages that each timeline has shown. */
  readonly #shown = new WeakMap<OpenTimeline, Set<string>>();
  /** What the person wished last, by the message's or the reaction's id, and in which tab: it is shown there from then on. */
  readonly #wishes = new Map<string, { readonly tab: Tab; readonly text?: string; readonly isOn?: boolean }>();
  /** When changes were discarded whose tries may still have been on their way. */
  readonly #discards = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  watch(tab: Tab): void {
    tab.onFrame = (channel, timeline) => this.#look(tab, channel, timeline);
  }

  /** Somebody wishes something: what was wished before counts no more. */
  wishing(id: string): void {
    this.#wishes.delete(id);
  }

  /** A change is given up, and what was tried of it may land late. */
  discarding(id: string): void {
    this.#discards.set(id, this.#world.clock.now());
  }

  /** It is kept: `tab` shows it from now on. */
  wished(id: string, tab: Tab, wish: { text?: string; isOn?: boolean }): void {
    // All has landed: this wish is the last word.
    if (!this.#mayLand(id)) this.#discards.delete(id);
    this.#wishes.set(id, { tab, ...wish });
  }

  #look(tab: Tab, channel: string, timeline: OpenTimeline): void {
    this.count += 1;
    const { messages, pending, status } = timeline.state();
    const ids = [...messages, ...pending].map(({ id }) => id);
    const all = new Set(ids);
    if (all.size < ids.length) this.#breach(`shown twice in ${channel}: ${ids.join(' ')}`);
    const shown = this.#shown.get(timeline) ?? new Set();
    for (const id of shown) {
      if (!all.has(id) && !this.givenUp.has(id)) this.#breach(`${id} has vanished while ${status}`);
    }
    this.#shown.set(timeline, new Set(ids.filter((id) => id.startsWith(`${channel}-`))));
    for (const one of pending) this.#hold(tab, one.id, one.content);
    for (const message of messages) {
      // Whoever deletes a message wants nothing else of it any more.
      if (message.deletedAt !== null || this.givenUp.has(message.id)) continue;
      this.#hold(tab, message.id, message.content);
      for (const emoji of ['👍', '🧱', 'x']) {
        const id = reactionId(message.id, emoji);
        const reaction = message.reactions.find((one) => one.emoji === emoji);
        const isOn = reaction?.reactedByMe ?? false;
        const wish = this.#wishes.get(id);
        if (wish?.tab === tab && wish.isOn !== isOn && !this.#world.refused.has(id))
          this.#breach(`${id} shows ${isOn}`);
        // Nobody else puts these there. While it is under way, another's event may count what the own one has not told yet.
        const others = (reaction?.count ?? 0) - Number(isOn);
        const isUnderWay = this.#mayLand(id) || tab.outbox.rows(channel).some((entry) => entry.id === id);
        if (others !== 0 && !isUnderWay) this.#breach(`${id} is counted ${reaction?.count} times`);
      }
    }
  }

  #hold(tab: Tab, id: string, content: string | null): void {
    const wish = this.#wishes.get(id);
    if (wish?.tab !== tab || wish.text === undefined || wish.text === content || this.givenUp.has(id)) return;
    if (!this.#world.refused.has(id)) this.#breach(`${id} shows "${content}", not "${wish.text}"`);
  }

  /** A try of what was given up may still be on its way. */
  #mayLand(id: string): boolean {
    return this.#world.clock.now() < (this.#discards.get(id) ?? -Infinity) + landingMs;
  }

  #breach(words: string): void {
    this.#world.breaches.push(words);
  }
}
