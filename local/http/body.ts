import type { IncomingMessage } from 'node:http';
import { RequestError, malformedRequest } from '../graphql/errors.ts';

/** AppSync documents no limit for GraphQL requests; this one keeps a mistake from filling the memory. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The body as text. Rejects with a `RequestError` where it is too large or no UTF-8. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) {
    throw new RequestError(413, 'RequestEntityTooLargeException', `The request body exceeds ${MAX_BODY_BYTES} bytes.`);
  }
  try {
    return utf8.decode(Buffer.concat(chunks));
  } catch {
    throw malformedRequest('Unable to parse GraphQL query.');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
