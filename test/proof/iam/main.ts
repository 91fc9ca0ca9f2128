import { parseArgs } from 'node:util';
import { type StageName } from '../../../dev/build.ts';
import { stageNames } from '../../../infra/stages.ts';
import { notAskedHere } from './not-asked-here.ts';
import { openWorkshop } from './workshop.ts';

/**
 * `npm run proof:iam`: is every right that the template grants needed, and would it be missed? Takes each action on each resource away from the
 * template's policies, one at a time, and has people live on what is left: some step must fail. Fails where none does, and nobody said why.
 *
 *     [words]        only the grants with one of these in their names
 *     --stage <name> default: prod
 */
const { values, positionals } = parseArgs({
  options: { stage: { type: 'string', default: 'prod' } },
  allowPositionals: true,
});
const stage: StageName | undefined = stageNames.find((name) => name === values.stage);
if (!stage) throw new Error(`there is no stage ${values.stage}`);
/** On a machine that does nothing else an event takes some milliseconds. */
const workshop = await openWorkshop(stage, 3_000);
let missed = 0;
let excused = 0;
let escaped = 0;
const whole = await workshop.play(null);
if (whole) {
  console.log(`With every right: "${whole.step}" fails: ${whole.words}`);
  escaped += 1;
}
const chosen = workshop.grants.filter(({ name }) => isChosen(name));
if (chosen.length === 0) {
  console.log(`No grant has ${positionals.join(' or ')} in its name.`);
  escaped += 1;
}
console.log(`${'without'.padEnd(72)} fails`);
for (const grant of chosen) {
  const excuse = notAskedHere(grant);
  // Whoever says that nobody would notice is believed only where nobody did.
  const verdict = await workshop.play(grant);
  if (verdict) missed += 1;
  else if (excuse) excused += 1;
  else escaped += 1;
  console.log(`${grant.name.padEnd(72)} ${verdict?.step ?? (excuse ? `nothing here: ${excuse}` : 'NOTHING')}`);
  if (verdict) console.log(`    ${verdict.words.slice(0, 180)}`);
}
await workshop.close();
console.log(`${missed} missed, ${excused} not asked for here, ${escaped} ESCAPED.`);
process.exit(escaped === 0 ? 0 : 1);

function isChosen(name: string): boolean {
  return positionals.length === 0 || positionals.some((words) => name.includes(words));
}
