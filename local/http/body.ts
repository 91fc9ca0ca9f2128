import type { IncomingMessage } from 'node:http';
import { RequestError, malformedRequest } from '../graphql/errors.ts';

/** AppSync documents no limit for GraphQL requests; this one keeps a mistake from filling the memory. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The body as text. Rejects with a `RequestError` where it is too large or no UTF-8. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const body = await readBytes(request);
  if (body === null) {
    throw new RequestError(413, 'RequestEntityTooLargeException', `The request body exceeds ${MAX_BODY_BYTES} bytes.`);
  }
  try {
    return utf8.decode(body);
  } catch {
    throw malformedRequest('Unable to parse GraphQL query.');
  }
}

/** null = too large. By events, as iterating over a stream costs as much as all else about reading a small body. */
function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped: a client that is still sending would not see the answer.
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      const [only, ...others] = chunks;
      if (size > MAX_BODY_BYTES) resolve(null);
      else resolve(only && others.length === 0 ? only : Buffer.concat(chunks));
    });
    // Also where the client goes away in the middle.
    request.on('error', reject);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
