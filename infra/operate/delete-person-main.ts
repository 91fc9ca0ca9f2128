import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { StillMember, deletePerson } from './delete-person.ts';
import { openStage } from './open-stage.ts';

/**
 * `npm run delete-person -- <user id> --outputs cdk-outputs.json`: deletes what a person left on a stage. See docs/data-retention.md.
 *
 *     --outputs <file>  what `cdk deploy --outputs-file` wrote. Default: cdk-outputs.json
 *     --audit <file>    one JSON line for each thing done is added to it. Default: deletions.jsonl
 *     --endpoint <url>  a DynamoDB that is not AWS's
 *     --dry             only count
 */
const { values, positionals } = parseArgs({
  options: {
    outputs: { type: 'string', default: 'cdk-outputs.json' },
    audit: { type: 'string', default: 'deletions.jsonl' },
    endpoint: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [userId, ...more] = positionals;
if (!userId || more.length > 0) {
  console.error('Say whom: npm run delete-person -- <user id>');
  process.exit(2);
}
const note = (line: object) => {
  if (!values.dry)
    appendFileSync(values.audit, `${JSON.stringify({ at: new Date().toISOString(), userId, ...line })}\n`);
};
const counts = new Map<string, number>();
try {
  const database = openStage(values.outputs, values.endpoint ?? null);
  note({ what: 'begun' });
  await deletePerson(database, userId, {
    isDry: values.dry,
    onDone(done) {
      note(done);
      counts.set(done.what, (counts.get(done.what) ?? 0) + 1);
    },
  });
  note({ what: 'ended' });
} catch (error) {
  if (!(error instanceof StillMember)) throw error;
  console.error(`${error.message}.`);
  process.exit(3);
}
for (const [what, count] of counts) console.log(`${what}: ${count}${values.dry ? ' (would be)' : ''}`);
if (counts.size === 0) console.log('nothing is left of them');
