import { type Database, DatabaseError } from './database.ts';
import { takePosition } from './position.ts';
import { type Row, get, number, query, scan, text } from './rows.ts';

/** One thing that was done, or that would be: ids and counts, never what people wrote. */
export interface Done {
  readonly what:
    'message emptied' | 'reaction taken back' | 'membership deleted' | 'upload count deleted' | 'profile deleted';
  readonly key: string;
}

export interface DeletionOptions {
  /** Only say what would be done. */
  readonly isDry: boolean;
  readonly onDone: (done: Done) => void;
}

/** The person is in a workspace still: those who stay have to be told by the service, so an owner takes them out first. */
export class StillMember extends Error {
  override readonly name = 'StillMember';
  readonly workspaceIds: readonly string[];

  constructor(userId: string, workspaceIds: readonly string[]) {
    super(`${userId} is still in ${workspaceIds.join(', ')}: an owner of each has to take them out first`);
    this.workspaceIds = workspaceIds;
  }
}

/**
 * Deletes what a person left: their messages become tombstones, as if they had deleted each themselves; their reactions are taken back; their
 * memberships with what they had read, and their profile, go. Others' words that mention them stay, and so does their id, where an order
 * or a count hangs on it: who it was, the application alone knows, and forgets.
 *
 * Everything is one transaction that counts right by itself, at a position of its channel, so that clients who were away learn of it. It may be
 * broken off anywhere and begun again; done twice, the second time finds nothing. It reads all messages and reactions once, as no index knows
 * whose they are.
 *
 * Throws a `StillMember` before anything is changed.
 */
export async function deletePerson(database: Database, userId: string, options: DeletionOptions): Promise<void> {
  const { isDry, onDone } = options;
  const workspaceIds: string[] = [];
  for await (const row of query(database, 'WorkspaceMember', 'userId', userId)) {
    workspaceIds.push(text(row, 'workspaceId'));
  }
  if (workspaceIds.length > 0) throw new StillMember(userId, workspaceIds);

  for await (const row of scan(database, 'Message', livingMessagesOf(userId))) {
    if (isDry || (await emptyMessage(database, text(row, 'id'))))
      onDone({ what: 'message emptied', key: text(row, 'id') });
  }
  for await (const row of scan(database, 'Reaction', rowsOf(userId))) {
    if (!isDry) await takeBack(database, row);
    onDone({ what: 'reaction taken back', key: text(row, 'messageId') });
  }
  for await (const row of query(database, 'ChannelMember', 'userId', userId)) {
    if (!isDry) await deleteMembership(database, row);
    onDone({ what: 'membership deleted', key: text(row, 'channelId') });
  }
  if (await get(database, 'UploadDay', { userId: { S: userId } })) {
    const place = { TableName: database.tableOf('UploadDay'), Key: { userId: { S: userId } } };
    if (!isDry) await database.call('DeleteItem', place);
    onDone({ what: 'upload count deleted', key: userId });
  }
  // Last, so that a person whose profile is gone has nothing else left either.
  const profile = await get(database, 'User', { id: { S: userId } });
  if (!profile) return;
  if (!isDry) await database.call('DeleteItem', { TableName: database.tableOf('User'), Key: { id: { S: userId } } });
  onDone({ what: 'profile deleted', key: userId });
}

function rowsOf(userId: string): object {
  return {
    FilterExpression: '#user = :user',
    ExpressionAttributeNames: { '#user': 'userId' },
    ExpressionAttributeValues: { ':user': { S: userId } },
  };
}

function livingMessagesOf(userId: string): object {
  return { ...rowsOf(userId), FilterExpression: '#user = :user AND attribute_not_exists(deletedAt)' };
}

/** False = it was deleted meanwhile. */
async function emptyMessage(database: Database, id: string): Promise<boolean> {
  return insist(async () => {
    const message = await get(database, 'Message', { id: { S: id } });
    if (!message || message['deletedAt']) return false;
    const position = await takePosition(database, text(message, 'channelId'));
    await database.call('TransactWriteItems', {
      TransactItems: [
        position.entry,
        {
          Update: {
            TableName: database.tableOf('Message'),
            Key: { id: { S: id } },
            UpdateExpression:
              'SET deletedAt = :at, updatedAt = :at, rev = :seq, reactions = :none REMOVE #content, attachments, mentions',
            ConditionExpression: 'attribute_not_exists(deletedAt)',
            ExpressionAttributeNames: { '#content': 'content' },
            ExpressionAttributeValues: { ':at': { S: position.at }, ':seq': position.seq, ':none': { M: {} } },
          },
        },
        ...(message['attachments'] ? [fileCheckOf(database, message)] : []),
      ],
    });
    return true;
  });
}

/** Has the keeper of files look at those of the message within the hour: it removes what no message holds. */
function fileCheckOf(database: Database, { id, channelId, userId }: Row): object {
  const messageId = id?.S ?? '';
  const key = { shard: { S: messageId.slice(25) }, dueAtAndFile: { S: `${new Date().toISOString()}#${messageId}#` } };
  return {
    Put: { TableName: database.tableOf('FileCheck'), Item: { ...key, messageId: { S: messageId }, channelId, userId } },
  };
}

async function takeBack(database: Database, reaction: Row): Promise<void> {
  const key = { messageId: reaction['messageId'], emojiByUser: reaction['emojiByUser'] };
  const gone = {
    Delete: {
      TableName: database.tableOf('Reaction'),
      Key: key,
      ConditionExpression: 'attribute_exists(messageId)',
    },
  };
  await insist(async () => {
    if (!(await get(database, 'Reaction', key as Row))) return;
    const message = await get(database, 'Message', { id: { S: text(reaction, 'messageId') } });
    const emoji = text(reaction, 'emoji');
    const count = number(message?.['reactions']?.M?.[emoji]?.M ?? {}, 'count');
    if (!message || message['deletedAt'] || count === 0) {
      await database.call('TransactWriteItems', { TransactItems: [gone] });
      return;
    }
    const position = await takePosition(database, text(message, 'channelId'));
    const tally = count > 1 ? 'SET reactions.#emoji.#count = :less, ' : 'SET ';
    await database.call('TransactWriteItems', {
      TransactItems: [
        position.entry,
        gone,
        {
          Update: {
            TableName: database.tableOf('Message'),
            Key: { id: message['id'] },
            UpdateExpression: `${tally}rev = :seq, updatedAt = :at${count > 1 ? '' : ' REMOVE reactions.#emoji'}`,
            ConditionExpression: 'attribute_not_exists(deletedAt) AND reactions.#emoji.#count = :count',
            ExpressionAttributeNames: { '#emoji': emoji, '#count': 'count' },
            ExpressionAttributeValues: {
              ':seq': position.seq,
              ':at': { S: position.at },
              ':count': { N: String(count) },
              ...(count > 1 ? { ':less': { N: String(count - 1) } } : {}),
            },
          },
        },
      ],
    });
  });
}

/** It counts no longer, as the stay that it belongs to is over; so nobody's audience changes. */
async function deleteMembership(database: Database, { userId, channelId }: Row): Promise<void> {
  await insist(async () => {
    const key = { userId, channelId } as Row;
    if (!(await get(database, 'ChannelMember', key))) return;
    await database.call('TransactWriteItems', {
      TransactItems: [
        {
          Delete: {
            TableName: database.tableOf('ChannelMember'),
            Key: key,
            ConditionExpression: 'attribute_exists(userId)',
          },
        },
        {
          Update: {
            TableName: database.tableOf('Channel'),
            Key: { id: channelId },
            UpdateExpression: 'SET memberCount = memberCount - :one',
            ConditionExpression: 'attribute_exists(id)',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    });
  });
}

const mostTries = 50;

/** Looks again, and tries again, where somebody else changed the same meanwhile. */
async function insist<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isOvertaken = error instanceof DatabaseError && error.type === 'TransactionCanceledException';
      if (!isOvertaken || tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * Math.min(tries, 10)));
    }
  }
}
