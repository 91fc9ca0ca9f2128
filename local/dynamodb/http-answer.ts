/** What came back of a request over HTTP. */
export interface HttpAnswer {
  readonly statusCode: number;
  /** Empty = it names none. */
  readonly requestId: string;
  readonly text: string;
}

interface Head {
  readonly statusCode: number;
  readonly requestId: string;
  readonly length: number | 'chunked' | 'untilClosed';
  readonly keepsAlive: boolean;
}

const nothing = Buffer.alloc(0);

/** Reads one answer of HTTP/1.1 as its bytes come in (RFC 9112, 6.3). */
export class AnswerReader {
  /** Whether anything came in at all. */
  hasBegun = false;
  private bytes: Buffer = nothing;
  /** What came in since. */
  private more: Buffer[] = [];
  private missing = 0;
  private head: Head | null = null;

  /** The answer once it is whole, until then null. Throws for what is no HTTP/1.1, or more than one answer. */
  push(chunk: Buffer): HttpAnswer | null {
    this.hasBegun = true;
    this.missing -= chunk.length;
    if (this.missing > 0) {
      this.more.push(chunk);
      return null;
    }
    const isFirst = this.bytes.length === 0 && this.more.length === 0;
    this.bytes = isFirst ? chunk : Buffer.concat([this.bytes, ...this.more, chunk]);
    this.more = [];
    while (this.head === null) {
      const end = this.bytes.indexOf('\r\n\r\n');
      if (end < 0) return null;
      const head = readHead(this.bytes.toString('latin1', 0, end));
      this.bytes = this.bytes.subarray(end + 4);
      // What only says that the answer is still to come.
      if (head.statusCode >= 200) this.head = head;
    }
    const { length } = this.head;
    if (length === 'untilClosed') return null;
    if (length === 'chunked') return this.answer(this.head, readChunks(this.bytes));
    if (this.bytes.length > length) throw new Error('it answered more than it announced');
    this.missing = length - this.bytes.length;
    return this.missing > 0 ? null : this.answer(this.head, this.bytes);
  }

  /** The answer where the connection's end is its own; otherwise null. */
  close(): HttpAnswer | null {
    return this.head?.length === 'untilClosed' ? this.answer(this.head, this.bytes) : null;
  }

  /** Whether the connection may be used again once the answer is whole. */
  get keepsAlive(): boolean {
    return this.head?.keepsAlive ?? false;
  }

  private answer({ statusCode, requestId }: Head, body: Buffer | null): HttpAnswer | null {
    return body === null ? null : { statusCode, requestId, text: body.toString('utf8') };
  }
}

function readHead(text: string): Head {
  const [status = '', ...lines] = text.split('\r\n');
  const statusCode = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(status)?.[1]);
  if (Number.isNaN(statusCode)) throw new Error('it answered no HTTP/1.1');
  const values = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    values.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return {
    statusCode,
    requestId: values.get('x-amzn-requestid') ?? '',
    length: lengthOf(statusCode, values),
    keepsAlive: values.get('connection')?.toLowerCase() !== 'close',
  };
}

function lengthOf(statusCode: number, values: ReadonlyMap<string, string>): Head['length'] {
  if (statusCode === 204 || statusCode === 304) return 0;
  const coding = values.get('transfer-encoding')?.toLowerCase();
  if (coding !== undefined) {
    if (coding !== 'chunked') throw new Error(`it answered in the coding ${coding}`);
    return 'chunked';
  }
  const length = values.get('content-length');
  if (length === undefined) return 'untilClosed';
  if (!/^\d+$/.test(length)) throw new Error('it answered without a length');
  return Number(length);
}

/** null = the last chunk has not come yet. Trailers are dropped. */
function readChunks(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return null;
    const size = /^([0-9a-f]+)\s*(?:;|$)/i.exec(bytes.toString('latin1', at, end))?.[1];
    if (size === undefined) throw new Error('it answered a chunk without a size');
    const length = Number.parseInt(size, 16);
    if (length === 0) return bytes.indexOf('\r\n\r\n', end) < 0 ? null : Buffer.concat(chunks);
    if (bytes.length < end + 2 + length + 2) return null;
    chunks.push(bytes.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
