import { reactionId } from '../../../client/src/outbox/entry.ts';
import { Frames } from './frames.ts';
import type { Tab } from './tab.ts';
import { type Delivery, type Fate, well, World } from './world.ts';

export const channels = ['harbor', 'market'];

/** What can happen, each with what it needs to be chosen by. */
export type Happening =
  | { readonly what: 'enqueue'; readonly channel: string }
  | { readonly what: 'edit' | 'discard' | 'retry'; readonly pick: number }
  | StoredChange
  /** What others do. */
  | {
      readonly what: 'other';
      readonly channel: string;
      readonly pick: number;
      readonly act: 'send' | 'react' | 'unreact' | 'edit' | 'delete' | 'crash';
    }
  | { readonly what: 'show' | 'hide'; readonly channel: string; readonly pick: number }
  | { readonly what: 'wait'; readonly ms: number }
  | { readonly what: 'die'; readonly changes: number; readonly isAfter: boolean }
  | { readonly what: 'open' | 'kill' | 'resume' | 'offline' | 'online' | 'reconnect' }
  | { readonly what: 'archive' | 'restore'; readonly channel: string };

/** Of a stored message, by whomever. */
type StoredChange =
  | { readonly what: 'change'; readonly channel: string; readonly pick: number }
  | { readonly what: 'remove'; readonly channel: string; readonly pick: number }
  | { readonly what: 'react'; readonly channel: string; readonly pick: number; readonly emoji: string };

/** Lets all promises that are settled run their course, however many hang on each other. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Tells one story, and remembers what the person was promised. */
export class Teller {
  readonly world = new World(channels);
  readonly frames = new Frames(this.world);
  /** What `enqueue` said is kept. */
  readonly kept = new Set<string>();
  readonly discarded = new Set<string>();
  /** The last text that the person was told a message has, and whether a reaction is there. */
  readonly texts = new Map<string, string>();
  readonly reactions = new Map<string, { channel: string; messageId: string; emoji: string; isOn: boolean }>();
  /** What was discarded, in whole or its change alone, has nothing that it should be. */
  readonly unsaid = new Set<string>();
  readonly deletionsGivenUp = new Set<string>();
  requests = 0;
  /** How often each wish was not answered. */
  readonly #doubts = new Map<string, number>();
  #written = 0;
  #events = 0;

  constructor(fates: readonly Fate[], deliveries: readonly Delivery[]) {
    this.world.fate = () => fates[(this.requests += 1) - 1] ?? well;
    this.world.delivery = () => deliveries[(this.#events += 1) - 1] ?? 'soon';
    const tab = this.#open();
    for (const name of channels) tab.show(name);
  }

  async tell(happening: Happening): Promise<void> {
    const { world } = this;
    const tab = world.living()[0];
    switch (happening.what) {
      case 'enqueue':
        if (tab) this.#enqueue(this.#someTab(this.#written), happening.channel);
        break;
      case 'edit':
      case 'discard':
      case 'retry':
        if (tab) this.#wish(this.#someTab(happening.pick), happening.what, happening.pick);
        break;
      case 'change':
      case 'remove':
      case 'react':
        if (tab) this.#change(this.#someTab(happening.pick), happening);
        break;
      case 'other':
        this.#other(happening);
        break;
      case 'show':
      case 'hide':
        if (tab) this.#someTab(happening.pick)[happening.what](happening.channel);
        break;
      case 'wait':
        await world.clock.advance(happening.ms);
        break;
      case 'die':
        if (tab) tab.doom = { changes: happening.changes, isAfter: happening.isAfter };
        break;
      case 'kill':
        tab?.die();
        break;
      case 'open':
        if (world.living().length < 3) this.#open().show(channels[0] ?? '');
        break;
      case 'resume':
        tab?.outbox.resume();
        break;
      case 'reconnect':
        tab?.reconnect();
        break;
      case 'offline':
      case 'online':
        for (const each of world.living()) each.environment.setNetwork(happening.what === 'online');
        break;
      case 'archive':
        world.service.archived.add(happening.channel);
        break;
      case 'restore':
        world.service.archived.delete(happening.channel);
        break;
      default:
        happening satisfies never;
    }
    await rest();
  }

  /** All is well again, and stays so until nothing waits any more. */
  async end(isRetried: boolean): Promise<void> {
    const { world } = this;
    world.fate = () => well;
    world.delivery = () => 'soon';
    if (isRetried) world.service.archived.clear();
    for (const each of world.living()) {
      each.doom = null;
      each.environment.setNetwork(true);
    }
    const last = this.#open();
    for (const name of channels) last.show(name);
    for (let time = 0; time < 60; time += 1) {
      await world.clock.advance(5_000);
      await rest();
      if (!isRetried || time > 40) continue;
      for (const row of world.disk.values()) if (row.state === 'refused') void this.#someTab(0).outbox.retry(row.id);
    }
    // What was under way a moment ago is not any more.
    for (const name of channels)
      for (let count = 0; count < 4; count += 1)
        world.service.channel(name).do({ kind: 'send', by: 1, id: this.#idOfAnother(name) });
    world.tell();
    for (const each of world.living()) each.look();
    await world.clock.advance(60_000);
    await rest();
  }

  /** Until it is answered, nobody can say whether what was wished is so. */
  isInDoubt(wish: string): boolean {
    return (this.#doubts.get(wish) ?? 0) > 0;
  }

  #enqueue(tab: Tab, name: string): void {
    const id = `${name}-${(this.#written += 1)}`;
    const content = `${id} says`;
    tab.outbox.enqueue({ id, channelId: name, content }).then(
      () => {
        this.kept.add(id);
        if (!this.texts.has(id)) this.texts.set(id, content);
      },
      () => {},
    );
  }

  /** Of what a tab shows as not done yet. */
  #wish(tab: Tab, what: 'edit' | 'discard' | 'retry', pick: number): void {
    const rows = channels.flatMap((name) => tab.outbox.rows(name)).filter(({ state }) => state !== 'sent');
    const row = rows[pick % rows.length];
    if (!row) return;
    const { id, kind, channelId, reaction } = row;
    if (what === 'retry') return void tab.outbox.retry(id);
    if (what === 'edit') return reaction ? undefined : this.#edit(tab, channelId, id);
    this.unsaid.add(id);
    this.frames.givenUp.add(id);
    this.frames.wishing(id);
    if (kind === 'react' || kind === 'edit') this.frames.discarding(id);
    const isGivenUp = this.world.disk.get(id)?.kind === 'delete' && this.world.disk.get(id)?.state === 'refused';
    this.#doubtfully(`discard ${id}`, tab.outbox.discard(id), () => {
      if (isGivenUp) this.deletionsGivenUp.add(id);
      else if (kind === 'send' || kind === 'delete') this.#notWanted(id);
    });
  }

  #change(tab: Tab, happening: StoredChange): void {
    const { channel, pick } = happening;
    const stored = this.world.service.channel(channel).messages();
    const message = stored[pick % stored.length];
    if (!message) return;
    if (happening.what === 'change') return this.#edit(tab, channel, message.id);
    if (happening.what === 'remove') {
      const { id } = message;
      this.frames.givenUp.add(id);
      this.unsaid.add(id);
      const removed = tab.outbox.remove({ id, channelId: channel }).then(() => true);
      return this.#doubtfully(`discard ${id}`, removed, () => this.#notWanted(id));
    }
    const { emoji } = happening;
    const timeline = tab.timelines.get(channel);
    const shown = timeline?.state().messages.find(({ id }) => id === message.id);
    // As people do: they wish for what they do not see.
    const isOn = shown ? !shown.reactions.some((one) => one.emoji === emoji && one.reactedByMe) : pick % 2 === 0;
    const id = reactionId(message.id, emoji);
    this.frames.wishing(id);
    const asked = timeline
      ? timeline.react(message.id, emoji, isOn).then(
          () => true,
          () => false,
        )
      : tab.outbox.react({ messageId: message.id, channelId: channel, emoji, isOn, isStored: null });
    this.#doubtfully(`react ${id}`, asked, () => {
      this.frames.wished(id, tab, { isOn });
      this.reactions.set(id, { channel, messageId: message.id, emoji, isOn });
      this.unsaid.delete(id);
    });
  }

  #edit(tab: Tab, channelId: string, id: string): void {
    const text = `${id} says ${(this.#written += 1)}`;
    this.frames.wishing(id);
    this.#doubtfully(`edit ${id}`, tab.outbox.edit({ id, channelId, content: text }), () => {
      this.frames.wished(id, tab, { text });
      this.texts.set(id, text);
      // Its deletion was refused, and is not wished any more.
      if (this.discarded.has(id)) this.deletionsGivenUp.add(id);
    });
  }

  #notWanted(id: string): void {
    this.discarded.add(id);
    this.deletionsGivenUp.delete(id);
  }

  #other({ channel, pick, act }: Extract<Happening, { what: 'other' }>): void {
    const server = this.world.service.channel(channel);
    const target = server.messages()[pick % Math.max(1, server.messages().length)];
    if (act === 'send') server.do({ kind: act, by: 1, id: this.#idOfAnother(channel) });
    else if (act === 'crash') server.do({ kind: act });
    else if (act === 'react' || act === 'unreact') server.do({ kind: act, by: 1, target: pick, emoji: 1 });
    else if (target) {
      // Only an admin changes what another wrote, and only by deleting it.
      if (act === 'edit' && target.userId === 'me') return;
      this.unsaid.add(target.id);
      this.frames.wishing(target.id);
      server.do(act === 'edit' ? { kind: act, id: target.id } : { kind: act, id: target.id });
    }
    this.world.tell();
  }

  /** Ids are of one space over all channels. */
  #idOfAnother(channel: string): string {
    return `${channel}.${(this.#written += 1)}`;
  }

  #doubtfully(wish: string, asked: Promise<boolean>, onGranted: () => unknown): void {
    const count = (by: number) => this.#doubts.set(wish, (this.#doubts.get(wish) ?? 0) + by);
    count(1);
    asked.then(
      (isGranted) => {
        count(-1);
        if (isGranted) onGranted();
      },
      () => {},
    );
  }

  #open(): Tab {
    const tab = this.world.open();
    this.frames.watch(tab);
    return tab;
  }

  #someTab(pick: number): Tab {
    const living = this.world.living();
    const tab = living[pick % living.length];
    if (!tab) throw new Error('There is no tab.');
    return tab;
  }
}
