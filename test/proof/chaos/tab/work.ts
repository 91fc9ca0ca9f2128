import { newMessageId, type Parley } from '@parley/client';
import type { Pace } from '../messages.ts';
import type { Random } from '../random.ts';
import type { FollowedChannel } from './followed-channel.ts';
import type { Operations } from './operations.ts';
import { storedRow } from './stored-row.ts';

/** What one person does in one tab. */
export interface Work {
  begin(): void;
  stop(): void;
  /** Writes so many messages as fast as the device takes them. */
  burst(count: number): void;
  /** What was refused is tried again, or given up. */
  tidy(how: 'retry' | 'discard'): void;
}

export interface WorkOptions {
  readonly parley: Parley;
  readonly person: string;
  readonly operations: Operations;
  readonly random: Random;
  readonly pace: Pace;
  followed(): readonly FollowedChannel[];
}

/** How often what is done. The changes of members are the runner's. */
const weights = { post: 47, send: 3, edit: 10, delete: 5, react: 15, read: 10, page: 5 };
const emojis = ['👍', '🎉', '🚢', '❤️'];
/** Targets of edits, deletions and reactions are among so many of the newest messages. */
const recent = 30;
/** Reads that are not answered yet: a person does not ask for more. */
const mostReads = 3;

export function createWork({ parley, person, operations, random, pace, followed }: WorkOptions): Work {
  let timer: NodeJS.Timeout | undefined;
  let isOn = false;
  let reads = 0;
  let written = 0;

  /** What a channel that has ended, or was never shown, has nothing of is not done. */
  function usable(): readonly FollowedChannel[] {
    return followed().filter(({ timeline }) => timeline.state().error === null);
  }

  /** Whether as much is under way, or kept, as the person has patience for. */
  function isBusy(): boolean {
    const pending = followed().flatMap(({ timeline }) => timeline.state().pending);
    const waiting = pending.filter(({ state }) => state === 'queued' || state === 'sending').length;
    return waiting >= pace.mostWaiting || parley.outbox.state().depth >= pace.mostKept;
  }

  function next(): void {
    timer = undefined;
    if (!isOn) return;
    if (!isBusy()) act();
    timer = setTimeout(next, pace.pauseMs * random.between(0.5, 1.5));
  }

  function act(): void {
    const channels = usable();
    if (channels.length === 0) return;
    const { channel, timeline } = random.pick(channels);
    const what = random.weighted(weights);
    switch (what) {
      case 'post':
        return post(channel, timeline);
      case 'send':
        return void send(channel);
      case 'edit':
        return edit(channel, timeline);
      case 'delete':
        return remove(channel, timeline);
      case 'react':
        return react(channel, timeline);
      case 'read':
        return read(channel, timeline);
      case 'page':
        return page(channel, timeline);
      default:
        what satisfies never;
    }
  }

  function post(channel: string, timeline: FollowedChannel['timeline']): void {
    const content = text();
    const id = newMessageId();
    void operations.run({ do: 'post', channel, id, content }, async () => {
      await timeline.post({ id, content });
      return { isKept: true };
    });
  }

  /** Past the outbox, as a bot does it: whoever gets no answer asks again, with the same id. */
  async function send(channel: string): Promise<void> {
    const id = newMessageId();
    const content = text();
    for (let tries = 0; tries < 3; tries += 1) {
      const isAnswered = await operations.run({ do: 'send', channel, id, content }, async () => ({
        row: storedRow(await parley.send({ channelId: channel, id, content })),
      }));
      if (isAnswered) return;
    }
  }

  function edit(channel: string, timeline: FollowedChannel['timeline']): void {
    const { pending } = timeline.state();
    // Mostly what is stored, sometimes what is still to be sent.
    const id = pending.length > 0 && random.isLucky(0.15) ? random.pick(pending).id : ownIn(timeline);
    if (id === null) return;
    const content = text();
    void operations.run({ do: 'edit', channel, id, content }, async () => {
      await timeline.edit(id, content);
      return { isKept: true };
    });
  }

  function remove(channel: string, timeline: FollowedChannel['timeline']): void {
    const { pending } = timeline.state();
    if (pending.length > 0 && random.isLucky(0.1)) {
      const { id } = random.pick(pending);
      return void operations.run({ do: 'discard', channel, id }, async () => void (await timeline.discard(id)));
    }
    const id = ownIn(timeline);
    if (id === null) return;
    void operations.run({ do: 'delete', channel, id }, async () => {
      await timeline.remove(id);
      return { isKept: true };
    });
  }

  function react(channel: string, timeline: FollowedChannel['timeline']): void {
    const messages = timeline.state().messages.slice(-recent);
    const there = messages.filter(({ deletedAt }) => !deletedAt);
    if (there.length === 0) return;
    const { id, reactions } = random.pick(there);
    const emoji = random.pick(emojis);
    // Mostly the other of what it is now, as somebody who clicks on it.
    const isSet = reactions.some((one) => one.emoji === emoji && one.reactedByMe);
    const isOn = random.isLucky(0.9) ? !isSet : isSet;
    void operations.run({ do: 'react', channel, id, emoji, isOn }, async () => {
      await timeline.react(id, emoji, isOn);
      return { isKept: true };
    });
  }

  function read(channel: string, timeline: FollowedChannel['timeline']): void {
    const newest = timeline.state().messages.at(-1);
    if (random.isLucky(0.5) && newest) {
      const { seq } = newest;
      void operations.run({ do: 'markRead', channel, seq }, async () => {
        parley.markRead(channel, seq);
        return { isKept: true };
      });
      return;
    }
    busily(() =>
      operations.run({ do: 'read', channel, how: 'newest' }, async () => {
        const { messages } = await parley.messages(channel, { limit: 10 });
        return { rows: messages.map(storedRow) };
      }),
    );
  }

  /** Into the past and back. */
  function page(channel: string, timeline: FollowedChannel['timeline']): void {
    busily(async () => {
      const { messages, hasNewer } = timeline.state();
      const oldest = messages[0]?.seq ?? 0;
      if (hasNewer) {
        if (random.isLucky(0.5)) {
          await operations.run({ do: 'loadNewer', channel }, async () => void (await timeline.loadNewer()));
        }
        await operations.run({ do: 'jump', channel }, async () => void (await timeline.jumpTo('newest')));
      } else if (oldest > 1 && random.isLucky(0.3)) {
        const seq = random.whole(1, oldest);
        await operations.run({ do: 'jump', channel, seq }, async () => void (await timeline.jumpTo(seq)));
        await operations.run({ do: 'jump', channel }, async () => void (await timeline.jumpTo('newest')));
      } else {
        await operations.run({ do: 'loadOlder', channel }, async () => void (await timeline.loadOlder()));
      }
    });
  }

  function busily(act: () => Promise<unknown>): void {
    if (reads >= mostReads) return;
    reads += 1;
    void act().finally(() => (reads -= 1));
  }

  /** A stored message of this person's. Null = there is none. */
  function ownIn(timeline: FollowedChannel['timeline']): string | null {
    const { messages } = timeline.state();
    const own = messages.slice(-recent).filter(({ userId, deletedAt }) => userId === person && !deletedAt);
    return own.length === 0 ? null : random.pick(own).id;
  }

  function text(): string {
    written += 1;
    return `${person} ${written} ${random.whole(0, 1e9).toString(36)}`;
  }

  return {
    begin() {
      isOn = true;
      if (!timer) next();
    },
    stop() {
      isOn = false;
      clearTimeout(timer);
      timer = undefined;
    },
    burst(count) {
      const channels = usable();
      for (let left = count; left > 0 && channels.length > 0; left -= 1) {
        const { channel, timeline } = random.pick(channels);
        post(channel, timeline);
      }
    },
    tidy(how) {
      for (const { channel, timeline } of followed()) {
        for (const { id, state } of timeline.state().pending) {
          if (state !== 'refused') continue;
          void operations.run({ do: how, channel, id }, async () => void (await timeline[how](id)));
        }
        for (const change of [...timeline.state().changes.values()].flat()) {
          if (change.state !== 'refused') continue;
          // Of the change, not of the message that it is of.
          const id = `${change.id}/${change.kind}`;
          void operations.run({ do: how, channel, id }, async () => void (await timeline[how](change.id)));
        }
      }
    },
  };
}
