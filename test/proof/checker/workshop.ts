import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../dev/build.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** A copy of the tree, to spoil. It uses the packages of the original, but its own client. */
export interface Workshop {
  readonly directory: string;
  /** Plants a bug; the function that it answers with takes it out again. Throws where a text does not stand there just once. */
  plant(bug: PlantedBug): () => void;
  remove(): void;
}

/** All that a run of the product needs. */
const parts = [
  ...['client', 'dev', 'generated', 'infra', 'local', 'operations', 'resolvers', 'test', 'web'],
  ...[
    'cdk.json',
    'models.json',
    'package.json',
    'package-lock.json',
    'schema.graphql',
    'tsconfig.base.json',
    'tsconfig.json',
  ],
];

export function openWorkshop(): Workshop {
  const directory = mkdtempSync(join(tmpdir(), 'parley-workshop-'));
  for (const part of parts) {
    cpSync(join(root, part), join(directory, part), {
      recursive: true,
      filter: (source) => !/\/(node_modules|dist)$/.test(source),
    });
  }
  linkPackages(directory);
  return {
    directory,
    plant: (bug) => plant(directory, bug),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Every package by a link, but for this repository's own, which are the copy's, and caches, which must not be shared. */
function linkPackages(directory: string): void {
  const own = '@parley';
  const from = join(root, 'node_modules');
  const to = join(directory, 'node_modules');
  mkdirSync(join(to, own), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== own && name !== '.cache') symlinkSync(join(from, name), join(to, name));
  }
  for (const name of ['client', 'web']) symlinkSync(join(directory, name), join(to, own, name));
}

/** Where each change has to be made; throws where one can not be. */
export function changesIn(directory: string, { name, changes }: PlantedBug): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, from, to } of changes) {
    const text = texts.get(file) ?? readFileSync(join(directory, file), 'utf8');
    const count = text.split(from).length - 1;
    if (count !== 1) throw new Error(`“${name}” can not be planted: ${file} has its text ${count} times, not once.`);
    texts.set(
      file,
      text.replace(from, () => to),
    );
  }
  return texts;
}

function plant(directory: string, bug: PlantedBug): () => void {
  const texts = changesIn(directory, bug);
  const before = [...texts.keys()].map((file) => [file, readFileSync(join(directory, file), 'utf8')] as const);
  for (const [file, text] of texts) writeFileSync(join(directory, file), text);
  return () => {
    for (const [file, text] of before) writeFileSync(join(directory, file), text);
  };
}
