import { parseArgs } from 'node:util';
import { ulid } from 'ulid';
import * as operations from '../../../generated/operations.ts';
import { joinCrowd } from '../../support/crowd.ts';
import { type Network, startNetwork } from '../../support/network.ts';
import type { Person } from '../../support/person.ts';

/**
 * What one channel takes of many who send at once, here: docs/hot-channels.md quotes it. It measures this machine, and shows that order and count
 * hold.
 *
 *     --people <n>   default: 50
 *     --seconds <n>  default: 10
 */
const { values } = parseArgs({
  options: { people: { type: 'string', default: '50' }, seconds: { type: 'string', default: '10' } },
});
const channelId = 'harbor_general';
const network = await startNetwork();
try {
  const alice = await network.as('alice');
  const crowd = await joinCrowd(network, 'harbor', 'cheer', Number(values.people));
  for (const person of crowd) await person.get(operations.joinChannel, { input: { channelId } });
  const before = await rowOf(network);
  const from = network.requests.length;
  const { stored, unavailable, seconds } = await sendFor(crowd, Number(values.seconds) * 1000);
  const sends = network.requests.slice(from).filter(({ operation }) => operation.includes('sendMessage'));
  const again = sends.filter(({ calls }) => calls > 4).length;
  const after = await rowOf(network);
  const seqs = new Set(stored);
  console.log(
    `${crowd.length} people, ${stored.length} messages in ${seconds.toFixed(1)} s: ${(stored.length / seconds).toFixed(0)} a second`,
  );
  console.log(
    `${unavailable} tries were answered Unavailable, ${again} of ${sends.length} took their position at a second call`,
  );
  console.log(`the channel's row: ${before.bytes} bytes before, ${after.bytes} at the end`);
  const isRight = seqs.size === stored.length && after.messageCount - before.messageCount === stored.length;
  console.log(
    isRight ? 'every message has a position of its own, and the channel counts them all' : 'WRONG: positions or counts',
  );
  const page = await alice.page(channelId, { limit: 100 });
  const isInOrder = page.items.every(({ seq }, index) => index === 0 || seq < (page.items[index - 1]?.seq ?? 0));
  console.log(isInOrder ? 'and history has them in their order' : 'WRONG: order');
  process.exitCode = isRight && isInOrder ? 0 : 1;
} finally {
  await network.close();
}

/** Each sends again as soon as they are answered. */
async function sendFor(crowd: readonly Person[], ms: number) {
  const stored: number[] = [];
  let unavailable = 0;
  const begun = Date.now();
  await Promise.all(
    crowd.map(async (person) => {
      for (let id = ulid(); Date.now() - begun < ms;) {
        const { data, errors } = await person.trySend(channelId, 'Hurray!', { id });
        if (data) {
          stored.push(data.sendMessage.seq);
          id = ulid();
        } else if (errors[0]?.errorType === 'Unavailable') unavailable += 1;
        else throw new Error(JSON.stringify(errors));
      }
    }),
  );
  return { stored, unavailable, seconds: (Date.now() - begun) / 1000 };
}

async function rowOf({ dynamoDb, tableOf }: Network): Promise<{ bytes: number; messageCount: number }> {
  const answer = await dynamoDb.call('GetItem', {
    TableName: tableOf('Channel'),
    Key: { id: { S: channelId } },
    ConsistentRead: true,
  });
  const { Item } = answer as { Item: Record<string, { N?: string }> };
  return { bytes: JSON.stringify(Item).length, messageCount: Number(Item['messageCount']?.N) };
}
