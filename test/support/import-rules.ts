import { execFileSync } from 'node:child_process';

/**
 * Holds the import rules of .dependency-cruiser.cjs. The tool passes happily over code that it can not read, so a run that saw
 * too few modules fails as well.
 */
const rooms = ['resolvers', 'infra', 'generated', 'local', 'client/src', 'web/src', 'dev', 'test'];
const fewestModules = 200;

const output = execFileSync(
  'node_modules/.bin/depcruise',
  ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
const { summary } = JSON.parse(output) as {
  summary: {
    totalCruised: number;
    violations: { from: string; to: string; rule: { name: string }; comment?: string }[];
  };
};
for (const { rule, from, to, comment } of summary.violations) {
  console.error(`${rule.name}: ${from} -> ${to}${comment ? `\n  ${comment}` : ''}`);
}
if (summary.totalCruised < fewestModules) {
  console.error(`only ${summary.totalCruised} modules were seen, of at least ${fewestModules}: the check is blind`);
}
const isHeld = summary.violations.length === 0 && summary.totalCruised >= fewestModules;
if (isHeld) console.log(`import rules: ${summary.totalCruised} modules, no violation`);
process.exit(isHeld ? 0 : 1);
