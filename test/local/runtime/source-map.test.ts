import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { CodeError, loadCode } from '../../../local/runtime/index.ts';
import { emptyContext } from './run-code.ts';

/** As a CDK app bundles a resolver: the map inline, without the sources. */
function bundle(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, loader: 'ts', sourcefile: 'resolvers/Query.me.ts', resolveDir: '/' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    external: ['@aws-appsync/utils'],
    sourcemap: 'inline',
    sourcesContent: false,
    outfile: 'resolvers/cache/deep/out.js',
  });
  return outputFiles[0]?.text ?? '';
}

const source = (statement: string): string => `import { type Context } from '@aws-appsync/utils';

interface Nothing {
  readonly a: string;
}

export function request(ctx: Context): unknown {
  ${statement}
}
export function response(ctx: Context) {}
`;

describe('code with a source map', () => {
  test('names the TypeScript where it throws, and the message stays as AppSync writes it', () => {
    const code = loadCode({ text: bundle(source('const o = null as unknown as Nothing; return o.a;')), origin: '' });
    const { outcome, sources } = code.run('request', emptyContext);
    expect(outcome).toMatchObject({
      error: { message: expect.stringMatching(/^code\.js:\d:\d+: TypeError: Cannot/) as string },
    });
    expect(sources.error).toBe('resolvers/Query.me.ts:8:50');
  });

  test('names the TypeScript of each log line', () => {
    const code = loadCode({
      text: bundle(source("console.log('a');\n  console.error(ctx.args as Nothing);")),
      origin: '',
    });
    const { logs, sources } = code.run('request', emptyContext);
    expect(logs[0]).toMatch(/^INFO - code\.js:\d:3: "a"$/);
    expect(sources).toEqual({ logs: ['resolvers/Query.me.ts:8:3', 'resolvers/Query.me.ts:9:3'], error: null });
  });

  test('names the TypeScript of what is refused', () => {
    try {
      loadCode({ text: bundle(source('const one: number = 1;\n  throw one;')), origin: '' });
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      expect(error.message).toMatch(/code\.js\(\d,3\): throw is not supported.*\(resolvers\/Query\.me\.ts:9:3\)/);
      expect(error.problems[0].source).toBe('resolvers/Query.me.ts:9:3');
      return;
    }
    throw new Error('the code was taken');
  });
});

test.each([
  ['none', ''],
  ['one in a file', '//# sourceMappingURL=out.js.map'],
  ['one that is no JSON', '//# sourceMappingURL=data:application/json;base64,AAAA'],
  ['one that is no map', '//# sourceMappingURL=data:application/json;base64,e30='],
])('code with a source map that can not be read has no sources: %s', (_case, comment) => {
  const text = `export function request() { console.log(1); return null.a; }\nexport function response() {}\n${comment}`;
  const { sources, logs } = loadCode({ text, origin: '' }).run('request', emptyContext);
  expect(sources).toEqual({ logs: [null], error: null });
  expect(logs).toEqual(['INFO - code.js:1:29: 1']);
});
