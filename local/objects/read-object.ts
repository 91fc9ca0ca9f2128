import type { IncomingHttpHeaders } from 'node:http';
import { replacedHeaders } from './object-headers.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { preconditionFailed, S3Error } from './s3-error.ts';
import type { ObjectInfo } from './store.ts';

/**
 * Answers with an object, a part of it, or that it is still as the caller knows it (S3 API Reference, "GetObject" and "HeadObject"). `bodyOf`
 * is asked only where bytes are sent.
 */
export function readObject(
  info: ObjectInfo,
  asked: IncomingHttpHeaders,
  query: URLSearchParams,
  bodyOf: (() => Buffer) | null,
): ObjectsReply {
  const headers: Record<string, string | number> = {
    ...info.headers,
    ...replacedHeaders(query),
    etag: info.etag,
    'last-modified': new Date(info.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
  };
  if (isChanged(info, asked)) throw preconditionFailed();
  if (isKnown(info, asked)) return { status: 304, headers };
  const range = rangeOf(asked.range, info.size);
  if (range === null) {
    const body = bodyOf ? { body: bodyOf() } : {};
    return { status: 200, headers: { ...headers, 'content-length': info.size }, ...body };
  }
  const [first, last] = range;
  headers['content-length'] = last - first + 1;
  headers['content-range'] = `bytes ${first}-${last}/${info.size}`;
  return { status: 206, headers, ...(bodyOf ? { body: bodyOf().subarray(first, last + 1) } : {}) };
}

/** Whether a condition names this ETag, with or without its quotes. */
export function namesEtag(condition: string, etag: string): boolean {
  return condition.split(',').some((one) => {
    const named = one.trim().replace(/^W\//, '');
    return named === '*' || named.replaceAll('"', '') === etag.replaceAll('"', '');
  });
}

/** What was asked for only if it is the one that the caller knows. A condition by ETag goes before one by time. */
function isChanged({ etag, modifiedAt }: ObjectInfo, asked: IncomingHttpHeaders): boolean {
  const { 'if-match': match, 'if-unmodified-since': since } = asked;
  if (match !== undefined) return !namesEtag(match, etag);
  return since !== undefined && seconds(modifiedAt) > seconds(Date.parse(since));
}

/** What was asked for only if it is another than the caller knows. */
function isKnown({ etag, modifiedAt }: ObjectInfo, asked: IncomingHttpHeaders): boolean {
  const { 'if-none-match': match, 'if-modified-since': since } = asked;
  if (match !== undefined) return namesEtag(match, etag);
  return since !== undefined && seconds(modifiedAt) <= seconds(Date.parse(since));
}

/** HTTP's dates have no fractions. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The first and the last byte that are asked for; null = all, also where more than one part is, which S3 does not serve. */
function rangeOf(header: string | undefined, size: number): readonly [first: number, last: number] | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const [first, last] = from === '' ? [Math.max(0, size - Number(to)), size - 1] : [Number(from), lastOf(to, size)];
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  if (first > last) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return [first, last];
}

function lastOf(to: string, size: number): number {
  return to === '' ? size - 1 : Math.min(Number(to), size - 1);
}
