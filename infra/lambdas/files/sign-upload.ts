import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { SignUploadEvent } from './event.ts';
import { uploadKey } from './file-keys.ts';
import { bucket, s3 } from './store.ts';

/** How long a form is taken. A large file that began in time may end later: S3 looks at the clock when the request begins. */
const formSeconds = 5 * 60;

/** A form that lets its bearer put one object: exactly this key, type and size. */
export async function signUpload({ file, ...of }: SignUploadEvent) {
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: bucket,
    Key: uploadKey(of, file.id),
    Fields: { 'Content-Type': file.contentType },
    Conditions: [
      ['eq', '$Content-Type', file.contentType],
      ['content-length-range', file.size, file.size],
    ],
    Expires: formSeconds,
  });
  return {
    url,
    fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
    expiresAt: new Date(Date.now() + formSeconds * 1000).toISOString(),
  };
}
