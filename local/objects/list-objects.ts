import type { BucketDefinition } from '../assembly/model.ts';
import type { ObjectsReply } from './objects-reply.ts';
import { escapeXml, S3Error, xml } from './s3-error.ts';
import type { ObjectInfo } from './store.ts';

/** As many as S3 puts into one answer; more would need its continuation. */
const mostListed = 1000;

/** The answer to `ListObjectsV2` without a delimiter. */
export function listObjects({ name }: BucketDefinition, prefix: string, infos: readonly ObjectInfo[]): ObjectsReply {
  if (infos.length > mostListed)
    throw new S3Error(501, 'NotImplemented', 'Lists of more than 1,000 objects are not served here.');
  const contents = infos.map(
    ({ key, size, etag, modifiedAt }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${new Date(modifiedAt).toISOString()}</LastModified>` +
      `<ETag>${escapeXml(etag)}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return xml(
    `<ListBucketResult><Name>${name}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${infos.length}</KeyCount>` +
      `<MaxKeys>${mostListed}</MaxKeys><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
}
