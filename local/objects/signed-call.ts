import type { IncomingMessage } from 'node:http';
import type { BucketDefinition } from '../assembly/model.ts';
import { verifyPresigned } from '../iam/presigned.ts';
import { type Refusal, type Verification, verifySignedBody } from '../iam/signature.ts';
import { hasRight, requireRight } from './right.ts';
import type { ObjectsOptions } from './objects-options.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { accessDenied, escapeXml, S3Error } from './s3-error.ts';
import type { ObjectInfo } from './store.ts';

/** Does what a signed request asks for, its signature in the headers or in the query. */
export function callObjects(
  bucket: BucketDefinition,
  request: IncomingMessage,
  body: Buffer,
  options: ObjectsOptions,
): ObjectsReply {
  const { store, roles } = options;
  const roleArn = callerOf(request, body, options);
  const target = new URL(request.url ?? '/', 'http://objects');
  const key = keyOf(request.url ?? '', bucket);
  const headers = request.headers;
  const may = (action: string, resource: string) => hasRight(roles, roleArn, action, resource);
  const demand = (action: string, resource: string) => requireRight(roles, roleArn, action, resource);

  /** S3 says that there is no such object only to who may list them. */
  const found = (of: BucketDefinition, name: string): ObjectInfo => {
    demand('s3:GetObject', `${of.arn}/${name}`);
    const info = store.find(of.name, name);
    if (info) return info;
    throw may('s3:ListBucket', of.arn)
      ? new S3Error(404, 'NoSuchKey', 'The specified key does not exist.')
      : accessDenied();
  };

  if (key === '') {
    if (request.method === 'GET' && target.searchParams.get('list-type') === '2') {
      demand('s3:ListBucket', bucket.arn);
      return list(bucket, store.list(bucket.name, target.searchParams.get('prefix') ?? ''));
    }
    throw notServed(request);
  }
  switch (request.method) {
    case 'HEAD':
    case 'GET': {
      const info = found(bucket, key);
      const ifMatch = headers['if-match'];
      if (ifMatch !== undefined && ifMatch !== info.etag) throw preconditionFailed();
      return read(info, request.method === 'GET' ? store.read(info) : null, headers.range, target.searchParams);
    }
    case 'DELETE':
      demand('s3:DeleteObject', `${bucket.arn}/${key}`);
      store.remove(bucket.name, key);
      return { status: 204, headers: {} };
    case 'PUT': {
      const source = headers['x-amz-copy-source'];
      if (typeof source !== 'string') throw notServed(request);
      const [, name = '', from = ''] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(source)) ?? [];
      const other = options.bucketOf(name);
      if (!other) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
      const info = found(other, from);
      demand('s3:PutObject', `${bucket.arn}/${key}`);
      const wanted = headers['x-amz-copy-source-if-match'];
      if (wanted !== undefined && wanted !== info.etag) throw preconditionFailed();
      const isReplaced = headers['x-amz-metadata-directive'] === 'REPLACE';
      const copied = store.put(
        { bucket: bucket.name, key, headers: isReplaced ? givenHeaders(request) : info.headers },
        store.read(info),
      );
      const at = new Date(copied.modifiedAt).toISOString();
      return xml(
        `<CopyObjectResult><LastModified>${at}</LastModified><ETag>${escapeXml(copied.etag)}</ETag></CopyObjectResult>`,
      );
    }
    default:
      throw notServed(request);
  }
}

/** The role that signed. */
function callerOf(request: IncomingMessage, body: Buffer, { identities, now }: ObjectsOptions): string {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const wire = { method: request.method ?? '', target: request.url ?? '/', headers };
  if (/[?&]X-Amz-Signature=/.test(wire.target)) {
    const verification = verifyPresigned(wire, identities.find, now());
    if (verification.kind === 'verified') return verification.roleArn;
    throw verification.reason === 'expired'
      ? accessDenied('Request has expired')
      : new S3Error(...refusals[verification.reason]);
  }
  const verification: Verification = verifySignedBody({ ...wire, body }, identities.find, {
    service: 's3',
    region: null,
    now: Date.now(),
  });
  if (verification.kind === 'refused') throw new S3Error(...refusals[verification.reason]);
  return verification.roleArn;
}

const refusals: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  missing: [403, 'AccessDenied', 'Access Denied'],
  malformed: [400, 'AuthorizationHeaderMalformed', 'The authorization is malformed, or for another service.'],
  unknownKey: [403, 'InvalidAccessKeyId', 'The key is not known here.'],
  wrongSignature: [403, 'SignatureDoesNotMatch', 'The signature does not match the request.'],
  skewed: [403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  bodyMismatch: [400, 'XAmzContentSHA256Mismatch', 'The hash is not that of the body.'],
};

function keyOf(url: string, bucket: BucketDefinition): string {
  const [path = ''] = url.split('?');
  try {
    return decodeURIComponent(path.slice(bucket.name.length + 2));
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** `body: null` = only what is known of it. */
function read(info: ObjectInfo, body: Buffer | null, range: string | undefined, query: URLSearchParams): ObjectsReply {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const headers: Record<string, string | number> = {
    ...info.headers,
    etag: info.etag,
    'last-modified': new Date(info.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': info.size,
  };
  for (const [name, value] of query) {
    if (name.startsWith('response-')) headers[name.slice('response-'.length)] = value;
  }
  if (first === undefined) return { status: 200, headers, ...(body ? { body } : {}) };
  const from = Number(first);
  const to = Math.min(last ? Number(last) : Infinity, info.size - 1);
  if (from > to) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  const part = { ...headers, 'content-length': to - from + 1, 'content-range': `bytes ${from}-${to}/${info.size}` };
  return { status: 206, headers: part, ...(body ? { body: body.subarray(from, to + 1) } : {}) };
}

/** As many as S3 puts into one answer; more would need its continuation. */
const mostListed = 1000;

function list({ name }: BucketDefinition, infos: readonly ObjectInfo[]): ObjectsReply {
  if (infos.length > mostListed)
    throw new S3Error(501, 'NotImplemented', 'Lists of more than 1,000 objects are not served here.');
  const contents = infos.map(
    ({ key, size, etag, modifiedAt }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${new Date(modifiedAt).toISOString()}</LastModified>` +
      `<ETag>${escapeXml(etag)}</ETag><Size>${size}</Size></Contents>`,
  );
  return xml(
    `<ListBucketResult><Name>${name}</Name><KeyCount>${infos.length}</KeyCount><MaxKeys>${mostListed}</MaxKeys>` +
      `<IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
}

function givenHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'content-disposition', 'content-encoding', 'cache-control'];
  const given = Object.entries(headers).filter(([name]) => names.includes(name) || name.startsWith('x-amz-meta-'));
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function xml(text: string): ObjectsReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function preconditionFailed(): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

function notServed({ method, url }: IncomingMessage): S3Error {
  const [path = ''] = (url ?? '').split('?');
  return new S3Error(501, 'NotImplemented', `${method} ${path} is not served locally.`);
}
