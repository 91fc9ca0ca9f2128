import { ulid } from 'ulid';
import * as operations from '../../../generated/operations.ts';
import type { DynamoDbClient } from '../../../local/index.ts';
import type { ChannelEvent } from '../../support/listener.ts';
import { fileOf, finishUpload, linksOf, onePoint, upload } from '../../support/files.ts';
import { Person } from '../../support/person.ts';
import { type Heard, type Socket, openSocket } from '../../support/socket.ts';

/** A service to try, whatever it may do. */
export interface Site {
  readonly url: string;
  readonly realtimeUrl: string;
  readonly dynamoDb: DynamoDbClient;
  tableOf(model: string): string;
  signInAs(account: { readonly user: string; readonly name: string }): Promise<{ readonly token: string }>;
  /** Does at once what the service does each hour. */
  runSchedules(): Promise<void>;
  /** How long an event may take. */
  readonly patienceMs: number;
}

/** Something that people must be able to do: rejects where they can not. */
export interface Step {
  readonly name: string;
  run(): Promise<void>;
}

/** Something did not come in time: it may never come, or the machine is slow. */
export class TooLate extends Error {
  override readonly name = 'TooLate';

  constructor(what: string, ms: number) {
    super(`${what} did not come within ${ms} ms`);
  }
}

interface Id {
  readonly id: string;
}
type InboxEvent = NonNullable<operations.OnInboxEventSubscription['onInboxEvent']>;
type Message = operations.MessageFieldsFragment;

/**
 * A short life of a workspace of its own, told in steps that need every right that the service has. Each relies on those before it. `end` closes
 * its sockets.
 */
export function tellStory(site: Site): { readonly steps: readonly Step[]; end(): void } {
  const sockets: Socket[] = [];
  const run = ulid().toLowerCase();
  const person = async (name: string) => {
    const user = `${name}-${run}`;
    return new Person(user, (await site.signInAs({ user, name })).token, site);
  };
  let owner: Person;
  let member: Person;
  let guest: Person;
  let workspaceId: string;
  let channelId: string;
  let message: Message;
  let withFile: string;
  let fileUrl: string;
  let channel: Heard<ChannelEvent>;
  let inbox: Heard<InboxEvent>;

  const input = (values: object) => ({ input: values });
  const make = async (name: string, members: readonly Person[]) => {
    const variables = input({ workspaceId, name, members: members.map(({ userId }) => userId) });
    return (await owner.get<{ createChannel: Id }>(operations.createChannel, variables)).createChannel.id;
  };
  const socketOf = async ({ token }: Person) => {
    const socket = await within(site.patienceMs, 'a connection', openSocket(site.realtimeUrl, token));
    sockets.push(socket);
    return socket;
  };
  const hears = async <Event>(heard: Heard<Event>, what: string, isWanted: (event: Event) => boolean) =>
    within(site.patienceMs, what, heard.until(isWanted));
  const mine = async (who: Person) => {
    const found = (await who.channels(workspaceId)).find((one) => one.channel.id === channelId);
    return must(found, 'the channel is not among one’s own');
  };
  const set = (model: string, key: object, name: string, value: object) =>
    site.dynamoDb.call('UpdateItem', {
      TableName: site.tableOf(model),
      Key: key,
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    });

  const steps: Step[] = [
    step('a new person is let in, and has a profile', async () => {
      [owner, member, guest] = await Promise.all([person('owner'), person('member'), person('guest')]);
      for (const one of [owner, member]) {
        equal((await one.get<{ me: Id }>(operations.me)).me.id, one.userId);
        equal((await one.get<{ me: Id }>(operations.me)).me.id, one.userId);
      }
    }),
    step('a person takes another name', async () => {
      await member.get(operations.updateProfile, input({ name: 'Member the Second' }));
    }),
    step('a workspace is made, and is among one’s own', async () => {
      const made = await owner.get<{ createWorkspace: Id }>(operations.createWorkspace, input({ name: 'Granted' }));
      workspaceId = made.createWorkspace.id;
      const { listWorkspaces } = await owner.get<{ listWorkspaces: { items: Id[] } }>(operations.listWorkspaces);
      equal(listWorkspaces.items[0]?.id, workspaceId);
      await owner.get(operations.getWorkspace, { id: workspaceId });
    }),
    step('people are taken into a workspace', async () => {
      for (const { userId } of [member, guest]) {
        await owner.get(operations.addWorkspaceMember, input({ workspaceId, userId, role: 'MEMBER' }));
      }
    }),
    step('a person becomes an owner, and ceases to be one', async () => {
      for (const role of ['OWNER', 'MEMBER']) {
        await owner.get(operations.updateWorkspaceMember, input({ workspaceId, userId: guest.userId, role }));
      }
    }),
    step('a workspace’s people are listed with their names', async () => {
      const { listWorkspaceMembers } = await owner.get<{ listWorkspaceMembers: { items: { user: Id | null }[] } }>(
        operations.listWorkspaceMembers,
        { workspaceId },
      );
      equal(listWorkspaceMembers.items.length, 3);
      equal(listWorkspaceMembers.items.filter(({ user }) => user !== null).length, 2);
    }),
    step('a channel is made with its people, who are told', async () => {
      inbox = await (await socketOf(member)).subscribe<InboxEvent>(operations.onInboxEvent, { userId: member.userId });
      channelId = await make('granted', [member]);
      await hears(inbox, 'being put into a channel', ({ kind }) => kind === 'CHANNEL_JOINED');
    }),
    step('a channel is made with more people than one request tells one by one', async () => {
      const many = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => person(`crowd${number}`)));
      for (const one of many) {
        await one.get(operations.me);
        await owner.get(operations.addWorkspaceMember, input({ workspaceId, userId: one.userId, role: 'MEMBER' }));
      }
      const last = must(many.at(-1), 'nobody is there');
      const hers = await (await socketOf(last)).subscribe<InboxEvent>(operations.onInboxEvent, { userId: last.userId });
      await make('crowded', many);
      await hears(hers, 'being put into a channel with many', ({ kind }) => kind === 'CHANNEL_JOINED');
    }),
    step('who makes too many channels is told to wait', async () => {
      const key = { userId: { S: owner.userId }, workspaceId: { S: workspaceId } };
      await set('WorkspaceMember', key, 'makingPaidAt', { N: String(Date.now() + 3_600_000) });
      const refusal = await make('one too many', []).catch((error: Error) => error.message);
      equal(refusal.includes('SEND_LIMIT'), true);
      await set('WorkspaceMember', key, 'makingPaidAt', { N: '0' });
    }),
    step('channels are listed, one’s own and those of all', async () => {
      await mine(member);
      const { listChannels } = await guest.get<{ listChannels: { items: Id[] } }>(operations.listChannels, {
        workspaceId,
      });
      equal(
        listChannels.items.some(({ id }) => id === channelId),
        true,
      );
    }),
    step('a channel’s people are listed', async () => {
      const people = await owner.get<{ listChannelMembers: { items: object[] } }>(operations.listChannelMembers, {
        channelId,
      });
      equal(people.listChannelMembers.items.length, 2);
    }),
    step('a message is stored, and who listens hears it', async () => {
      channel = await (await socketOf(member)).subscribe<ChannelEvent>(operations.onChannelEvent, { channelId });
      message = await owner.send(channelId, 'Who may?');
      await hears(channel, 'a message', (event) => event.message?.id === message.id);
    }),
    step('whoever a message mentions is told, and finds it', async () => {
      await owner.send(channelId, `You may, <@${member.userId}>.`);
      await hears(inbox, 'being mentioned', ({ kind }) => kind === 'MENTIONED');
      equal((await mine(member)).isMentioned, true);
    }),
    step('a message that was sent before is answered as it was stored', async () => {
      equal((await owner.send(channelId, 'Who may?', { id: message.id })).seq, message.seq);
    }),
    step('a message is stored where the channel’s clock is ahead', async () => {
      await set('Channel', { id: { S: channelId } }, 'clock', { N: String(Date.now() + 5_000) });
      await owner.send(channelId, 'Later than it is.');
    }),
    step('a message is answered, and found by its id', async () => {
      const answer = await member.send(channelId, 'I may.', { replyToId: message.id });
      equal((await owner.get<{ getMessage: Id }>(operations.getMessage, { id: answer.id })).getMessage.id, answer.id);
    }),
    step('a message is edited', async () => {
      await owner.get(operations.editMessage, input({ id: message.id, channelId, content: 'Who may, then?' }));
    }),
    step('an edit that comes too late leaves the later one', async () => {
      const time = new Date(Date.now() + 3_600_000).toISOString();
      await set('Message', { id: { S: message.id } }, 'editedAt', { S: time });
      await owner.get(operations.editMessage, input({ id: message.id, channelId, content: 'Too late.' }));
    }),
    step('a reaction is put, heard, listed, one’s own, and taken away', async () => {
      const reaction = { messageId: message.id, channelId };
      await member.get(operations.addReaction, input({ ...reaction, emoji: '👍' }));
      await hears(channel, 'a reaction', ({ kind }) => kind === 'REACTION_ADDED');
      const { listReactions } = await owner.get<{ listReactions: { items: object[] } }>(
        operations.listReactions,
        reaction,
      );
      equal(listReactions.items.length, 1);
      const { items } = await member.page(channelId);
      equal(items.find(({ id }) => id === message.id)?.reactions[0]?.reactedByMe, true);
      await member.get(operations.removeReaction, input({ ...reaction, emoji: '👍' }));
    }),
    step('a file is uploaded, sent, and fetched', async () => {
      withFile = ulid();
      const file = fileOf(onePoint);
      const ticket = { channelId, messageId: withFile, file };
      const early = await finishUpload(member, ticket);
      if (early.errors[0]?.errorType === 'Unavailable')
        throw new Error('a file that has not come is not told from an outage');
      // The first of a day is counted in another way than the next.
      for (const one of [file, fileOf(onePoint)]) await upload(member, { ...ticket, file: one }, onePoint);
      await member.send(channelId, 'A point.', { id: withFile, attachments: [file] });
      const [link] = await linksOf(owner, { id: withFile, channelId });
      fileUrl = must(link?.url ?? undefined, 'there is no link');
      equal((await fetch(fileUrl)).status, 200);
    }),
    step('the files of a deleted message are removed, at once or within the hour', async () => {
      await member.get(operations.deleteMessage, input({ id: withFile, channelId }));
      await until(site.patienceMs, 'the end of a file', async () => (await fetch(fileUrl)).status === 404);
      const key = { shard: { S: withFile.slice(25) }, dueAtAndFile: { S: `2026-01-01T00:00:00.000Z#${withFile}#` } };
      const row = { ...key, messageId: { S: withFile }, channelId: { S: channelId }, userId: { S: member.userId } };
      const TableName = site.tableOf('FileCheck');
      await site.dynamoDb.call('PutItem', { TableName, Item: row });
      await site.runSchedules();
      const left = await site.dynamoDb.call('GetItem', { TableName, Key: key, ConsistentRead: true });
      equal(left['Item'], undefined);
    }),
    step('history is read from a position far back, and what changed after one', async () => {
      // As if hundreds of positions were empty: from near the end, nothing has to be located.
      await set('Channel', { id: { S: channelId } }, 'headSeq', { N: '500' });
      const around = await member.page(channelId, { around: 2 });
      equal(around.items.length > 1, true);
      const { syncChannel } = await member.get<{ syncChannel: { messages: Message[] } }>(operations.syncChannel, {
        channelId,
        afterSeq: message.seq,
      });
      // The one that was edited came before that position.
      equal(
        syncChannel.messages.some(({ id }) => id === message.id),
        true,
      );
    }),
    step('what was read is kept, the furthest of many at once', async () => {
      const { channel: row } = await mine(member);
      const seqs = Array.from({ length: Math.min(8, row.headSeq) }, (_, index) => row.headSeq - index);
      await Promise.all(seqs.map((seq) => member.get(operations.markRead, input({ channelId, seq }))));
      equal((await mine(member)).lastReadSeq, row.headSeq);
    }),
    step('who types is seen', async () => {
      await owner.get(operations.sendTyping, { channelId });
      await hears(channel, 'somebody typing', ({ kind }) => kind === 'TYPING');
    }),
    step('people join, leave, are put in and taken out', async () => {
      await guest.get(operations.joinChannel, input({ channelId }));
      await guest.get(operations.leaveChannel, input({ channelId }));
      await owner.get(operations.addChannelMember, input({ channelId, userId: guest.userId }));
      await owner.get(operations.removeChannelMember, input({ channelId, userId: guest.userId }));
    }),
    step('a direct message is opened, and found again', async () => {
      const open = () => owner.get<{ openDm: Id }>(operations.openDm, input({ workspaceId, members: [member.userId] }));
      equal((await open()).openDm.id, (await open()).openDm.id);
    }),
    step('a channel is changed and archived', async () => {
      await owner.get(operations.updateChannel, input({ channelId, topic: 'Rights' }));
      await owner.get(operations.archiveChannel, input({ channelId }));
    }),
    step('a message is deleted', async () => {
      const id = await make('granted too', []);
      const sent = await owner.send(id, 'Not for long.');
      await owner.get(operations.deleteMessage, input({ id: sent.id, channelId: id }));
    }),
    step('a person is taken out of a workspace', async () => {
      await owner.get(operations.removeWorkspaceMember, input({ workspaceId, userId: guest.userId }));
    }),
    step('what a client measured is taken', async () => {
      await owner.get(
        operations.reportMetrics,
        input({ platform: 'NODE', version: '0.1.0', metrics: [{ name: 'POLL', count: 1 }] }),
      );
    }),
  ];
  return { steps, end: () => sockets.forEach((socket) => socket.close()) };
}

function step(name: string, run: () => Promise<void>): Step {
  return { name, run };
}

function equal<Value>(found: Value, wanted: Value): void {
  if (found !== wanted) throw new Error(`${String(found)} in place of ${String(wanted)}`);
}

function must<Value>(value: Value | undefined, words: string): Value {
  if (value === undefined) throw new Error(words);
  return value;
}

/** Looks every 50 ms: what removes a file tells nobody. */
async function until(ms: number, what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new TooLate(what, ms);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function within<Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(what, ms)), ms);
  });
  // What comes too late is nobody's any more.
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
