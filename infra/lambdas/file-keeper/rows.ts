import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const { FILE_CHECK_TABLE, MESSAGE_TABLE } = process.env;

export interface StoredMessage {
  readonly channelId: string;
  readonly userId: string;
  /** None once it is deleted. */
  readonly attachmentIds: readonly string[];
  readonly deletedAt: string | null;
}

/** As it is this moment; null = there is none. */
export async function readMessage(id: string): Promise<StoredMessage | null> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: MESSAGE_TABLE,
      Key: { id: { S: id } },
      ConsistentRead: true,
    }),
  );
  if (!Item) return null;
  return {
    channelId: textOf(Item, 'channelId'),
    userId: textOf(Item, 'userId'),
    attachmentIds: (Item['attachments']?.L ?? []).map(({ M = {} }) => textOf(M, 'id')),
    deletedAt: Item['deletedAt']?.S ?? null,
  };
}

/** A row of the model FileCheck. */
export interface DueCheck {
  readonly shard: string;
  readonly dueAtAndFile: string;
  readonly messageId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Null = all files of a message that was to be deleted. */
  readonly fileId: string | null;
}

/** The next checks of a shard that are due by a time (ISO 8601); none = all are done. */
export async function dueChecks(shard: string, by: string): Promise<readonly DueCheck[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: FILE_CHECK_TABLE,
      KeyConditionExpression: '#shard = :shard AND #due < :by',
      ExpressionAttributeNames: { '#shard': 'shard', '#due': 'dueAtAndFile' },
      ExpressionAttributeValues: { ':shard': { S: shard }, ':by': { S: by } },
      ConsistentRead: true,
      Limit: 100,
    }),
  );
  return Items.map((item) => ({
    shard,
    dueAtAndFile: textOf(item, 'dueAtAndFile'),
    messageId: textOf(item, 'messageId'),
    channelId: textOf(item, 'channelId'),
    userId: textOf(item, 'userId'),
    fileId: item['fileId']?.S ?? null,
  }));
}

export async function endCheck({ shard, dueAtAndFile }: DueCheck): Promise<void> {
  const Key = { shard: { S: shard }, dueAtAndFile: { S: dueAtAndFile } };
  await client.send(new DeleteItemCommand({ TableName: FILE_CHECK_TABLE, Key }));
}

/** The models say that it is there. */
function textOf(item: Record<string, AttributeValue>, field: string): string {
  const text = item[field]?.S;
  if (text === undefined) throw new Error(`a row has no ${field}`);
  return text;
}
