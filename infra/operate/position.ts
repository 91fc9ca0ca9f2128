import type { Database } from './database.ts';
import { get, number } from './rows.ts';

export interface Position {
  readonly seq: { readonly N: string };
  /** The channel's time at the position, ISO 8601. */
  readonly at: string;
  /** What takes it, for a transaction with what stands there. Cancels it where somebody else took it. */
  readonly entry: object;
}

/** The next position of a channel, to be taken by the transaction that makes use of it. Throws where there is no such channel. */
export async function takePosition(database: Database, channelId: string): Promise<Position> {
  const channel = await get(database, 'Channel', { id: { S: channelId } });
  if (!channel) throw new Error(`there is no channel ${channelId}`);
  const headSeq = number(channel, 'headSeq');
  const clock = Math.max(Date.now(), number(channel, 'clock') + 1);
  const seq = { N: String(headSeq + 1) };
  return {
    seq,
    at: new Date(clock).toISOString(),
    entry: {
      Update: {
        TableName: database.tableOf('Channel'),
        Key: { id: { S: channelId } },
        UpdateExpression: 'SET headSeq = :seq, #clock = :clock',
        ConditionExpression: 'headSeq = :head',
        ExpressionAttributeNames: { '#clock': 'clock' },
        ExpressionAttributeValues: { ':seq': seq, ':clock': { N: String(clock) }, ':head': { N: String(headSeq) } },
      },
    },
  };
}
