import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { KeepUploadEvent } from './event.ts';
import { keptKey, uploadKey } from './file-keys.ts';
import { isPicture, isShown, looksAt } from './picture-types.ts';
import { bucket, orMissing, s3 } from './store.ts';

/** See resolvers/functions/keepUpload.ts, which says it to the caller. */
export type Kept = 'kept' | 'missing' | 'other-size' | 'other-type' | 'taken';

/**
 * Looks at what was uploaded, and copies it to where it is kept: the form could still be used again to put other bytes in its place. The
 * copy is of just those bytes that were looked at.
 */
export async function keepUpload({ file, ...of }: KeepUploadEvent): Promise<Kept> {
  const [from, to] = [uploadKey(of, file.id), keptKey(of, file.id)];
  const [kept, uploaded] = await Promise.all([head(to), head(from)]);
  // A second try, perhaps a day later: what is kept stays as it is.
  if (kept) return kept.ContentLength === file.size && kept.Metadata?.['type'] === file.contentType ? 'kept' : 'taken';
  if (!uploaded) return 'missing';
  if (uploaded.ContentLength !== file.size) return 'other-size';
  if (uploaded.ContentType !== file.contentType) return 'other-type';
  const IfMatch = uploaded.ETag;
  if (isShown(file.contentType)) {
    const Range = `bytes=0-${Math.min(looksAt, file.size) - 1}`;
    const answer = await unlessChanged(s3.send(new GetObjectCommand({ Bucket: bucket, Key: from, IfMatch, Range })));
    const start = Buffer.from((await answer?.Body?.transformToByteArray()) ?? []);
    if (!isPicture(file.contentType, start)) return 'other-type';
  }
  const copied = await unlessChanged(
    s3.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: to,
        CopySource: `${bucket}/${from}`,
        CopySourceIfMatch: IfMatch,
        MetadataDirective: 'REPLACE',
        TaggingDirective: 'REPLACE',
        ...servedAs(file.contentType),
        Metadata: { type: file.contentType },
      }),
    ),
  );
  return copied ? 'kept' : 'missing';
}

/** Only what was found to be a picture is said to be one. Anything else is bytes to be saved, whatever a browser would make of it. */
function servedAs(contentType: string) {
  // As long as a link holds: a browser that shows it again asks for it again once the link is another.
  const CacheControl = 'private, max-age=600';
  return isShown(contentType)
    ? { CacheControl, ContentType: contentType, ContentDisposition: 'inline' }
    : { CacheControl, ContentType: 'application/octet-stream', ContentDisposition: 'attachment' };
}

function head(Key: string) {
  return orMissing(s3.send(new HeadObjectCommand({ Bucket: bucket, Key })));
}

/** Null = other bytes were put there meanwhile, or none are there any more. */
async function unlessChanged<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  return orMissing(asked).catch((error: unknown) => {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return null;
    throw error;
  });
}
