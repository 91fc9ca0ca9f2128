import { events } from './scenarios/events.ts';
import { outages } from './scenarios/outages.ts';
import { refusals } from './scenarios/refusals.ts';
import { requests } from './scenarios/requests.ts';
import { sleeps } from './scenarios/sleeps.ts';
import { play, type Scenario, type Verdict } from './stage.ts';
import type { SubjectKind } from './subject.ts';

/**
 * Plays the scenarios that break AppSync clients, with our own transport, with Amplify's behind our watchdog and with Amplify's as it
 * is, and prints what came of it. Fails where our own does. Arguments: parts of the names or ids of the scenarios to play.
 */
const chosen = process.argv.slice(2);
const kinds: readonly SubjectKind[] = ['own', 'watched', 'stock'];
const scenarios = [...outages, ...sleeps, ...refusals, ...events, ...requests]
  .filter(({ id, name }) => chosen.length === 0 || chosen.some((part) => `${id} ${name}`.includes(part)))
  .sort((a, b) => a.id.localeCompare(b.id));

// Amplify warns of each socket that it closes on a refusal.
console.warn = () => {};
// It also throws on what it can not parse, from a socket's handler, where nobody can catch it.
process.on('uncaughtException', (error) => {
  if (error.stack?.includes('AWSWebSocketProvider')) return;
  console.error(error);
  process.exit(2);
});
const startedAt = Date.now();
const verdicts = new Map<Scenario, Map<SubjectKind, Verdict>>(scenarios.map((scenario) => [scenario, new Map()]));
// Most of each scenario is waiting, so many wait together; each has a service of its own. More would measure this machine.
const atOnce = 24;
const together = scenarios
  .filter(({ isAlone }) => !isAlone)
  .flatMap((scenario) => scenario.subjects.map((kind) => ({ scenario, kind })));
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let next = together.shift(); next; next = together.shift()) await judge(next.scenario, next.kind);
  }),
);
for (const scenario of scenarios.filter(({ isAlone }) => isAlone)) {
  for (const kind of scenario.subjects) await judge(scenario, kind);
}

for (const [scenario, byKind] of verdicts) {
  console.log(`\n${scenario.id}  ${scenario.name}`);
  for (const kind of kinds) {
    const verdict = byKind.get(kind);
    if (verdict) console.log(`        ${verdict.isGood ? 'holds' : 'FAILS'}  ${kind.padEnd(8)}${verdict.figures}`);
  }
}
const failed = [...verdicts].filter(([, byKind]) => byKind.get('own')?.isGood === false);
const counts = kinds.map((kind) => {
  const own = [...verdicts.values()].flatMap((byKind) => byKind.get(kind) ?? []);
  return `${kind} ${own.filter(({ isGood }) => isGood).length} of ${own.length}`;
});
console.log(`\n${counts.join(', ')} hold. Took ${Math.round((Date.now() - startedAt) / 1000)} s.`);
process.exit(failed.length > 0 ? 1 : 0);

async function judge(scenario: Scenario, kind: SubjectKind): Promise<void> {
  verdicts.get(scenario)?.set(kind, await play(scenario, kind));
}
