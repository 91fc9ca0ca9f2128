import type {
  ChannelMemberRow,
  ChannelRow,
  WorkspaceMemberRow,
  WorkspaceRole,
  WorkspaceRow,
} from '../../generated/models.ts';
import type { SeedRows } from '../../dev/seed/rows.ts';
import { writeRows } from '../../dev/seed/write-rows.ts';
import type { Network } from './network.ts';
import { Person } from './person.ts';

/** Rows that tests write straight into the tables: what hundreds of people and channels would take minutes to do by the API. */
export async function write(network: Network, rows: Partial<SeedRows>): Promise<void> {
  const none = { User: [], WorkspaceMember: [], DirectMessage: [], Message: [], Channel: [], ChannelMember: [] };
  await writeRows(network.dynamoDb, { ...none, Workspace: [], ...rows }, network.tableOf);
}

/** So many people with sessions, in no workspace yet: `ada-0`, `ada-1` and on. */
export function people(network: Network, name: string, count: number): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const user = `${name}-${index}`;
      return new Person(user, (await network.signInAs({ user, name: user })).token, network);
    }),
  );
}

/** Takes so many new people into a workspace. */
export async function joinCrowd(
  network: Network,
  workspaceId: string,
  name: string,
  count: number,
  role: WorkspaceRole = 'MEMBER',
): Promise<Person[]> {
  const crowd = await people(network, name, count);
  await write(network, { WorkspaceMember: crowd.map(({ userId }) => workspaceMember(workspaceId, userId, role)) });
  return crowd;
}

export function workspaceRow(id: string, createdBy: string): WorkspaceRow {
  return { id, name: id, audienceEpoch: 1, ownerCount: 1, createdBy, ...stamps() };
}

/** In the one stay that `stayOf` names. */
export function workspaceMember(workspaceId: string, userId: string, role: WorkspaceRole): WorkspaceMemberRow {
  return { userId, workspaceId, role, membershipId: stayOf(workspaceId, userId), ...stamps() };
}

/** A channel in which nothing has happened yet. */
export function channelRow(workspaceId: string, slug: string, more: Partial<ChannelRow> = {}): ChannelRow {
  const isPrivate = more.isPrivate ?? false;
  return {
    id: `${workspaceId}_${slug}`,
    workspaceId,
    name: slug,
    ...(isPrivate ? {} : { publicName: `${slug.toLowerCase()}\n${workspaceId}_${slug}` }),
    isPrivate,
    isDm: false,
    memberCount: 0,
    headSeq: 0,
    messageCount: 0,
    clock: Date.now(),
    audienceEpoch: 1,
    workspaceEpoch: 1,
    senders: {},
    sends: {},
    createdBy: 'nobody',
    ...stamps(),
    ...more,
  };
}

export function channelMember(channelId: string, userId: string): ChannelMemberRow {
  const membershipId = stayOf(channelId.split('_')[0] ?? '', userId);
  return { userId, channelId, addedBy: userId, membershipId, createdAt: now(), lastReadSeq: 0, readCount: 0 };
}

/** Writes a channel with these people in it; answers its id. */
export async function addChannel(
  network: Network,
  workspaceId: string,
  slug: string,
  members: readonly Person[],
  more: Partial<ChannelRow> = {},
): Promise<string> {
  const row = channelRow(workspaceId, slug, { memberCount: members.length, ...more });
  await write(network, { Channel: [row], ChannelMember: members.map(({ userId }) => channelMember(row.id, userId)) });
  return row.id;
}

/** One row as it is stored, in DynamoDB's own JSON. Null = none. */
export async function rowOf(network: Network, model: string, key: Record<string, string>): Promise<unknown> {
  const { Item = null } = await network.dynamoDb.call('GetItem', {
    TableName: network.tableOf(model),
    Key: Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }])),
    ConsistentRead: true,
  });
  return Item;
}

/** A channel's row with its numbers as numbers. Throws where there is none. */
export async function channelOf(network: Network, id: string): Promise<StoredChannel> {
  const row = (await rowOf(network, 'Channel', { id })) as Record<string, Typed> | null;
  if (!row) throw new Error(`there is no channel ${id}`);
  const numberOf = (field: string) => Number(row[field]?.N);
  const mapOf = (field: string) =>
    Object.fromEntries(Object.entries(row[field]?.M ?? {}).map(([key, value]) => [key, Number(value.N)]));
  return {
    headSeq: numberOf('headSeq'),
    messageCount: numberOf('messageCount'),
    memberCount: numberOf('memberCount'),
    clock: numberOf('clock'),
    senders: mapOf('senders'),
    sends: mapOf('sends'),
    size: JSON.stringify(row).length,
  };
}

interface StoredChannel extends Pick<
  ChannelRow,
  'headSeq' | 'messageCount' | 'memberCount' | 'clock' | 'senders' | 'sends'
> {
  /** Characters of the row as JSON. */
  size: number;
}

interface Typed {
  S?: string;
  N?: string;
  M?: Record<string, Typed>;
}

/** Every row of a table or index with this partition, page by page; in DynamoDB's own JSON. */
export async function rowsOf(
  network: Network,
  model: string,
  [field, value]: readonly [string, string],
  index?: string,
): Promise<Record<string, Typed>[]> {
  const rows: Record<string, Typed>[] = [];
  let from: unknown;
  do {
    const page = (await network.dynamoDb.call('Query', {
      TableName: network.tableOf(model),
      ...(index ? { IndexName: index } : { ConsistentRead: true }),
      KeyConditionExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': { S: value } },
      ...(from ? { ExclusiveStartKey: from } : {}),
    })) as { Items: Record<string, Typed>[]; LastEvaluatedKey?: unknown };
    rows.push(...page.Items);
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
}

/** Sets a channel and all its messages so much further back in time, as if nobody had looked at it meanwhile. */
export async function letTimePass(network: Network, channelId: string, ms: number): Promise<void> {
  const { clock } = await channelOf(network, channelId);
  await network.dynamoDb.call('UpdateItem', {
    TableName: network.tableOf('Channel'),
    Key: { id: { S: channelId } },
    UpdateExpression: 'SET #clock = :clock',
    ExpressionAttributeNames: { '#clock': 'clock' },
    ExpressionAttributeValues: { ':clock': { N: String(clock - ms) } },
  });
  const older = (time: string | undefined): { S: string } => ({
    S: new Date(Date.parse(time ?? '') - ms).toISOString(),
  });
  const table = network.tableOf('Message');
  for (const row of await rowsOf(network, 'Message', ['channelId', channelId], 'messages_by_channel')) {
    const Item = { ...row, createdAt: older(row.createdAt?.S), updatedAt: older(row.updatedAt?.S) };
    await network.dynamoDb.call('PutItem', { TableName: table, Item });
  }
}

/** The name of a person's one stay in a workspace. */
function stayOf(workspaceId: string, userId: string): string {
  return `${workspaceId}-${userId}`;
}

function stamps(): { createdAt: string; updatedAt: string } {
  return { createdAt: now(), updatedAt: now() };
}

function now(): string {
  return new Date().toISOString();
}
