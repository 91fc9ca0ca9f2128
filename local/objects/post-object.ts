import type { IncomingMessage } from 'node:http';
import type { BucketDefinition } from '../assembly/model.ts';
import { verifyPolicy } from '../iam/presigned.ts';
import { parseForm, type UploadForm } from './form.ts';
import { keptHeaders } from './object-headers.ts';
import type { ObjectsOptions } from './objects-options.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { parsePolicy, refusalOf } from './post-policy.ts';
import { requireRight } from './right.ts';
import { accessDenied, escapeXml, notServed, S3Error, xml } from './s3-error.ts';
import type { ObjectInfo } from './store.ts';

/** Takes a form that a role has signed for a browser, if the role itself may put the object there. */
export function postObject(
  bucket: BucketDefinition,
  { headers: { host = '', 'content-type': contentType = '' } }: IncomingMessage,
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
  const other = [...fields.keys()].find((field) => unserved.test(field));
  if (other !== undefined) throw notServed(`The field ${other} of a form`);
  const policy = parsePolicy(fields.get('policy') ?? '');
  if (!policy) throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  const refusal = refusalOf(policy, { bucket: bucket.name, fields, size: file.body.length }, now());
  if (refusal) throw new S3Error(refusal.code === 'AccessDenied' ? 403 : 400, refusal.code, refusal.message);

  const name = fields.get('key');
  if (name === undefined) throw new S3Error(400, 'InvalidArgument', "Bucket POST must contain a field named 'key'.");
  // Of a path S3 takes the last part.
  const key = name.replaceAll('${filename}', () => file.name.replace(/^.*[/\\]/s, ''));
  if (key === '') throw new S3Error(400, 'InvalidArgument', 'User key must have a length greater than 0.');
  if (Buffer.byteLength(key) > 1024) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  requireRight(roles, verification.roleArn, 's3:PutObject', `${bucket.arn}/${key}`);
  const info = store.put({ bucket: bucket.name, key, headers: keptHeaders(fields) }, file.body);
  return answerOf(info, `http://${host}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`, fields);
}

/** What a form may ask for that would be done otherwise, or not at all, and is to be heard of. */
const unserved = /^(acl|tagging|redirect|success_action_redirect|x-amz-(sdk-)?checksum-.*)$/;

/** As the form wants it: 200, 201 with a document, or 204, also for anything else (S3 API Reference, "POST Object", `success_action_status`). */
function answerOf({ bucket, key, etag }: ObjectInfo, location: string, fields: UploadForm['fields']): ObjectsReply {
  const headers = { etag, location };
  const wanted = fields.get('success_action_status');
  if (wanted !== '201') return { status: wanted === '200' ? 200 : 204, headers };
  const told = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  const members = Object.entries(told).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`);
  const document = xml(`<PostResponse>${members.join('')}</PostResponse>`, 201);
  return { ...document, headers: { ...document.headers, ...headers } };
}
