import type { ServerResponse } from 'node:http';

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

export function answerError(
  response: ServerResponse,
  error: S3Error,
  headers: Readonly<Record<string, string>>,
  isHead: boolean,
): void {
  const { status, code, message } = error;
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  // A browser must not make anything of it, nor of the key that a message may repeat.
  response.writeHead(status, { ...headers, ...(isHead ? {} : { 'content-type': 'application/xml' }) });
  response.end(isHead ? undefined : text);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
