import type { IncomingMessage } from 'node:http';
import type { BucketDefinition } from '../assembly/model.ts';
import { verifyPolicy } from '../iam/presigned.ts';
import { parseForm } from './form.ts';
import { parsePolicy, refusalOf } from './post-policy.ts';
import { requireRight } from './right.ts';
import type { ObjectsOptions } from './objects-options.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { accessDenied, S3Error } from './s3-error.ts';

/** Takes a form that a role has signed for a browser, if the role itself may put the object there. */
export function postObject(
  bucket: BucketDefinition,
  { headers: { 'content-type': contentType = '' } }: IncomingMessage,
  body: Buffer,
  { store, identities, roles, now }: ObjectsOptions,
): ObjectsReply {
  const form = parseForm(contentType, body);
  if (!form)
    throw new S3Error(412, 'PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data');
  const { fields, file } = form;
  if (!file) throw new S3Error(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
  if (!fields.has('policy')) throw accessDenied();
  const verification = verifyPolicy(fields, identities.find);
  if (verification.kind === 'refused') {
    const { reason } = verification;
    if (reason === 'unknownKey') throw new S3Error(403, 'InvalidAccessKeyId', 'The key is not known here.');
    if (reason === 'malformed') throw new S3Error(400, 'InvalidArgument', 'The form is not signed as it should be.');
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The signature does not match the policy.');
  }
  const policy = parsePolicy(fields.get('policy') ?? '');
  if (!policy) throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  // The bucket of the address is as good as a field, for what the policy says of it.
  const refusal = refusalOf(policy, new Map([...fields, ['bucket', bucket.name]]), file.body.length, now());
  if (refusal) throw new S3Error(refusal.code === 'AccessDenied' ? 403 : 400, refusal.code, refusal.message);

  const key = (fields.get('key') ?? '').replaceAll('${filename}', file.name);
  if (key === '' || Buffer.byteLength(key) > 1024)
    throw new S3Error(400, 'KeyTooLongError', 'A key has 1 to 1,024 bytes.');
  requireRight(roles, verification.roleArn, 's3:PutObject', `${bucket.arn}/${key}`);
  const kept = [...fields].filter(([name]) => isKept(name));
  const info = store.put({ bucket: bucket.name, key, headers: Object.fromEntries(kept) }, file.body);
  return { status: 204, headers: { etag: info.etag } };
}

function isKept(field: string): boolean {
  return (
    ['content-type', 'content-disposition', 'content-encoding', 'cache-control'].includes(field) ||
    field.startsWith('x-amz-meta-')
  );
}
