import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LambdaCode } from '../assembly/model.ts';
import { unzip } from './archive.ts';

/** The folder in which a function's code lies, as `/var/task` is in Lambda. */
export interface CodeFolder {
  readonly path: string;
  /** Ends what was made for the function; a folder of the assembly stays. */
  remove(): void;
}

/** Throws where an archive cannot be read. */
export function openCodeFolder(code: LambdaCode): CodeFolder {
  switch (code.kind) {
    case 'directory':
      return { path: code.path, remove: () => undefined };
    case 'inline':
      // The file's name is CloudFormation's ("AWS::Lambda::Function Code", ZipFile).
      return unpacked(new Map([['index.js', Buffer.from(code.text)]]));
    case 'archive':
      return unpacked(unzip(readFileSync(code.path)));
    default:
      return code satisfies never;
  }
}

function unpacked(files: ReadonlyMap<string, Uint8Array>): CodeFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'local-lambda-')));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
