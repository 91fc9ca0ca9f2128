import { dropFiles, dropUnheld } from './drop-files.ts';
import { type DueCheck, dueChecks, endCheck } from './rows.ts';

/** The last letters that a message's id can have: the alphabet of ULIDs. */
const shards = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

/** How long before the function's own end it stops to begin with more: what is left is done in an hour. */
const worksMs = 4 * 60_000;

/**
 * Looks at all files that are due, and ends each check once what it says is done: broken off, it is done again. Throws at the end where
 * some could not be done, so that somebody hears of it; the others are done all the same.
 */
export async function checkDue(): Promise<void> {
  const startedAt = Date.now();
  const by = new Date(startedAt).toISOString();
  let failures = 0;
  for (const shard of shards) {
    // One that failed is skipped for this hour, and would be met again in each page.
    let isDone = false;
    while (!isDone && Date.now() - startedAt < worksMs) {
      const due = await dueChecks(shard, by);
      const done = await Promise.allSettled(due.map(check));
      const failed = done.filter(({ status }) => status === 'rejected');
      for (const one of failed) console.error('file not checked', String((one as PromiseRejectedResult).reason));
      failures += failed.length;
      isDone = due.length === 0 || failed.length > 0;
    }
  }
  if (failures > 0) throw new Error(`${failures} checks of files failed`);
}

async function check(due: DueCheck): Promise<void> {
  if (due.fileId === null) await dropFiles(due);
  else await dropUnheld(due, due.fileId);
  await endCheck(due);
}
