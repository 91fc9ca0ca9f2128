import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A piece of a program, as a document shows it. */
export interface Sample {
  /** The heading that it stands below, or what it is an example of. */
  readonly heading: string;
  /** Where it begins in its document, from 1. */
  readonly line: number;
  readonly text: string;
}

/** What the program of samples is run with: told of each claim that it comes by. */
export type Run = (check: (line: number, actual: unknown, expected: unknown) => void) => Promise<void>;

/** `console.log(…); // => …`: a claim of what is printed. */
const claim = /console\.log\(((?:(?!console\.log).)*?)\);? \/\/ => ([^\n]*)$/gms;

/** The lines that claim something. */
export function claimLinesOf(samples: readonly Sample[]): number[] {
  return samples.flatMap(({ line, text }) =>
    [...text.matchAll(claim)].map(({ index }) => line + text.slice(0, index).split('\n').length - 1),
  );
}

/** All samples as one module that exports `run`: what they import at its top, the rest in their order in one function. */
export function programOf(samples: readonly Sample[]): string {
  const imports: string[] = [];
  const body = samples.map(({ line, text }) => {
    const checked = text.replace(claim, (whole, actual: string, expected: string, index: number) => {
      const at = line + text.slice(0, index).split('\n').length - 1;
      // Several things that are printed are claimed as a list.
      const printed = `((...all: unknown[]) => (all.length === 1 ? all[0] : all))(${actual})`;
      return `check(${at}, ${printed}, ${expected});`;
    });
    return checked.replace(/^import .*?;\n/gms, (statement) => {
      imports.push(statement);
      return '';
    });
  });
  const signature = 'check: (line: number, actual: unknown, expected: unknown) => void';
  return `${imports.join('')}\nexport async function run(${signature}): Promise<void> {\n${body.join('\n')}\n}\n`;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the compiler says of files, with the settings of the tests. */
export function mistakesOf(...files: string[]): string[] {
  const { config } = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`);
  delete options.tsBuildInfoFile;
  const alone = { composite: false, incremental: false, declaration: false, emitDeclarationOnly: false, noEmit: true };
  const typed = ts.createProgram(files, { ...options, ...alone, rootDir: root });
  return ts.getPreEmitDiagnostics(typed).map(({ file: place, start, messageText }) => {
    const line = place && start !== undefined ? place.getLineAndCharacterOfPosition(start).line : -1;
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${place?.fileName.split('/').pop()}: ${place?.text.split('\n')[line]?.trim()}: ${text}`;
  });
}
