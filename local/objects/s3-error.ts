import type { ServerResponse } from 'node:http';
import type { ObjectsReply } from './objects-reply.ts';

/** An answer other than the one that was hoped for, in S3's words (S3 API Reference, "Error responses"). */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function accessDenied(message = 'Access Denied'): S3Error {
  return new S3Error(403, 'AccessDenied', message);
}

export function preconditionFailed(): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

/** Rather than an answer that only looks like S3's. */
export function notServed(what: string): S3Error {
  return new S3Error(501, 'NotImplemented', `${what} is not served locally.`);
}

/** `headers` names the request, as S3 does in the answer's body too. */
export function answerError(
  response: ServerResponse,
  error: S3Error,
  headers: Readonly<Record<string, string>>,
  isHead: boolean,
): void {
  const { status, code, message } = error;
  const requestId = headers['x-amz-request-id'] ?? '';
  const text =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>` +
    `<RequestId>${requestId}</RequestId></Error>`;
  // A browser must not make anything of it, nor of the key that a message may repeat.
  response.writeHead(status, { ...headers, ...(isHead ? {} : { 'content-type': 'application/xml' }) });
  response.end(isHead ? undefined : text);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export function xml(text: string, status = 200): ObjectsReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
