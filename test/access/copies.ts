import { ulid } from 'ulid';
import type { Network } from '../support/network.ts';
import { bystanders, type ChannelKind, type House, idOf, type Maker } from './house.ts';
import type { Actor } from './notation.ts';

type Item = Readonly<Record<string, object>>;
type Rows = Readonly<Record<string, readonly Item[]>>;

/** A copy of the house's rows under new ids, so that what one cell changes is no other's. */
export interface Copy {
  workspaceId: string;
  /** Empty = a copy of a workspace. */
  channelId: string;
  /** Of each person who was asked for: a message of theirs that stands, and one that is deleted. */
  ownIds: ReadonlyMap<Actor, string>;
  deletedIds: ReadonlyMap<Actor, string>;
  /** Pete's message. */
  otherId: string;
  /** What is not as it was when it was copied, in words. `except` names models that are not looked at. */
  changes(except?: readonly string[]): Promise<string[]>;
}

export interface Copier {
  channel(kind: ChannelKind, maker: Maker, authors: readonly Actor[]): Promise<Copy>;
  /** `soleOwner`: nobody else in it is an owner. */
  workspace(which: 'house' | 'foreign', soleOwner?: string): Promise<Copy>;
}

const everyone = [...Object.values(idOf), ...Object.values(bystanders)];
const keys: Readonly<Record<string, readonly string[]>> = {
  Channel: ['id'],
  ChannelMember: ['userId', 'channelId'],
  Message: ['id'],
  Workspace: ['id'],
  WorkspaceMember: ['userId', 'workspaceId'],
};

export function copierOf(network: Network, house: House): Copier {
  const templates = new Map<string, Promise<Rows>>();
  let copies = 0;

  /** Read once. */
  const template = (name: string, wanted: Rows): Promise<Rows> => {
    const rows = templates.get(name) ?? read(network, wanted);
    templates.set(name, rows);
    return rows;
  };

  return {
    async channel(kind, maker, authors) {
      const { channelId: from, messageId, deletedId } = house.place(kind, maker);
      const rows = await template(`${kind} ${maker}`, {
        Channel: [{ id: { S: from } }],
        ChannelMember: everyone.map((userId) => ({ userId: { S: userId }, channelId: { S: from } })),
        Message: [messageId, deletedId].map((id) => ({ id: { S: id } })),
      });
      const channelId = `${house.workspaceId}_copy${(copies += 1)}`;
      const [stands = {}, deleted = {}] = [messageId, deletedId].map((id) =>
        (rows.Message ?? []).find((row) => JSON.stringify(row.id) === JSON.stringify({ S: id })),
      );
      const written = (row: Item, id: string, userId: string): Item => ({
        ...row,
        id: { S: id },
        channelId: { S: channelId },
        userId: { S: userId },
      });
      const ownIds = new Map(authors.map((author) => [author, ulid()]));
      const deletedIds = new Map(authors.map((author) => [author, ulid()]));
      const otherId = ulid();
      const copied: Rows = {
        Channel: (rows.Channel ?? []).map((row) => ({ ...row, id: { S: channelId } })),
        ChannelMember: (rows.ChannelMember ?? []).map((row) => ({ ...row, channelId: { S: channelId } })),
        Message: [
          written(stands, otherId, bystanders.pete),
          ...[...ownIds].map(([author, id]) => written(stands, id, idOf[author])),
          ...[...deletedIds].map(([author, id]) => written(deleted, id, idOf[author])),
        ],
      };
      await write(network, copied);
      const counted = [
        ['ChannelMember', 'members_by_channel', 'channelId', channelId],
        ['Message', 'messages_by_channel', 'channelId', channelId],
      ] as const;
      return {
        workspaceId: house.workspaceId,
        channelId,
        ownIds,
        deletedIds,
        otherId,
        changes: (except) => changesOf(network, copied, counted, except),
      };
    },

    async workspace(which, soleOwner) {
      const from = which === 'house' ? house.workspaceId : house.foreignId;
      const rows = await template(which, {
        Workspace: [{ id: { S: from } }],
        WorkspaceMember: everyone.map((userId) => ({ userId: { S: userId }, workspaceId: { S: from } })),
      });
      const workspaceId = `copy${(copies += 1)}`;
      const isOther = (row: Item) => JSON.stringify(row.userId) !== JSON.stringify({ S: soleOwner });
      const isOwner = (row: Item) => JSON.stringify(row.role) === JSON.stringify({ S: 'OWNER' });
      const copied: Rows = {
        Workspace: (rows.Workspace ?? []).map((row) => ({
          ...row,
          id: { S: workspaceId },
          ...(soleOwner ? { ownerCount: { N: '1' } } : {}),
        })),
        WorkspaceMember: (rows.WorkspaceMember ?? []).map((row) => ({
          ...row,
          workspaceId: { S: workspaceId },
          ...(soleOwner && isOwner(row) && isOther(row) ? { role: { S: 'MEMBER' } } : {}),
        })),
      };
      await write(network, copied);
      const counted = [
        ['WorkspaceMember', 'members_by_workspace', 'workspaceId', workspaceId],
        ['Channel', 'channels_by_workspace', 'workspaceId', workspaceId],
        ['DirectMessage', null, 'workspaceId', workspaceId],
      ] as const;
      const none = new Map<Actor, string>();
      return {
        workspaceId,
        channelId: '',
        ownIds: none,
        deletedIds: none,
        otherId: '',
        changes: (except) => changesOf(network, copied, counted, except),
      };
    },
  };
}

/** What of these rows is there. */
async function read(network: Network, wanted: Rows): Promise<Rows> {
  const found: Record<string, Item[]> = {};
  for (const [model, rows] of Object.entries(wanted)) {
    const names = keys[model] ?? [];
    const table = network.tableOf(model);
    found[model] = [];
    for (let start = 0; start < rows.length; start += 100) {
      const Keys = rows
        .slice(start, start + 100)
        .map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? {}])));
      const answer = await network.dynamoDb.call('BatchGetItem', {
        RequestItems: { [table]: { Keys, ConsistentRead: true } },
      });
      const { Responses } = answer as { Responses: Record<string, Item[]> };
      found[model].push(...(Responses[table] ?? []));
    }
  }
  return found;
}

async function write(network: Network, rows: Rows): Promise<void> {
  const puts = Object.entries(rows).flatMap(([model, items]) =>
    items.map((Item) => [network.tableOf(model), { PutRequest: { Item } }] as const),
  );
  for (let start = 0; start < puts.length; start += 25) {
    const RequestItems: Record<string, object[]> = {};
    for (const [table, put] of puts.slice(start, start + 25)) (RequestItems[table] ??= []).push(put);
    const answer = await network.dynamoDb.call('BatchWriteItem', { RequestItems });
    const { UnprocessedItems = {} } = answer as { UnprocessedItems?: object };
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('some rows of a copy were not written');
  }
}

type Counted = readonly [model: string, index: string | null, field: string, value: string];

/** Rows that were changed, taken away or, where `counted` looks, added. */
async function changesOf(
  network: Network,
  rows: Rows,
  counted: readonly Counted[],
  except: readonly string[] = [],
): Promise<string[]> {
  const watched = Object.fromEntries(Object.entries(rows).filter(([model]) => !except.includes(model)));
  const now = await read(network, watched);
  const changes: string[] = [];
  for (const [model, before] of Object.entries(watched)) {
    const after = new Set((now[model] ?? []).map(fixed));
    for (const row of before) if (!after.has(fixed(row))) changes.push(`${model} ${fixed(row)}`);
  }
  for (const [model, index, field, value] of counted) {
    if (except.includes(model)) continue;
    const { Count } = (await network.dynamoDb.call('Query', {
      TableName: network.tableOf(model),
      ...(index ? { IndexName: index } : {}),
      KeyConditionExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': { S: value } },
      Select: 'COUNT',
    })) as { Count: number };
    const before = rows[model]?.length ?? 0;
    if (Count !== before) changes.push(`${Count - before} ${model} more`);
  }
  return changes;
}

/** The same text for the same row, whatever order its fields come in. */
function fixed(row: Item): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
