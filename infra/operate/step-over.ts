import { type Database, DatabaseError } from './database.ts';
import { number, scan, text } from './rows.ts';

/**
 * After a restore every channel goes on at the position that it had then, and clients know later ones: they would take what is new for
 * what they have. So each channel's head is put forward by more than it can have taken since, its clock to now, and every workspace's epoch up:
 * whoever listens begins anew, and the positions between are empty, as `syncChannel` says.
 *
 * For tables that nobody uses yet. Done twice, it steps over twice, which does no harm. Answers how many channels there are.
 */
export async function stepOver(database: Database, positions: number): Promise<number> {
  let channels = 0;
  const by = { N: String(positions) };
  for await (const row of scan(database, 'Workspace')) {
    await database.call('UpdateItem', {
      TableName: database.tableOf('Workspace'),
      Key: { id: row['id'] },
      UpdateExpression: 'SET audienceEpoch = audienceEpoch + :by',
      ExpressionAttributeValues: { ':by': by },
    });
  }
  for await (const row of scan(database, 'Channel')) {
    const clock = Math.max(Date.now(), number(row, 'clock') + 1);
    try {
      await database.call('UpdateItem', {
        TableName: database.tableOf('Channel'),
        Key: { id: row['id'] },
        UpdateExpression: 'SET headSeq = headSeq + :by, #clock = :clock',
        ConditionExpression: '#clock < :clock',
        ExpressionAttributeNames: { '#clock': 'clock' },
        ExpressionAttributeValues: { ':by': by, ':clock': { N: String(clock) } },
      });
    } catch (error) {
      if (error instanceof DatabaseError) throw new Error(`${text(row, 'id')} is in use: ${error.message}`);
      throw error;
    }
    channels += 1;
  }
  return channels;
}
