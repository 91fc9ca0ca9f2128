/** Where the server's own lines go. Never given a token, nor the values of arguments. */
export interface Log {
  /** One line per request, event and start. */
  info(line: string): void;
  /** Something that AWS would leave silent, or that is surely a mistake. */
  warn(line: string): void;
  /** What `console.log` in resolver code wrote, and each connection's coming and going. */
  debug(line: string): void;
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

/** Writes to standard output, warnings to standard error. Without `verbose`, `debug` lines are dropped. */
export function createConsoleLog(options: { readonly verbose?: boolean } = {}): Log {
  const write = (stream: NodeJS.WritableStream, line: string) => stream.write(`${clock()} ${printable(line)}\n`);
  return {
    info: (line) => write(process.stdout, line),
    warn: (line) => write(process.stderr, `warning: ${line}`),
    debug: (line) => (options.verbose ? write(process.stdout, line) : undefined),
  };
}

export function describeRequest(summary: RequestSummary): string {
  const cost = `${summary.calls} calls, ${summary.readUnits} read units, ${summary.writeUnits} write units`;
  const errors = summary.errors.length === 0 ? '' : `: ${summary.errors.join(', ')}`;
  return `${summary.operation} ${Math.round(summary.durationMs)} ms (${cost})${errors}`;
}

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}

/** Operation names and error messages come from callers: a line break in one must not forge a second log line. */
function printable(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f]/g, ' ');
}
