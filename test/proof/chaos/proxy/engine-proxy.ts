import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Random } from '../random.ts';

/** What DynamoDB may answer where it has too much to do, or two writers meet; and what the network may do to an answer. */
export type EngineFault =
  | 'ProvisionedThroughputExceededException'
  | 'ThrottlingException'
  | 'TransactionConflict'
  | 'KeyRangeThroughputExceeded'
  | 'InternalServerError'
  /** The work is done, and the connection ends before the answer. */
  | 'lost-answer';

export interface EngineProxy {
  /** For the server, in place of the engine's own. */
  readonly endpoint: string;
  /** How many calls were passed on, and how many met which fault. */
  readonly counts: Readonly<Record<EngineFault | 'passed', number>>;
  /** From now on each call meets the fault with this chance. The answer ends it. */
  begin(fault: EngineFault, chance: number): () => void;
  close(): Promise<void>;
}

/**
 * Stands between the server and its DynamoDB. One call at a time is on a connection, as the server's client does it, and bytes are passed
 * on as they come: it costs little where nothing is wrong.
 */
export async function startEngineProxy(engine: string, random: Random): Promise<EngineProxy> {
  const { hostname, port } = new URL(engine);
  const faults = new Set<{ readonly fault: EngineFault; readonly chance: number }>();
  const sockets = new Set<Socket>();
  const counts: Record<EngineFault | 'passed', number> = {
    ProvisionedThroughputExceededException: 0,
    ThrottlingException: 0,
    TransactionConflict: 0,
    KeyRangeThroughputExceeded: 0,
    InternalServerError: 0,
    'lost-answer': 0,
    passed: 0,
  };

  const drawFault = (): EngineFault | null => {
    for (const { fault, chance } of faults) if (random.isLucky(chance)) return fault;
    return null;
  };

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    let held = Buffer.alloc(0);
    let isLosing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on('data', (chunk) => {
      if (isLosing) client.destroy();
      else client.write(chunk);
    });
    client.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const call = callOf(held);
      if (!call) return;
      const request = held;
      held = Buffer.alloc(0);
      const fault = drawFault();
      const answer = fault && answerOf(fault, call);
      if (fault === 'lost-answer') isLosing = true;
      counts[answer || isLosing ? (fault ?? 'passed') : 'passed'] += 1;
      if (answer) client.write(answer);
      else upstream.write(request);
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  // A server that listens on a TCP port has such an address.
  const { port: own } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${own}`,
    counts,
    begin(fault, chance) {
      const one = { fault, chance };
      faults.add(one);
      return () => void faults.delete(one);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Call {
  readonly operation: string;
  /** Items of a transaction. */
  readonly size: number;
}

/** Null = not all of it has come. */
function callOf(bytes: Buffer): Call | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < end + 4 + length) return null;
  const operation = /\r\nx-amz-target: *DynamoDB_\d+\.(\w+)/i.exec(head)?.[1] ?? '';
  const size = operation === 'TransactWriteItems' ? sizeOf(bytes.toString('utf8', end + 4)) : 0;
  return { operation, size };
}

function sizeOf(body: string): number {
  return (JSON.parse(body) as { TransactItems?: unknown[] }).TransactItems?.length ?? 0;
}

/** Null = the fault does not befall such a call, or it is passed on. */
function answerOf(fault: EngineFault, { operation, size }: Call): string | null {
  const isTransaction = operation === 'TransactWriteItems';
  const isWrite = /^(Put|Update|Delete)Item$/.test(operation) || isTransaction;
  switch (fault) {
    case 'lost-answer':
      return null;
    case 'TransactionConflict':
      // A write meets a transaction under way, or one transaction another.
      if (!isWrite) return null;
      if (!isTransaction) {
        return failure('TransactionConflictException', 'Transaction is ongoing for the item');
      }
      return cancelled(size, 'TransactionConflict', 'Transaction is ongoing for the item');
    case 'KeyRangeThroughputExceeded': {
      const direction = isWrite ? 'Write' : 'Read';
      return failure('ThrottlingException', 'Throughput exceeds the maximum of one partition of the table.', {
        throttlingReasons: [{ reason: `Table${direction}KeyRangeThroughputExceeded`, resource: 'the table' }],
      });
    }
    case 'ProvisionedThroughputExceededException':
      if (isTransaction) return cancelled(size, 'ProvisionedThroughputExceeded', 'Request rate is too high.');
      return failure(fault, 'The level of configured provisioned throughput for the table was exceeded.');
    case 'ThrottlingException':
      if (isTransaction) return cancelled(size, 'ThrottlingError', 'Throughput exceeds the current capacity.');
      return failure(fault, 'Throughput exceeds the current capacity of your table or index.');
    case 'InternalServerError':
      return failure(fault, 'The request could not be completed.', {}, '500 Internal Server Error');
    default:
      return fault satisfies never;
  }
}

/** One item of the transaction is the reason, the first of them: the others say `None`. */
function cancelled(size: number, code: string, message: string): string {
  const reasons = Array.from({ length: size }, (_, index) =>
    index === 0 ? { Code: code, Message: message } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const text = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return failure('TransactionCanceledException', text, { CancellationReasons: reasons });
}

function failure(name: string, message: string, more: object = {}, status = '400 Bad Request'): string {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message, ...more });
  return (
    `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.0\r\nx-amzn-requestid: CHAOS\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
