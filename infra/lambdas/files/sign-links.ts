import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { SignLinksEvent } from './event.ts';
import { keptKey } from './file-keys.ts';
import { isShown } from './picture-types.ts';
import { savedAs } from './saved-as.ts';
import { bucket, orMissing, s3 } from './store.ts';

/**
 * Links are signed as of the last full five minutes and hold for ten: whoever loses the channel has at least five minutes less than they
 * would of links made anew each time, and a picture has one address for five minutes, so that browsers need not load it again.
 */
const stepMs = 5 * 60_000;
const linkSeconds = 10 * 60;

/** A link to each of the files; null where none is kept, or another than the message says. */
export async function signLinks({ files, ...of }: SignLinksEvent) {
  const signingDate = new Date(Math.floor(Date.now() / stepMs) * stepMs);
  const expiresAt = new Date(signingDate.getTime() + linkSeconds * 1000).toISOString();
  return Promise.all(
    files.map(async ({ id, name, contentType, size }) => {
      const Key = keptKey(of, id);
      const kept = await orMissing(s3.send(new HeadObjectCommand({ Bucket: bucket, Key })));
      if (kept?.ContentLength !== size || kept.Metadata?.['type'] !== contentType)
        return { id, url: null, expiresAt: null };
      // What is shown keeps what was decided when it was looked at; a name is needed where it is saved.
      const saving = isShown(contentType) ? {} : { ResponseContentDisposition: savedAs(name) };
      const command = new GetObjectCommand({ Bucket: bucket, Key, ...saving });
      const url = await getSignedUrl(s3, command, { expiresIn: linkSeconds, signingDate });
      return { id, url, expiresAt };
    }),
  );
}
