import https from 'node:https';
import { DynamoDbUnavailable } from './errors.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpChannel } from './http-channel.ts';
import { MAX_CONNECTIONS, StaleConnection } from './http-channel.ts';

/** To a DynamoDB elsewhere. */
export function createHttpsChannel(url: URL): HttpChannel {
  const agent = new https.Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, scheduling: 'lifo' });

  function post(headers: Readonly<Record<string, string>>, body: string, deadline: number): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const remainingMs = deadline - Date.now();
      if (remainingMs <= 0) return reject(new DynamoDbUnavailable('The request timed out before it was sent'));
      const length = { 'content-length': Buffer.byteLength(body) };
      const request = https.request(url, { method: 'POST', agent, headers: { ...headers, ...length } });
      const timer = setTimeout(() => {
        fail(new DynamoDbUnavailable(`${url.host} did not answer in time`));
        request.destroy();
      }, remainingMs);
      let isAnswered = false;

      function fail(error: Error): void {
        clearTimeout(timer);
        reject(error);
      }

      request.on('response', (response) => {
        isAnswered = true;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            statusCode: response.statusCode ?? 0,
            requestId: String(response.headers['x-amzn-requestid'] ?? ''),
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
        response.on('error', (error) => fail(unavailable(url, error)));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        const wasStale = request.reusedSocket && !isAnswered && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        fail(wasStale ? new StaleConnection(error.message, { cause: error }) : unavailable(url, error));
      });
      request.end(body);
    });
  }

  return { post, close: () => agent.destroy() };
}

export function unavailable(url: URL, error: NodeJS.ErrnoException): DynamoDbUnavailable {
  return new DynamoDbUnavailable(`Connect to ${url.host} failed: ${error.message || error.code}`, { cause: error });
}
