import type { MessageFieldsFragment, MessagesByChannelQuery, SyncChannelQuery } from '../../../generated/operations.ts';
import { listMyChannels, messagesByChannel, syncChannel } from '../../../generated/operations.ts';
import type { ListMyChannelsQuery } from '../../../generated/operations.ts';
import type { DynamoDbClient } from '../../../local/index.ts';
import type { Caller } from './caller.ts';
import type { HistoryWriter } from './history-files.ts';
import { storedRow } from './tab/stored-row.ts';

/** What is there in the end, read by three who were not part of it, each in their own way. */
export async function readFinally(
  readers: { readonly down: Caller; readonly up: Caller; readonly sync: Caller },
  channels: readonly string[],
  history: HistoryWriter,
): Promise<void> {
  for (const channel of channels) {
    const { holes, completeThrough, headSeq, messages } = await syncAll(readers.sync, channel);
    history.write({
      kind: 'final',
      person: readers.sync.person,
      channel,
      how: 'sync',
      headSeq,
      rows: messages.map(storedRow),
      holes,
      completeThrough,
    });
    for (const [how, direction] of [
      ['down', 'DESC'],
      ['up', 'ASC'],
    ] as const) {
      const rows = (await pageThrough(readers[how], channel, direction)).map(storedRow);
      history.write({ kind: 'final', person: readers[how].person, channel, how, headSeq, rows });
    }
  }
}

/** What each person finds that they have read, and not read. */
export async function readMarkers(
  person: Caller,
  workspaceId: string,
  by: string,
  history: HistoryWriter,
): Promise<void> {
  const channels: (readonly [string, number, number, 0 | 1])[] = [];
  let nextToken: string | null | undefined = null;
  do {
    const { listMyChannels: page }: ListMyChannelsQuery = await person.get(listMyChannels, { workspaceId, nextToken });
    for (const { channel, lastReadSeq, unreadCount, isMentioned } of page.items) {
      channels.push([channel.id, lastReadSeq, unreadCount, isMentioned ? 1 : 0]);
    }
    nextToken = page.nextToken;
  } while (nextToken);
  history.write({ kind: 'roster', by, person: person.person, channels, isFinal: true });
}

/** Every row of these tables, as plain values. */
export async function scan(
  dynamoDb: DynamoDbClient,
  tables: readonly { readonly model: string; readonly name: string }[],
  history: HistoryWriter,
): Promise<void> {
  for (const { model, name } of tables) {
    let from: unknown;
    do {
      const page = (await dynamoDb.call('Scan', {
        TableName: name,
        ConsistentRead: true,
        Limit: 1_000,
        ...(from ? { ExclusiveStartKey: from } : {}),
      })) as { Items: Record<string, TypedValue>[]; LastEvaluatedKey?: unknown };
      history.write({ kind: 'scan', table: model, rows: page.Items.map(plainRow) });
      from = page.LastEvaluatedKey;
    } while (from);
  }
}

async function syncAll(
  { get }: Caller,
  channelId: string,
): Promise<{ headSeq: number; holes: [number, number][]; completeThrough: number; messages: MessageFieldsFragment[] }> {
  const messages: MessageFieldsFragment[] = [];
  const holes: [number, number][] = [];
  let nextToken: string | null | undefined = null;
  for (;;) {
    const { syncChannel: page }: SyncChannelQuery = await get(syncChannel, {
      channelId,
      afterSeq: 0,
      limit: 100,
      nextToken,
    });
    messages.push(...page.messages);
    holes.push(...page.holes.map(({ from, through }): [number, number] => [from, through]));
    nextToken = page.nextToken;
    if (nextToken) continue;
    // A message that is new and changed may stand among both: the higher `rev` counts.
    const newest = new Map<string, MessageFieldsFragment>();
    for (const message of messages) {
      const known = newest.get(message.id);
      if (!known || known.rev < message.rev) newest.set(message.id, message);
    }
    const { headSeq } = page.channel;
    return { headSeq, holes, completeThrough: page.completeThrough ?? 0, messages: [...newest.values()] };
  }
}

async function pageThrough(
  { get }: Caller,
  channelId: string,
  sortDirection: 'ASC' | 'DESC',
): Promise<MessageFieldsFragment[]> {
  const messages: MessageFieldsFragment[] = [];
  let nextToken: string | null | undefined = null;
  do {
    const { messagesByChannel: page }: MessagesByChannelQuery = await get(messagesByChannel, {
      channelId,
      sortDirection,
      limit: 100,
      nextToken,
    });
    messages.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken);
  return messages;
}

interface TypedValue {
  S?: string;
  N?: string;
  BOOL?: boolean;
  SS?: string[];
  L?: TypedValue[];
  M?: Record<string, TypedValue>;
}

function plainRow(row: Record<string, TypedValue>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

function plain({ S, N, BOOL, SS, L, M }: TypedValue): unknown {
  if (M) return plainRow(M);
  if (N !== undefined) return Number(N);
  return S ?? BOOL ?? SS ?? L?.map(plain) ?? null;
}
