import { Agent, request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { RequestRule } from './rules.ts';

export interface RequestParts {
  readonly upstream: { readonly host: string; readonly port: () => number };
  readonly random: Random;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Hands a request on, and back what comes of it; or lets the rule befall it. Null = nothing befalls it. */
export async function relayRequest(
  { upstream, random }: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
  rule: RequestRule | null,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === null) return;
  const forward = () => forwarded(upstream, request, body);
  if (rule === null) return answer(response, await forward());
  switch (rule.what) {
    case 'delay': {
      const ms = random.between(rule.fromMs, rule.toMs);
      if (rule.when === 'before') await delay(ms);
      const answered = await forward();
      if (rule.when === 'after') await delay(ms);
      return answer(response, answered);
    }
    case 'lose-answer':
      await forward();
      // One that hangs is ended by whoever waits, or with the proxy.
      if (rule.how === 'reset') response.socket?.resetAndDestroy();
      return;
    case 'duplicate': {
      const first = forward();
      void delay(rule.afterMs).then(forward);
      return answer(response, await first);
    }
    case 'status': {
      if (rule.isDone) await forward();
      const { status, retryAfterS } = rule;
      const retry = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
      // What stands before a service speaks HTML.
      const text = Buffer.from(`<html><body><h1>${status}</h1></body></html>`);
      return answer(response, { status, headers: { 'content-type': 'text/html', ...retry }, body: text });
    }
    case 'errors': {
      if (rule.isDone) await forward();
      const errorType = 'DynamoDB:ProvisionedThroughputExceededException';
      const errors = [{ path: null, data: null, errorType, errorInfo: null, locations: null, message: 'Too much.' }];
      const text = Buffer.from(JSON.stringify({ data: null, errors }));
      return answer(response, { status: 200, headers: { 'content-type': 'application/json' }, body: text });
    }
    case 'truncate': {
      const answered = await forward();
      if (!answered) return answer(response, answered);
      const half = answered.body.subarray(0, answered.body.length >> 1);
      if (rule.how === 'whole') return answer(response, { ...answered, body: half });
      response.writeHead(answered.status, { ...answered.headers, 'content-length': answered.body.length });
      response.write(half, () => response.socket?.resetAndDestroy());
      return;
    }
    default:
      rule satisfies never;
  }
}

/** Null = the client went away before it had said all. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

/** Null = the server is not there, or went away before it answered. */
function forwarded(
  { host, port }: RequestParts['upstream'],
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer | null> {
  // Not compressed, so that half of an answer is half of its JSON.
  const plain = { ...headers };
  delete plain['accept-encoding'];
  return new Promise((resolve) => {
    const asked = ask({ agent, host, port: port(), method, path: url, headers: plain }, (answered) => {
      const chunks: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => chunks.push(chunk));
      answered.on('error', () => resolve(null));
      answered.on('end', () => {
        resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', () => resolve(null));
    asked.end(body);
  });
}

function answer(response: ServerResponse, answered: Answer | null): void {
  // A client whose server is not there is told so by the machine that the server ran on.
  if (!answered) return void response.socket?.resetAndDestroy();
  const headers: OutgoingHttpHeaders = { ...answered.headers, 'content-length': answered.body.length };
  // These are of the connection that it came by.
  for (const name of ['connection', 'keep-alive', 'transfer-encoding']) delete headers[name];
  response.writeHead(answered.status, headers).end(answered.body);
}
