import { setTimeout as delay } from 'node:timers/promises';
import { addChannelMember, removeChannelMember } from '../../../generated/operations.ts';
import type { Caller } from './caller.ts';
import { type HistoryWriter, monotonicMs } from './history-files.ts';
import type { Asked } from './history.ts';
import type { PlannedChannel } from './plan.ts';
import type { Random } from './random.ts';

/** Who is in which channel, and those who come and go. */
export interface Members {
  /** Puts somebody out of a private channel and takes them in again a moment later. One turn after the other. */
  turn(): Promise<void>;
  /** Takes one more person into a channel, who has no device. */
  welcome(): Promise<void>;
  /** May the person read it, for all that is known? Null = that is being changed. */
  mayRead(person: string, channel: string): boolean | null;
}

export interface MembersOptions {
  readonly owner: Caller;
  readonly channels: readonly (PlannedChannel & { readonly id: string })[];
  readonly people: readonly string[];
  /** In every channel, for ever. */
  readonly staff: readonly string[];
  /** People of the workspace who are in no channel. */
  readonly spare: readonly string[];
  readonly random: Random;
  readonly history: HistoryWriter;
}

export function createMembers({ owner, channels, people, staff, spare, random, history }: MembersOptions): Members {
  const access = new Map<string, boolean | null>();
  const strangers = [...spare];
  let operations = 0;
  let last: Promise<unknown> = Promise.resolve();

  const at = monotonicMs();
  for (const { id, isPrivate, members } of channels) {
    for (const person of [...people, ...staff]) {
      const mayRead = !isPrivate || staff.includes(person) || members.includes(person);
      access.set(key(person, id), mayRead);
      if (mayRead) history.write({ kind: 'access', person, channel: id, mayRead, from: at, by: at });
    }
  }

  /** Asked again until it is answered: the person is in, or out. */
  async function change(query: string, asked: Extract<Asked, { person: string }>): Promise<readonly [number, number]> {
    const { channel: channelId, person: userId } = asked;
    const from = monotonicMs();
    const op = `${owner.person}:${(operations += 1)}`;
    history.write({ kind: 'invoke', by: owner.person, person: owner.person, op, asked });
    const { code } = await owner.insist(query, { input: { channelId, userId } });
    // Where an earlier try was not heard, there is nobody to remove any more.
    if (code !== null && code !== 'MEMBER_NOT_FOUND') throw new Error(`${asked.do} is refused: ${code}`);
    history.write({ kind: 'ok', op });
    return [from, monotonicMs()];
  }

  async function turn(): Promise<void> {
    const pairs = channels
      .filter(({ isPrivate }) => isPrivate)
      .flatMap(({ id, members }) =>
        members.filter((person) => people.includes(person)).map((person) => ({ id, person })),
      );
    const { id: channel, person } = random.pick(pairs);
    access.set(key(person, channel), null);
    const [from, by] = await change(removeChannelMember, { do: 'removeMember', channel, person });
    history.write({ kind: 'access', person, channel, mayRead: false, from, by });
    access.set(key(person, channel), false);
    await delay(random.between(100, 2_500));
    access.set(key(person, channel), null);
    const [again, back] = await change(addChannelMember, { do: 'addMember', channel, person });
    history.write({ kind: 'access', person, channel, mayRead: true, from: again, by: back });
    access.set(key(person, channel), true);
  }

  return {
    turn() {
      const turned = last.then(turn);
      last = turned.catch(() => undefined);
      return turned;
    },
    async welcome() {
      const person = strangers.pop();
      if (person === undefined) return;
      await change(addChannelMember, { do: 'addMember', channel: random.pick(channels).id, person });
    },
    mayRead: (person, channel) => access.get(key(person, channel)) ?? null,
  };
}

function key(person: string, channel: string): string {
  return `${person} ${channel}`;
}
