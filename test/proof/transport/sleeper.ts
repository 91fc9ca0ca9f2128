import { createSubject, type SubjectKind } from './subject.ts';

/**
 * A client in a process of its own, so that it can be put to sleep: `tsx sleeper.ts <kind> <endpoint>`. Follows channel `a` and writes a
 * line per position that it learns (`heard <seq> <how>`), and per status.
 */
const [kind, endpoint] = process.argv.slice(2);
if (!endpoint || !isKind(kind)) throw new Error('Usage: sleeper.ts <own | watched | stock> <endpoint>');
console.warn = () => {};
const followed = createSubject(kind, endpoint).follow('a');
let told = 0;
const seen = new Set<number>();
setInterval(() => {
  for (const [seq, how] of followed.heard) {
    if (seen.has(seq)) continue;
    seen.add(seq);
    console.log(`heard ${seq} ${how}`);
  }
  for (const { status } of followed.statuses.slice(told)) console.log(`status ${status}`);
  told = followed.statuses.length;
}, 20);

function isKind(text: string | undefined): text is SubjectKind {
  return text === 'own' || text === 'watched' || text === 'stock';
}
