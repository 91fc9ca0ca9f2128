/**
 * Where the server's own lines go. `info` and `warn` are never given a token, a header, the value of an argument, nor a
 * text that somebody wrote: only names, types, counts and times.
 */
export interface Log {
  /** One line per request, event, start and reload. */
  info(line: string): void;
  /** Something that AWS would leave silent, or that is surely a mistake. */
  warn(line: string): void;
  /** What resolvers and functions wrote to their console, the texts of errors, and each connection's coming and going. */
  debug(line: string): void;
  /**
   * What handlers and data sources were given and answered: it holds what people wrote. Credentials in headers are left out.
   * Absent = nobody wants it, and it is not put together.
   */
  readonly context?: (line: string) => void;
}

/** What one GraphQL request did and cost. */
export interface RequestSummary {
  /** The operation's kind, its name and its root fields, as in `mutation SendMessage { sendMessage }`. */
  readonly operation: string;
  readonly durationMs: number;
  /** Calls to data sources. A NONE data source is not counted: it calls nothing. */
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /**
   * The type of each error in the answer, `Validation` where it has none; empty = it succeeded. No messages: they can
   * quote what the caller sent.
   */
  readonly errors: readonly string[];
}

export const silentLog: Log = { info() {}, warn() {}, debug() {} };

/** Writes to standard output, warnings to standard error. Without `verbose` there are no `debug` and `context` lines. */
export function createConsoleLog(options: { readonly verbose?: boolean } = {}): Log {
  const write = (stream: NodeJS.WritableStream, line: string) => stream.write(`${clock()} ${printable(line)}\n`);
  const log: Log = {
    info: (line) => write(process.stdout, line),
    warn: (line) => write(process.stderr, `warning: ${line}`),
    debug: () => undefined,
  };
  if (!options.verbose) return log;
  log.info('verbose: the lines that begin with "context" hold what people wrote. Mind where they go.');
  return {
    ...log,
    debug: (line) => write(process.stdout, line),
    context: (line) => write(process.stdout, `context ${line}`),
  };
}

export function describeRequest(summary: RequestSummary): string {
  const { calls, readUnits, writeUnits } = summary;
  const cost = `${count(calls, 'call')}, ${count(readUnits, 'read unit')}, ${count(writeUnits, 'write unit')}`;
  const errors = summary.errors.length === 0 ? '' : `: ${summary.errors.join(', ')}`;
  return `${summary.operation} ${Math.round(summary.durationMs)} ms (${cost})${errors}`;
}

/** A mistake of this server itself. The place in the code is always told, the text only in `debug`: it may quote a request. */
export function logDefect(log: Log, error: unknown): void {
  if (!(error instanceof Error))
    return log.warn('A defect of the local server: something was thrown that is no error.');
  const frames = (error.stack ?? '').replace(String(error), '').match(/(?<=^ +)at .*$/gm) ?? [];
  log.warn(['A defect of the local server:', error.name, ...frames.slice(0, FRAMES)].join(' '));
  log.debug(`The defect says: ${error.message}`);
}

const FRAMES = 6;

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}

/** Operation names and error messages come from callers: a line break in one must not forge a second log line. */
function printable(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}
