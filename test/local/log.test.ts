import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConsoleLog, describeRequest, logDefect, type Log } from '../../local/log.ts';

afterEach(() => void vi.restoreAllMocks());

function written(use: () => void): string {
  let text = '';
  const write = (chunk: unknown) => {
    text += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  use();
  return text;
}

describe('the console log', () => {
  test('drops debug lines and wants no contexts, unless it is verbose', () => {
    const quiet = createConsoleLog();
    expect(quiet.context).toBeUndefined();
    expect(written(() => quiet.debug('a'))).toBe('');
    const text = written(() => {
      const verbose = createConsoleLog({ verbose: true });
      verbose.debug('a');
      verbose.context?.('b');
    });
    expect(text).toMatch(/hold what people wrote/);
    expect(text).toMatch(/\d a\n.*\d context b\n$/);
  });

  test('lets nobody forge a second line', () => {
    const forged = 'a\r\nb\u2028c\u0085d\u001b[2J';
    expect(written(() => createConsoleLog().info(forged)).trimEnd()).toMatch(/a {2}b c d {1}\[2J$/);
  });
});

describe('a defect', () => {
  test('is told by its type and its place; what it says may quote a request', () => {
    const told: string[] = [];
    const debugged: string[] = [];
    const log: Log = { info() {}, warn: (line) => told.push(line), debug: (line) => debugged.push(line) };
    logDefect(log, new RangeError('canary\n    at canary (canary.ts:1:1)'));
    logDefect(log, 'canary');
    expect(told[0]).toMatch(/^A defect of the local server: RangeError at .*log\.test\.ts:\d+:\d+/);
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('canary');
    expect(debugged[0]).toContain('canary');
  });
});

test('a request is described by what it did, how long it took, and what it cost', () => {
  const summary = { operation: 'query { a }', durationMs: 1.6, calls: 1, readUnits: 0.5, writeUnits: 2, errors: [] };
  expect(describeRequest(summary)).toBe('query { a } 2 ms (1 call, 0.5 read units, 2 write units)');
  expect(describeRequest({ ...summary, errors: ['NotFound', 'Code'] })).toMatch(/: NotFound, Code$/);
});
