import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BucketDefinition } from '../assembly/model.ts';
import type { Route } from '../http/route.ts';
import { createCors } from './cors.ts';
import type { ObjectsOptions } from './objects-options.ts';
import { postObject } from './post-object.ts';
import { answerError, S3Error } from './s3-error.ts';
import { callObjects } from './signed-call.ts';

/** More than a form of S3 can be without parts is not needed here, and would fill the memory. */
const maximumBodyBytes = 256 * 1024 * 1024;

/**
 * S3 as functions and browsers reach it, at `/<bucket>` and `/<bucket>/<key>`: forms that were signed for browsers, signed links, and of
 * the signed calls those that the AWS SDK makes for `GetObject`, `HeadObject`, `CopyObject`, `DeleteObject` and `ListObjectsV2`. Bucket
 * policies are not looked at, nor are versions kept.
 */
export function createObjectsRoute(options: ObjectsOptions): Route {
  const { bucketOf, ownOrigins } = options;
  const cors = createCors(ownOrigins);
  return (request, response) => {
    const [, name = ''] = /^\/([a-z0-9.-]{3,63})(?:[/?]|$)/.exec(request.url ?? '') ?? [];
    const bucket = bucketOf(name);
    if (!bucket) return false;
    return answer(bucket, request, response).then(() => true);
  };

  async function answer(bucket: BucketDefinition, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = { 'x-amz-request-id': requestId(), ...cors.headers(bucket, request) };
    try {
      if (request.method === 'OPTIONS') {
        const allowed = cors.preflight(bucket, request);
        response.writeHead(200, { ...headers, ...allowed, 'content-length': 0 }).end();
        return;
      }
      const body = await readBody(request);
      const reply =
        request.method === 'POST'
          ? postObject(bucket, request, body, options)
          : callObjects(bucket, request, body, options);
      response.writeHead(reply.status, { ...reply.headers, ...headers });
      response.end(request.method === 'HEAD' ? undefined : reply.body);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      answerError(response, error, headers, request.method === 'HEAD');
    }
  }
}

/** As S3's look. The AWS SDK tells it with each error. */
function requestId(): string {
  return randomBytes(8).toString('hex').toUpperCase();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= maximumBodyBytes) chunks.push(chunk);
  }
  if (size > maximumBodyBytes) throw new S3Error(400, 'EntityTooLarge', 'It is larger than what is taken here.');
  return Buffer.concat(chunks);
}
