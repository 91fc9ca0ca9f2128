import type { BucketDefinition } from '../assembly/model.ts';
import type { ObjectInfo, ObjectStore } from './store.ts';

const dayMs = 86_400_000;

/**
 * When an object expires: so many days after it was written, and then at the next midnight, UTC (S3 User Guide, "Lifecycle rules: based on
 * an object's age"). null = never.
 */
function expiresAt(
  { key, modifiedAt }: Pick<ObjectInfo, 'key' | 'modifiedAt'>,
  bucket: BucketDefinition,
): number | null {
  const days = bucket.expiry.filter(({ prefix }) => key.startsWith(prefix)).map((rule) => rule.days);
  if (days.length === 0) return null;
  return Math.ceil((modifiedAt + Math.min(...days) * dayMs) / dayMs) * dayMs;
}

/** The objects of a store without those that expired, which are removed where they are met. S3 itself may take a day longer. */
export function withoutExpired(
  store: ObjectStore,
  bucketOf: (name: string) => BucketDefinition | undefined,
  now: () => number,
): ObjectStore {
  const isThere = (info: ObjectInfo): boolean => {
    const bucket = bucketOf(info.bucket);
    const end = bucket ? expiresAt(info, bucket) : null;
    if (end === null || end > now()) return true;
    store.remove(info.bucket, info.key);
    return false;
  };
  return {
    ...store,
    find(bucket, key) {
      const info = store.find(bucket, key);
      return info && isThere(info) ? info : null;
    },
    list: (bucket, prefix) => store.list(bucket, prefix).filter(isThere),
  };
}
