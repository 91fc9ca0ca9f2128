import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { RequestUploadMutation } from '../../generated/operations.ts';
import { fileOf, onePoint, post } from '../support/files.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/**
 * docs/cost.md holds what the running service was measured to cost. Here it is measured again: a page that says anything else fails.
 * `npx vitest run --project service test/service/cost-page.test.ts -u` writes it anew.
 */
const file = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));

/** US dollars per million, as docs/cost.md quotes them. */
const price = { operation: 4, update: 2, minute: 0.08, writeUnit: 0.625, readUnit: 0.125 };
/** Bytes of a delivery that AppSync counts as one update. */
const updateSize = 5000;

type Name = keyof typeof operations;

interface Cost {
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** GraphQL operations: the caller's, and those with which the service publishes what it caused. */
  readonly requests: number;
}

interface Row {
  readonly operation: Name;
  readonly situation: string;
  readonly cost: Cost;
}

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
const rows: Row[] = [];

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  [alice, bob, carol] = await Promise.all([network.as('alice'), network.as('bob'), network.as('carol')]);
});
afterAll(() => network?.close());

describe('docs/cost.md', () => {
  test('has a row for every operation, and none twice', async () => {
    await measureWorkspaces();
    await measureChannels();
    await measureMessages();
    expect([...new Set(rows.map(({ operation }) => operation))].sort()).toEqual(Object.keys(operations));
    expect(new Set(rows.map(({ operation, situation }) => `${operation}: ${situation}`)).size).toBe(rows.length);
  });

  test('quotes the prices that it reckons with', () => {
    const quoted = readFileSync(file, 'utf8').matchAll(/^\| (?:AppSync|DynamoDB)[^|]*\| +([\d.]+) \|/gm);
    expect([...quoted].map(([, dollars]) => Number(dollars))).toEqual(Object.values(price));
  });

  test('says what the service costs', async () => {
    const deliveries = await measureDeliveries();
    const page = readFileSync(file, 'utf8');
    const filled = fill(fill(page, 'operations', operationsTable()), 'deliveries', deliveries);
    const formatted = await format(filled, { ...(await resolveConfig(file)), parser: 'markdown' });
    await expect(formatted).toMatchFileSnapshot(file);
  });
});

async function measureWorkspaces(): Promise<void> {
  await measure('me', 'known', alice, {});
  await measure('updateProfile', '', alice, { input: { name: 'Alice M.' } });
  await measure('reportMetrics', '', alice, {
    input: { platform: 'WEB', version: '0.1.0', metrics: [{ name: 'POLL', count: 1 }] },
  });
  const { createWorkspace: workspace } = await measure<{ createWorkspace: { id: string } }>(
    'createWorkspace',
    '',
    alice,
    { input: { name: 'Quay' } },
  );
  const member = { workspaceId: workspace.id, userId: 'carol' };
  await measure('getWorkspace', '', alice, { id: 'harbor' });
  await measure('listWorkspaces', '2 workspaces', alice, {});
  await measure('addWorkspaceMember', '', alice, { input: member });
  await measure('addWorkspaceMember', 'again', alice, { input: member });
  await measure('updateWorkspaceMember', 'to admin', alice, { input: { ...member, role: 'ADMIN' } });
  await measure('updateWorkspaceMember', 'to guest', alice, { input: { ...member, role: 'GUEST' } });
  await measure('listWorkspaceMembers', '4 people', alice, { workspaceId: 'harbor' });
  await measure('removeWorkspaceMember', '', alice, { input: member });
}

async function measureChannels(): Promise<void> {
  const create = (situation: string, input: object) =>
    measure<{ createChannel: { id: string } }>('createChannel', situation, alice, {
      input: { workspaceId: 'harbor', name: 'quay', ...input },
    });
  const channelId = (await create('alone', {})).createChannel.id;
  await create('with 2 others', { name: 'pier', members: ['bob', 'carol'] });
  await measure('getChannel', '', alice, { id: channelId });
  await measure('listChannels', '7 channels', alice, { workspaceId: 'harbor' });
  await measure('listMyChannels', '9 channels', alice, { workspaceId: 'harbor' });
  await measure('joinChannel', '', bob, { input: { channelId } });
  await measure('joinChannel', 'again', bob, { input: { channelId } });
  await measure('addChannelMember', '', alice, { input: { channelId, userId: 'carol' } });
  await measure('listChannelMembers', '3 people', alice, { channelId });
  await measure('removeChannelMember', '', alice, { input: { channelId, userId: 'carol' } });
  await measure('leaveChannel', '', bob, { input: { channelId } });
  await measure('updateChannel', 'its topic', alice, { input: { channelId, topic: 'Stones' } });
  await measure('archiveChannel', '', alice, { input: { channelId } });
  await measure('openDm', 'the first time', bob, { input: { workspaceId: 'harbor', members: ['carol'] } });
  await measure('openDm', 'again', carol, { input: { workspaceId: 'harbor', members: ['bob'] } });
}

const channelId = 'harbor_design';

async function measureMessages(): Promise<void> {
  const { id, input } = { id: ulid(), input: { channelId, content: 'The tide turns at six.' } };
  await measure('sendMessage', 'a short one', alice, { input: { id, ...input } });
  await measure('sendMessage', 'once more, `isRetry`', alice, { input: { id, ...input, isRetry: true } });
  await measure('sendMessage', 'an answer to another', bob, { input: { ...input, id: ulid(), replyToId: id } });
  const mentioning = { ...input, id: ulid(), content: 'Look, <@bob> and <@carol>.' };
  await measure('sendMessage', 'mentions 2 people', alice, { input: mentioning });
  await measure('sendMessage', '4,000 letters', alice, { input: { ...input, id: ulid(), content: 'x'.repeat(4000) } });
  await measure('editMessage', 'the first time', alice, {
    input: { id, channelId, content: 'The tide turns at seven.' },
  });
  const settled = { id, channelId, content: 'The tide has turned.' };
  await measure('editMessage', 'another time', alice, { input: settled });
  await measure('editMessage', 'to what it says', alice, { input: settled });
  const reaction = { messageId: id, channelId, emoji: '🌊' };
  await measure('addReaction', '', alice, { input: reaction });
  await measure('addReaction', 'again', alice, { input: reaction });
  await measure('listReactions', 'one', alice, { messageId: id, channelId });
  await measure('getMessage', 'with reactions', alice, { id });
  await measure('removeReaction', '', alice, { input: reaction });
  await measure('getMessage', '', alice, { id });
  await measure('deleteMessage', '', alice, { input: { id, channelId } });
  const uploaded = { channelId, messageId: ulid(), file: fileOf(onePoint) };
  await measure('requestUpload', 'the first of a day', alice, { input: uploaded });
  const { requestUpload } = await measure<RequestUploadMutation>('requestUpload', '', alice, { input: uploaded });
  await post(requestUpload, onePoint);
  await measure('finishUpload', '', alice, { input: uploaded });
  const { messageId } = uploaded;
  const withFile = { ...input, id: messageId, attachments: [uploaded.file] };
  await measure('sendMessage', 'with a file', alice, { input: withFile });
  await measure('attachmentLinks', 'one file', bob, { channelId, messageId });
  await measure('deleteMessage', 'with a file', alice, { input: { id: messageId, channelId } });
  const logbook = { channelId: 'harbor_logbook' };
  await measure('messagesByChannel', '50 of 10,000', alice, { ...logbook, limit: 50 });
  await measure('messagesByChannel', '100', alice, { ...logbook, limit: 100 });
  await measure('messagesByChannel', '50 around a position', alice, { ...logbook, around: 5000 });
  await measure('syncChannel', 'nothing new', alice, { ...logbook, afterSeq: 10_000 });
  await measure('syncChannel', '50 messages', alice, { ...logbook, afterSeq: 9_950 });
  await measure('markRead', 'a part', carol, { input: { channelId, seq: 5 } });
  await measure('markRead', 'again', carol, { input: { channelId, seq: 5 } });
  const { headSeq } = (await alice.channels('harbor')).find(({ channel }) => channel.id === channelId)?.channel ?? {};
  await measure('markRead', 'all', carol, { input: { channelId, seq: headSeq } });
  await measure('sendTyping', '', alice, { channelId });
  for (const [operation, variables] of [
    ['onChannelEvent', { channelId }],
    ['onInboxEvent', { userId: 'alice' }],
  ] as const) {
    const cost = await costOf(async () => (await alice.listenTo(operations[operation], variables)).close());
    rows.push({ operation, situation: 'its start', cost });
  }
}

async function measure<Data>(operation: Name, situation: string, person: Person, variables: object): Promise<Data> {
  let answer: Data | undefined;
  const cost = await costOf(async () => void (answer = await person.get<Data>(operations[operation], variables)));
  rows.push({ operation, situation, cost });
  return answer as Data; // `get` has answered, or thrown.
}

/** What one request cost, with the service's own that it caused. */
async function costOf(ask: () => Promise<unknown>): Promise<Cost> {
  const before = network.requests.length;
  await ask();
  const caused = network.requests.slice(before);
  const sum = (count: (one: (typeof caused)[number]) => number) => caused.reduce((total, one) => total + count(one), 0);
  return {
    calls: sum((one) => one.calls),
    readUnits: sum((one) => one.readUnits),
    writeUnits: sum((one) => one.writeUnits),
    requests: caused.length,
  };
}

function operationsTable(): string {
  const head = '| operation | when | calls | read units | write units | operations billed | $ per million |';
  const lines = rows.map(({ operation, situation, cost }) =>
    [
      '',
      `\`${operation}\``,
      situation,
      cost.calls,
      cost.readUnits,
      cost.writeUnits,
      operation.startsWith('on') ? '1 update' : cost.requests,
      dollars(operation.startsWith('on') ? price.update + storage(cost) : priceOf(cost)),
      '',
    ].join('|'),
  );
  return [head, '| --- | --- | --: | --: | --: | --: | --: |', ...lines].join('\n');
}

function storage({ readUnits, writeUnits }: Cost): number {
  return readUnits * price.readUnit + writeUnits * price.writeUnit;
}

function priceOf(cost: Cost): number {
  return cost.requests * price.operation + storage(cost);
}

/** One message to so many who listen, measured at the socket of one of them. */
async function measureDeliveries(): Promise<string> {
  const lines: string[] = [];
  for (const [what, content] of [
    ['20 letters', 'x'.repeat(20)],
    ['650 letters', 'x'.repeat(650)],
    ['4,000 letters', 'x'.repeat(4000)],
    ['4,000 emoji', '🌊'.repeat(4000)],
  ] as const) {
    const listener = await bob.listen(channelId);
    const cost = await costOf(() => alice.send(channelId, content));
    const event = await listener.next();
    await listener.close();
    const bytes = Buffer.byteLength(JSON.stringify({ data: { onChannelEvent: event } }));
    const updates = Math.ceil(bytes / updateSize);
    const prices = [5, 100, 1000].map((people) => dollars(priceOf(cost) + people * updates * price.update));
    const size = `${(bytes / 1000).toFixed(1)} KB`;
    lines.push(['', what, cost.readUnits, cost.writeUnits, size, updates, ...prices, ''].join('|'));
  }
  const head = '| message | R | W | event | U | N = 5 | N = 100 | N = 1,000 |';
  return [head, '| --- | --: | --: | --: | --: | --: | --: | --: |', ...lines].join('\n');
}

function dollars(amount: number): string {
  return amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** The page with another content between the marks of that name. */
function fill(page: string, mark: string, content: string): string {
  const [begin, end] = [`<!-- measured: ${mark} -->`, `<!-- end: ${mark} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/cost.md has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
