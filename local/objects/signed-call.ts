import type { IncomingMessage } from 'node:http';
import type { BucketDefinition } from '../assembly/model.ts';
import { verifyPresigned } from '../iam/presigned.ts';
import { type Refusal, type Verification, verifySignedBody } from '../iam/signature.ts';
import { listObjects } from './list-objects.ts';
import { keptHeaders } from './object-headers.ts';
import type { ObjectsOptions } from './objects-options.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { namesEtag, readObject } from './read-object.ts';
import { hasRight, requireRight } from './right.ts';
import { accessDenied, escapeXml, notServed, preconditionFailed, S3Error, xml } from './s3-error.ts';
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
  const { method = '', headers } = request;
  refuseUnserved(method, target);
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
    if (method === 'GET' && target.searchParams.get('list-type') === '2') {
      demand('s3:ListBucket', bucket.arn);
      const prefix = target.searchParams.get('prefix') ?? '';
      return listObjects(bucket, prefix, store.list(bucket.name, prefix));
    }
    throw notServed(`${method} ${target.pathname}`);
  }
  switch (method) {
    case 'HEAD':
    case 'GET': {
      const info = found(bucket, key);
      return readObject(info, headers, target.searchParams, method === 'GET' ? () => store.read(info) : null);
    }
    case 'DELETE':
      demand('s3:DeleteObject', `${bucket.arn}/${key}`);
      store.remove(bucket.name, key);
      return { status: 204, headers: {} };
    case 'PUT': {
      const source = headers['x-amz-copy-source'];
      if (typeof source !== 'string') throw notServed(`${method} ${target.pathname}`);
      const [, name = '', from = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(source)) ?? [];
      const other = options.bucketOf(name);
      if (!other) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
      const info = found(other, from);
      demand('s3:PutObject', `${bucket.arn}/${key}`);
      const wanted = headers['x-amz-copy-source-if-match'];
      if (wanted !== undefined && !namesEtag(String(wanted), info.etag)) throw preconditionFailed();
      const isReplaced = headers['x-amz-metadata-directive'] === 'REPLACE';
      const given = Object.entries(headers).map(([header, value]) => [header, String(value)] as const);
      const copied = store.put(
        { bucket: bucket.name, key, headers: isReplaced ? keptHeaders(given) : info.headers },
        store.read(info),
      );
      const at = new Date(copied.modifiedAt).toISOString();
      return xml(
        `<CopyObjectResult><LastModified>${at}</LastModified><ETag>${escapeXml(copied.etag)}</ETag></CopyObjectResult>`,
      );
    }
    default:
      throw notServed(`${method} ${target.pathname}`);
  }
}

/**
 * What changes nothing of which object is meant: a signature, what is sent in place of headers, and the name that the SDK gives the call. All else
 * names a part of it, a version, or something beside it.
 */
const servedParameters = /^(x-amz-|response-|x-id$)/i;
const listParameters = ['list-type', 'prefix'];

function refuseUnserved(method: string, { pathname, searchParams }: URL): void {
  const isList = searchParams.has('list-type');
  for (const name of searchParams.keys()) {
    if (servedParameters.test(name) || (isList && listParameters.includes(name))) continue;
    throw notServed(`${method} ${pathname}?${name}`);
  }
}

/** The role that signed. */
function callerOf(request: IncomingMessage, body: Buffer, { identities, now }: ObjectsOptions): string {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const wire = { method: request.method ?? '', target: request.url ?? '/', headers };
  if (/[?&]X-Amz-Signature=/.test(wire.target)) {
    const verification = verifyPresigned(wire, identities.find, now());
    if (verification.kind === 'verified') return verification.roleArn;
    if (verification.reason === 'expired') throw accessDenied('Request has expired');
    if (verification.reason === 'unsignedHeader')
      throw accessDenied('There were headers present in the request which were not signed');
    throw new S3Error(...refusals[verification.reason]);
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
  return decoded(path.slice(bucket.name.length + 2));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}
