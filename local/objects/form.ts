/** What a browser sends of a form with a file: the fields up to the file, and the file. */
export interface UploadForm {
  /** Names in lower case: S3 does not look at it. */
  readonly fields: ReadonlyMap<string, string>;
  /** null = there is none. What comes after it is not looked at (S3 API Reference, "POST Object"). */
  readonly file: { readonly name: string; readonly body: Buffer } | null;
}

/** Reads `multipart/form-data` (RFC 7578). null = it is none, or is broken. */
export function parseForm(contentType: string, body: Buffer): UploadForm | null {
  const [, quoted, plain] = /^multipart\/form-data\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return null;
  const fields = new Map<string, string>();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first one has no line before it.
  let at = body.indexOf(`--${boundary}\r\n`);
  if (at < 0) return null;
  at += delimiter.length;
  for (;;) {
    const headEnd = body.indexOf('\r\n\r\n', at);
    if (headEnd < 0) return null;
    const head = body.toString('utf8', at, headEnd);
    const end = delimiterFrom(body, delimiter, headEnd + 2);
    const name = /^content-disposition:[^\r\n]*[; ]name="([^"]*)"/im.exec(head)?.[1]?.toLowerCase();
    if (end < 0 || name === undefined) return null;
    const content = body.subarray(headEnd + 4, Math.max(headEnd + 4, end));
    if (name === 'file') {
      const fileName = /filename="([^"]*)"/i.exec(head)?.[1] ?? '';
      return { fields, file: { name: fileName, body: content } };
    }
    fields.set(name, content.toString('utf8'));
    at = end + delimiter.length + 2;
    if (body.toString('latin1', at - 2, at) === '--') return { fields, file: null };
  }
}

/** Where the next part, or the end, begins. A line that only begins as the delimiter does is content. */
function delimiterFrom(body: Buffer, delimiter: Buffer, from: number): number {
  for (let at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    const after = body.toString('latin1', at + delimiter.length, at + delimiter.length + 2);
    if (after === '\r\n' || after === '--') return at;
  }
  return -1;
}
