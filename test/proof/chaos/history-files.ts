import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Line } from './history.ts';

/** A line without the time, which the writer sets. `Line` is a union: each of its members by itself. */
export type Unstamped = Line extends infer One ? (One extends Line ? Omit<One, 'at'> & { at?: number } : never) : never;

export interface HistoryWriter {
  /** `at` default: now; the lines of a file rise by it. Operations, `session`, `run` and `end` are on disk when it returns; the rest within a tenth of a second. */
  write(line: Unstamped): void;
  /** Writes an event that was delivered; its payload once. `text` = the event as JSON, by which payloads are told apart. */
  heard(line: Omit<Extract<Line, { kind: 'heard' }>, 'at' | 'kind' | 'n'>, text: string): void;
  flush(): void;
  close(): void;
}

/** Milliseconds of the machine's monotonic clock. */
export function monotonicMs(): number {
  return Math.round(Number(process.hrtime.bigint()) / 1e4) / 100;
}

/** Appends to one file, which no other process writes. What a killed process had not flushed is lost, its operations are not. */
export function openHistory(file: string): HistoryWriter {
  const descriptor = openSync(file, 'a');
  const payloads = new Map<string, number>();
  let held: string[] = [];
  let length = 0;
  const timer = setInterval(flush, 100);
  timer.unref();

  function flush(): void {
    if (held.length === 0) return;
    const text = held.join('');
    held = [];
    length = 0;
    let rest = Buffer.from(text);
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  }

  function write(line: Unstamped): void {
    const { at = monotonicMs(), ...rest } = withDigest(line);
    const text = `${JSON.stringify({ at, ...rest })}\n`;
    held.push(text);
    length += text.length;
    if (length > 65_536 || isUrgent(line.kind)) flush();
  }

  return {
    write,
    heard(line, text) {
      const key = digestOf(text);
      let n = payloads.get(key);
      if (n === undefined) {
        payloads.set(key, (n = payloads.size));
        // A GraphQL object, as the frame that it was cut from says.
        write({ kind: 'payload', n, event: JSON.parse(text) as Record<string, unknown> });
      }
      write({ kind: 'heard', ...line, n });
    },
    flush,
    close() {
      clearInterval(timer);
      flush();
      closeSync(descriptor);
    },
  };
}

/** A line and where it stands, for finding it again. */
export interface Found<One extends Line = Line> {
  readonly line: One;
  readonly file: string;
  readonly number: number;
}

/**
 * Calls `see` with the lines of all `*.jsonl` of a directory, file by file in the order of their names. Throws on a broken line, unless
 * it is a file's last.
 */
export function readHistory(directory: string, see: (found: Found) => void): void {
  const chunk = Buffer.alloc(1 << 20);
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.jsonl')) continue;
    const descriptor = openSync(join(directory, file), 'r');
    const decoder = new StringDecoder('utf8');
    let rest = '';
    let number = 0;
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      const lines = `${rest}${decoder.write(chunk.subarray(0, size))}`.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        number += 1;
        // Written by `openHistory`, of lines of this type.
        see({ line: JSON.parse(text) as Line, file, number });
      }
    }
    closeSync(descriptor);
  }
}

/** What stands for a text: the same for the same text. '' for null: none, or deleted. */
export function digestOf(content: string | null): string {
  return content === null ? '' : createHash('sha1').update(content).digest('base64url').slice(0, 10);
}

/** Reactions as one word: `👍:2:1,🎉:1:0`; emoji, how many, and whether one is the reader's own (`-` = not told). */
export function reactionsOf(
  reactions: readonly { emoji: string; count: number; reactedByMe?: boolean | null | undefined }[],
): string {
  return reactions
    .map(
      ({ emoji, count, reactedByMe }) =>
        `${emoji}:${count}:${reactedByMe === null || reactedByMe === undefined ? '-' : Number(reactedByMe)}`,
    )
    .join(',');
}

/** What somebody asks to be said is compared with what is said, of which histories hold the digest. */
function withDigest(line: Unstamped): Unstamped {
  if (line.kind !== 'invoke' || !('content' in line.asked)) return line;
  return { ...line, asked: { ...line.asked, content: digestOf(line.asked.content) } };
}

function isUrgent(kind: Line['kind']): boolean {
  return (
    kind === 'invoke' || kind === 'ok' || kind === 'fail' || kind === 'info' || kind === 'session' || kind === 'run'
  );
}
