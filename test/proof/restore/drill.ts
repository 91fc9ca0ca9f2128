import { ulid } from 'ulid';
import * as operations from '../../../generated/operations.ts';
import { type Done, deletePerson, StillMember } from '../../../infra/operate/delete-person.ts';
import { stepOver } from '../../../infra/operate/step-over.ts';
import { type Network, startNetwork } from '../../support/network.ts';
import { Person } from '../../support/person.ts';
import { type Copy, copyOf, isSame, restoreTo } from './table-copy.ts';
import { databaseOf, verdictOn } from './verdict.ts';

export interface DrillOptions {
  /** How much is written before the second that is restored. */
  readonly messages: number;
  readonly say: (words: string) => void;
}

const readers = ['alice', 'bob'] as const;
const leaver = { user: 'leaver', name: 'Lee Aver' };
/** Stands in all that the leaver writes, and nowhere else. */
const canary = 'canary-7f3a';
const steppedOver = 1_000;

/**
 * People write; the tables are restored as they were at one second into new ones; the service starts on those; and one person is deleted there.
 * Answers with what is wrong, of which there should be nothing.
 */
export async function drill({ messages, say }: DrillOptions): Promise<readonly string[]> {
  const wrong: string[] = [];
  const demand = (holds: boolean, words: string): void => {
    say(`${holds ? 'yes' : 'NO '}  ${words}`);
    if (!holds) wrong.push(words);
  };
  const judge = async (network: Network, { channels }: House, of: string): Promise<void> => {
    const violations = await verdictOn(network, readers, channels);
    demand(
      violations.length === 0,
      `the checker accuses ${of} of nothing${violations.map((one) => `\n     ${one}`).join('')}`,
    );
  };

  const before = await startNetwork({ seed: false });
  const after = await startNetwork({ seed: false });
  try {
    const people = await peopleOf(before);
    const house = await found(people);
    const sent = await writeAll(people, house, messages);
    const copy = await copyOf(before);
    const late = await writeAll(people, house, 10);
    say(`${sent.length} messages before the second that is restored, ${late.length} after it; ${sizeOf(copy)} rows`);

    const begun = Date.now();
    await restoreTo(after, copy);
    demand(isSame(copy, await copyOf(after), [...copy.keys()]), 'every row is as it was, memberships and markers too');
    const moved = await stepOver(databaseOf(after), steppedOver);
    say(`restored in ${Date.now() - begun} ms, ${moved} channels put forward by ${steppedOver} positions`);
    await judge(after, house, 'the restored tables');
    const again = await peopleOf(after);
    await judgeRestored(again, house, sent, late, demand);
    await judge(after, house, 'what was written since');

    await judgeDeletion(after, again, house, demand);
    await judge(after, house, 'what is left after the deletion of a person');
  } finally {
    await Promise.all([before.close(), after.close()]);
  }
  return wrong;
}

interface Sent {
  readonly id: string;
  readonly channelId: string;
  readonly seq: number;
  readonly content: string;
  readonly by: string;
}

type Demand = (holds: boolean, words: string) => void;

type People = readonly [alice: Person, bob: Person, leaver: Person];

interface House {
  readonly workspaceId: string;
  readonly channels: readonly [string, string];
}

/** Those who write: two who stay, and one who will leave. */
async function peopleOf(network: Network): Promise<People> {
  const third = new Person(leaver.user, (await network.signInAs(leaver)).token, network);
  return [await network.as('alice'), await network.as('bob'), third];
}

/** A workspace of alice's with all of them in it, and in its two channels. */
async function found([alice, bob, third]: People): Promise<House> {
  for (const person of [alice, bob, third]) await person.get(operations.me);
  const made = await alice.get<operations.CreateWorkspaceMutation>(operations.createWorkspace, {
    input: { name: 'Restored' },
  });
  const workspaceId = made.createWorkspace.id;
  const members = [bob.userId, third.userId];
  for (const userId of members) {
    await alice.get(operations.addWorkspaceMember, { input: { workspaceId, userId, role: 'MEMBER' } });
  }
  const channel = async (name: string) => {
    const input = { workspaceId, name, members };
    return (await alice.get<operations.CreateChannelMutation>(operations.createChannel, { input })).createChannel.id;
  };
  return { workspaceId, channels: [await channel('one'), await channel('two')] };
}

/** Each writes by themselves, all at once: messages, and now and then an edit, a reaction, a deletion, a read marker. */
async function writeAll(people: People, { channels }: House, messages: number): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  await Promise.all(
    people.map(async (person, who) => {
      for (let index = 0; index < messages / people.length; index += 1) {
        const channelId = channels[index % channels.length] ?? channels[0];
        const content = `${person.userId} ${index}${person.userId === leaver.user ? ` ${canary}` : ''}`;
        const { id, seq } = await person.send(channelId, content);
        if (index % 5 === 1) {
          const input = { id, channelId, content: `${content}, mended` };
          await retried(() => person.get(operations.editMessage, { input }));
        }
        if (index % 3 === 0) {
          const other = sent.findLast((one) => one.channelId === channelId);
          const input = { messageId: other?.id ?? id, channelId, emoji: who === 2 ? '🌊' : '👍' };
          await retried(() => person.get(operations.addReaction, { input }));
        }
        if (index % 7 === 2) await retried(() => person.get(operations.markRead, { input: { channelId, seq } }));
        sent.push({ id, channelId, seq, content, by: person.userId });
      }
    }),
  );
  return sent;
}

/** What meets another change of the same is to be tried again. */
async function retried<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 30 || !String(error).includes('Unavailable')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    }
  }
}

async function judgeRestored(
  [alice, bob]: People,
  { channels }: House,
  sent: readonly Sent[],
  late: readonly Sent[],
  demand: Demand,
): Promise<void> {
  const find = async ({ id }: Sent) =>
    (await alice.ask<{ getMessage: { seq: number } | null }>(operations.getMessage, { id })).data?.getMessage ?? null;
  const found = await Promise.all(sent.map(find));
  demand(
    found.every((one, index) => one?.seq === sent[index]?.seq),
    'every message that was acknowledged before that second is there, at its position',
  );
  demand(
    (await Promise.all(late.map(find))).every((one) => one === null),
    'none that came after it is',
  );
  const own = sent.find(({ by, content }) => by === alice.userId && content.endsWith(' 0'));
  const retry = own ? await alice.send(own.channelId, own.content, { id: own.id }) : null;
  demand(retry !== null && retry.seq === own?.seq, 'a retry of a message that is there is answered, not stored twice');
  const again = late.find(({ by }) => by === bob.userId);
  const resent = again ? await bob.send(again.channelId, again.content, { id: again.id }) : null;
  const seen = Math.max(...late.map(({ seq }) => seq));
  demand(resent !== null && resent.seq > seen, 'one that was lost can be sent again, beyond every position ever seen');
  const listener = await alice.listen(channels[0]);
  const { id } = await bob.send(channels[0], 'Is anybody there?');
  demand((await listener.next()).message?.id === id, 'who listens hears what is sent now');
  listener.close();
}

async function judgeDeletion(network: Network, [alice, , third]: People, house: House, demand: Demand) {
  const { workspaceId, channels } = house;
  const database = databaseOf(network);
  const run = async (most: number, isDry = false): Promise<Done[]> => {
    const done: Done[] = [];
    await deletePerson(database, leaver.user, {
      isDry,
      onDone(one) {
        done.push(one);
        if (done.length === most) throw new BrokenOff();
      },
    });
    return done;
  };
  const refusal = await run(Infinity).catch((error: unknown) => error);
  demand(refusal instanceof StillMember, 'nobody is deleted who is in a workspace still');
  const theirs = { workspaceId, userId: leaver.user };
  await retried(() => alice.get(operations.removeWorkspaceMember, { input: theirs }));
  const counted = await run(Infinity, true);
  const brokenOff = await run(3).catch((error: unknown) => error);
  demand(brokenOff instanceof BrokenOff, 'a deletion that is broken off after three things');
  const rest = await run(Infinity);
  demand(
    rest.some(({ what }) => what === 'message emptied'),
    `is taken up again, and does the other ${rest.length}`,
  );
  demand(counted.length === 3 + rest.length, 'a dry run had counted all of it, and changed nothing');
  demand((await run(Infinity)).length === 0, 'a third time there is nothing left to do');
  const left = JSON.stringify([...(await copyOf(network))]);
  demand(!left.includes(canary), 'no table has a word of what they wrote');
  demand(!left.includes(leaver.name), 'nor their name');
  const { items } = await alice.page(channels[0], { limit: 100 });
  const tombstones = items.filter(({ userId }) => userId === leaver.user);
  demand(
    tombstones.length > 0 && tombstones.every(({ content, deletedAt }) => content === null && deletedAt !== null),
    'their messages are read as deleted ones, in their places',
  );
  demand(
    !items.some(({ reactions }) => reactions.some(({ emoji }) => emoji === '🌊')),
    'none of their reactions counts',
  );
  const answer = await third.trySend(channels[0], 'May I?', { id: ulid() });
  demand(answer.errors[0]?.errorType === 'NotFound', 'they may do nothing');
}

class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

function sizeOf(copy: Copy): number {
  return [...copy.values()].reduce((sum, rows) => sum + rows.length, 0);
}
