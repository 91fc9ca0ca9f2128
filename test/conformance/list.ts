import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areas, registeredFacts, type Certainty, type Fact } from './fact.ts';

/**
 * Writes docs/conformance.md: every fact of the suite with its certainty and source. `--check` writes nothing, and fails
 * where the file is not what it would write. Nothing is run: the modules only register their facts.
 */
const here = import.meta.dirname;
const file = join(here, '../../docs/conformance.md');

for (const name of readdirSync(here).sort()) {
  // Its own test runs this program.
  if (name.endsWith('.test.ts') && name !== 'list.test.ts') await import(join(here, name));
}
const text = table(registeredFacts());
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  process.stdout.write(`docs/conformance.md: ${registeredFacts().length} facts\n`);
} else if (readIfThere() !== text) {
  process.stderr.write('docs/conformance.md is not up to date. Run `npx tsx test/conformance/list.ts`.\n');
  process.exitCode = 1;
}

function readIfThere(): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function table(facts: readonly Fact[]): string {
  const count = (certainty: Certainty, of = facts) => String(of.filter((one) => one.certainty === certainty).length);
  const row = (...cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  const lines = [
    '# What the local AppSync holds',
    '',
    'Written by `npx tsx test/conformance/list.ts`; do not edit. Each line is one test of [test/conformance](../test/conformance),',
    'which fails if the local server does otherwise. Sure = AWS documents it, or its answers were recorded. Likely = seen once',
    'in public, or it follows from what is sure. Decided = the sources are silent; [local.md](local.md) says which reading',
    'was taken, and it is the strict one.',
    '',
    row('area', 'sure', 'likely', 'decided', 'facts'),
    '| --- | --: | --: | --: | --: |',
    ...areas.map((area) => {
      const own = facts.filter((one) => one.area === area);
      return row(area, count('sure', own), count('likely', own), count('decided', own), String(own.length));
    }),
    row('all', count('sure'), count('likely'), count('decided'), String(facts.length)),
  ];
  for (const area of areas) {
    lines.push(
      '',
      `## ${area[0]?.toUpperCase()}${area.slice(1)}`,
      '',
      row('fact', 'certainty', 'source'),
      '| --- | --- | --- |',
    );
    for (const one of facts) if (one.area === area) lines.push(row(one.name, one.certainty, one.source));
  }
  return `${lines.join('\n')}\n`;
}

/** Names quote code; in a table only the bar and what Markdown would take for itself must not stand bare. */
function escape(text: string): string {
  return text.replace(/\n/g, ' ').replace(/[|*_<>\\`#]/g, '\\$&');
}
