import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { stageOf } from '../../infra/stages.ts';
import { synthesize } from './support/synth.ts';

/** What the operator's documents say that can be held against what is there. */
const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const documents = readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => `docs/${path}`);
/** Those with commands to be copied. */
const withCommands = ['deploy', 'operate', 'restore', 'data-retention', 'limits', 'hot-channels'].map(
  (name) => `docs/${name}.md`,
);
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

test.each(documents)('%s links to what is there', (path) => {
  for (const [, target = ''] of read(path).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|#)/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const linked = new URL(file, new URL(path, root));
    expect(existsSync(linked), `${path}: ${target}`).toBe(true);
    if (anchor) expect(anchorsOf(readFileSync(linked, 'utf8')), target).toContain(anchor);
  }
});

test('the index names every document', () => {
  const index = read('docs/README.md');
  for (const path of documents.filter((one) => !/^docs\/(decisions|runbooks)\/|README/.test(one))) {
    expect(index).toContain(`](${path.replace('docs/', '')})`);
  }
});

describe('a command to be copied', () => {
  const commands = withCommands.flatMap((path) =>
    [...read(path).matchAll(/(?:npm run|npx) [^`\n|]+/g)].map(
      ([command]) => [path, command.split('#')[0] ?? ''] as const,
    ),
  );

  test('is found in the documents', () => expect(commands.length).toBeGreaterThan(12));

  test.each(commands)('%s: %s', (_, command) => {
    const [tool, ...words] = command.trim().split(/\s+/);
    if (tool === 'npm') expect(scripts).toHaveProperty([words[1] ?? '']);
    else expect(existsSync(new URL(`node_modules/.bin/${words[0] ?? ''}`, root)), command).toBe(true);
    for (const file of words.filter((word) => /^(infra|test|dev)\/\S+\.ts$/.test(word))) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
    }
  });

  test('of cdk is one that cdk has, with options that it has', () => {
    const verbs = cdkHelp();
    const helps = new Map<string, string>();
    for (const [, command] of commands) {
      const [, verb, rest = ''] = /npx cdk (\S+)(.*)/.exec(command) ?? [];
      if (!verb) continue;
      expect(verbs).toContain(`cdk ${verb}`);
      for (const [option] of rest.replace(/'[^']*'/g, '').matchAll(/--[a-z-]+/g)) {
        const help = helps.get(verb) ?? cdkHelp(verb);
        helps.set(verb, help);
        expect(help, command).toContain(option);
      }
    }
    expect([...helps.keys()].sort()).toEqual(['deploy', 'destroy']);
    // Each asks a process that takes seconds to start where others run.
  }, 120_000);
});

test('outputs that documents name are put out', () => {
  const { service, web } = synthesize(stageOf('prod'));
  const outputs = [service, web].flatMap((one) => Object.keys((one.toJSON() as { Outputs: object }).Outputs));
  const named: Record<string, readonly string[]> = {
    deploy: ['SessionSecretArn', 'ApiDomainTarget', 'WebDomainTarget', 'FilesBucket', 'WebBucket'],
    restore: ['TableNames', 'FilesBucket'],
    operate: ['FilesBucket'],
  };
  for (const [document, names] of Object.entries(named)) {
    for (const name of names) {
      expect(outputs).toContain(name);
      expect(read(`docs/${document}.md`)).toContain(name);
    }
  }
});

test('resources that documents name by the beginning of their logical ids are there, one of each', () => {
  const { service } = synthesize(stageOf('prod'));
  const { Resources } = service.toJSON() as { Resources: Record<string, { Type: string }> };
  for (const [document, name, type] of [
    ['restore', 'SessionAuthorizerFunction', 'AWS::Lambda::Function'],
    ['restore', 'FilesEachHour', 'AWS::Events::Rule'],
    ['runbooks/files', 'FilesKeeper', 'AWS::Lambda::Function'],
    ['runbooks/files', 'FilesSigner', 'AWS::Lambda::Function'],
    ['runbooks/metrics-lost', 'MetricsRecorder', 'AWS::Lambda::Function'],
    ['runbooks/authorizer', 'SessionAuthorizer', 'AWS::Lambda::Function'],
  ] as const) {
    expect(read(`docs/${document}.md`)).toContain(name);
    const found = Object.entries(Resources).filter(([id, { Type }]) => Type === type && id.startsWith(name));
    expect(found, name).toHaveLength(1);
  }
});

test('a stage is deployed in ten commands', () => {
  const [, block = ''] = /## The ten\n\n```bash\n([^`]*)```/.exec(read('docs/deploy.md')) ?? [];
  const numbers = [...block.matchAll(/# (\d+) /g)].map(([, number]) => Number(number));
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

function cdkHelp(...verb: string[]): string {
  const cdk = fileURLToPath(new URL('node_modules/.bin/cdk', root));
  return execFileSync(cdk, [...verb, '--help'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
