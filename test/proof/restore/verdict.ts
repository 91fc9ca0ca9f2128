import { join } from 'node:path';
import { type Database, openDatabase } from '../../../infra/operate/database.ts';
import { readModels } from '../../../infra/models.ts';
import type { Network } from '../../support/network.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { createCaller } from '../chaos/caller.ts';
import { checkDirectory } from '../chaos/checker/check.ts';
import { readFinally, scan } from '../chaos/final-reads.ts';
import { openHistory } from '../chaos/history-files.ts';

/** The checker's name for it. */
const ofSends = 'R2';

/**
 * What the checker of the chaos proof says of a service that nobody writes to: of its tables, and of these channels, which all of the readers may
 * read, by pages from both ends and by the delta. Empty = nothing is wrong.
 *
 * Of the checker's rules one does not apply: that whatever is there was sent. It is told of no sends here; the drill itself knows them.
 */
export async function verdictOn(network: Network, readers: readonly string[], channels: readonly string[]) {
  const folder = temporaryDirectory();
  const history = openHistory(join(folder.path, 'drill.jsonl'));
  try {
    history.write({ kind: 'run', seed: 0, wall: Date.now(), plan: {} });
    const tables = readModels().map(({ name: model }) => ({ model, name: network.tableOf(model) }));
    const [down, up, sync] = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const person = readers[index % readers.length] ?? '';
        const { token } = await network.signIn(person);
        return createCaller(person, network.url, () => token);
      }),
    );
    if (!down || !up || !sync) throw new Error('there are three');
    await readFinally({ down, up, sync }, channels, history);
    await scan(network.dynamoDb, tables, history);
    history.flush();
    return checkDirectory(folder.path)
      .filter(({ invariant }) => invariant !== ofSends)
      .map(({ invariant, words }) => `${invariant}: ${words}`);
  } finally {
    history.close();
    folder.remove();
  }
}

/** The network's tables, as whoever operates it reaches them. */
export function databaseOf(network: Network): Database {
  const tables = Object.fromEntries(readModels().map(({ name }) => [name, network.tableOf(name)]));
  return openDatabase({ region: 'eu-west-1', tables, endpoint: network.dynamoDb.endpoint });
}
