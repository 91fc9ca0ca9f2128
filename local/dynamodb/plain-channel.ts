import { connect, type Socket } from 'node:net';
import { waitUntil } from '../deadline.ts';
import { DynamoDbUnavailable } from './errors.ts';
import { AnswerReader, type HttpAnswer } from './http-answer.ts';
import type { HttpChannel } from './http-channel.ts';
import { MAX_CONNECTIONS, StaleConnection } from './http-channel.ts';
import { unavailable } from './https-channel.ts';

/**
 * To an engine on this machine, by a client of our own: one request at a time on a connection that is kept, of which the answer is
 * read as a whole. Node's own has streams on both sides, which cost more than all else about so small a call.
 */
export function createPlainChannel(url: URL): HttpChannel {
  const connections = new Set<Connection>();
  const idle: Connection[] = [];
  const queue: Exchange[] = [];
  let isClosed = false;
  const pool: Pool = {
    url,
    release(connection) {
      const next = queue.shift();
      if (next) connection.begin(next);
      else idle.push(connection);
    },
    remove(connection) {
      connections.delete(connection);
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
      const next = queue.shift();
      if (next) open(next);
    },
  };

  function open(exchange: Exchange): void {
    const connection = new Connection(pool);
    connections.add(connection);
    connection.begin(exchange);
  }

  return {
    post(headers, body, deadline) {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(new DynamoDbUnavailable('The client was closed'));
        if (deadline <= Date.now()) return reject(new DynamoDbUnavailable('The request timed out before it was sent'));
        const exchange = new Exchange(write(url, headers, body), resolve, reject);
        exchange.timer = setTimeout(() => {
          const at = queue.indexOf(exchange);
          if (at >= 0) queue.splice(at, 1);
          exchange.fail(new DynamoDbUnavailable(`${url.host} did not answer in time`));
        }, waitUntil(deadline));
        // The one used last: the others may be closed by the other side when they are not needed.
        let connection = idle.pop();
        while (connection && !connection.isOpen) connection = idle.pop();
        if (connection) connection.begin(exchange);
        else if (connections.size < MAX_CONNECTIONS) open(exchange);
        else queue.push(exchange);
      });
    },
    close() {
      isClosed = true;
      for (const exchange of queue.splice(0)) exchange.fail(new DynamoDbUnavailable('The client was closed'));
      for (const connection of connections) connection.end();
    },
  };
}

interface Pool {
  readonly url: URL;
  /** The connection is free. */
  release(connection: Connection): void;
  /** The connection is closed. */
  remove(connection: Connection): void;
}

/** One request and its answer. */
class Exchange {
  readonly text: string;
  timer: NodeJS.Timeout | undefined;
  /** Where it is under way; null = it waits, or is over. */
  connection: Connection | null = null;
  private readonly resolve: (answer: HttpAnswer) => void;
  private readonly reject: (error: Error) => void;

  constructor(text: string, resolve: (answer: HttpAnswer) => void, reject: (error: Error) => void) {
    this.text = text;
    this.resolve = resolve;
    this.reject = reject;
  }

  succeed(answer: HttpAnswer): void {
    clearTimeout(this.timer);
    this.connection = null;
    this.resolve(answer);
  }

  /** An answer that is still to come belongs to nobody, so the connection goes with it. */
  fail(error: Error): void {
    clearTimeout(this.timer);
    const { connection } = this;
    this.connection = null;
    this.reject(error);
    connection?.end();
  }
}

class Connection {
  private readonly pool: Pool;
  private readonly socket: Socket;
  private exchange: Exchange | null = null;
  private reader = new AnswerReader();
  private isReused = false;
  private failure: NodeJS.ErrnoException | null = null;

  constructor(pool: Pool) {
    this.pool = pool;
    const { hostname, port } = pool.url;
    // An IPv6 address stands in brackets in URLs only.
    const host = hostname.replace(/^\[|\]$/g, '');
    this.socket = connect({ host, port: Number(port === '' ? 80 : port), noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => (this.failure = error));
    this.socket.on('close', () => this.onClosed());
  }

  begin(exchange: Exchange): void {
    this.exchange = exchange;
    exchange.connection = this;
    this.reader = new AnswerReader();
    this.socket.ref();
    this.socket.write(exchange.text);
  }

  end(): void {
    this.socket.destroy();
  }

  /** False = the other side has closed it, or is about to. */
  get isOpen(): boolean {
    return this.socket.writable;
  }

  private read(chunk: Buffer): void {
    try {
      // Whoever speaks without being asked is not understood.
      const answer = this.exchange ? this.reader.push(chunk) : this.end();
      if (answer) this.finish(answer);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.end();
    }
  }

  private finish(answer: HttpAnswer): void {
    const { exchange } = this;
    this.exchange = null;
    this.isReused = true;
    // An idle connection keeps no process alive.
    this.socket.unref();
    if (this.reader.keepsAlive) this.pool.release(this);
    else this.end();
    exchange?.succeed(answer);
  }

  private onClosed(): void {
    const { exchange, failure } = this;
    this.exchange = null;
    this.pool.remove(this);
    if (!exchange || exchange.connection !== this) return;
    const answer = this.reader.close();
    if (answer && !failure) return exchange.succeed(answer);
    const wasStale = this.isReused && !this.reader.hasBegun;
    const cause = failure ?? new Error('the connection was closed');
    exchange.fail(wasStale ? new StaleConnection(cause.message, { cause }) : unavailable(this.pool.url, cause));
  }
}

function write(url: URL, headers: Readonly<Record<string, string>>, body: string): string {
  let head = `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === 'host') continue;
    // A line break in a value would be another header, or another request.
    if (/[^\t\x20-\x7e]/.test(value)) throw new TypeError(`the header ${name} cannot be written`);
    head += `${name}: ${value}\r\n`;
  }
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
