import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of a stored object besides its bytes. */
export interface ObjectInfo {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  /** What is sent with it: `content-type`, `content-disposition` and the like, and its own under `x-amz-meta-`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The objects of all buckets. */
export interface ObjectStore {
  put(object: Pick<ObjectInfo, 'bucket' | 'key' | 'headers'>, body: Buffer): ObjectInfo;
  find(bucket: string, key: string): ObjectInfo | null;
  /** The bytes of what `find` found. */
  read(info: ObjectInfo): Buffer;
  /** In the order of their keys' UTF-8 bytes, as S3 lists them. */
  list(bucket: string, prefix: string): readonly ObjectInfo[];
  remove(bucket: string, key: string): void;
}

/**
 * Keeps objects in a folder, two files for each, and reads what was kept there before. `directory: null` keeps them in memory. There are no
 * versions: what is removed or written over is gone.
 */
export function openObjectStore(directory: string | null, now: () => number = Date.now): ObjectStore {
  const infos = new Map<string, ObjectInfo>();
  const bodies = new Map<string, Buffer>();
  for (const info of directory === null ? [] : readKept(directory)) infos.set(nameOf(info.bucket, info.key), info);
  return {
    put({ bucket, key, headers }, body) {
      const name = nameOf(bucket, key);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const info = { bucket, key, size: body.length, etag, modifiedAt: now(), headers };
      if (directory === null) bodies.set(name, Buffer.from(body));
      else keep(directory, name, info, body);
      infos.set(name, info);
      return info;
    },
    find: (bucket, key) => infos.get(nameOf(bucket, key)) ?? null,
    read({ bucket, key }) {
      const name = nameOf(bucket, key);
      return directory === null
        ? (bodies.get(name) ?? Buffer.alloc(0))
        : readFileSync(join(directory, `${name}.bytes`));
    },
    list(bucket, prefix) {
      return [...infos.values()]
        .filter((info) => info.bucket === bucket && info.key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    },
    remove(bucket, key) {
      const name = nameOf(bucket, key);
      infos.delete(name);
      bodies.delete(name);
      // First what says that there is something.
      for (const ending of directory === null ? [] : ['json', 'bytes']) {
        rmSync(join(directory ?? '', `${name}.${ending}`), { force: true });
      }
    },
  };
}

/** A key may be longer than a file's name, and hold anything. */
function nameOf(bucket: string, key: string): string {
  return createHash('sha256').update(`${bucket}/${key}`).digest('hex');
}

/** First the bytes, then what says that they are there, each whole or not at all. */
function keep(directory: string, name: string, info: ObjectInfo, body: Buffer): void {
  mkdirSync(directory, { recursive: true });
  const partial = join(directory, `${randomUUID()}.new`);
  for (const [ending, content] of [['bytes', body] as const, ['json', JSON.stringify(info)] as const]) {
    writeFileSync(partial, content, { mode: 0o600 });
    renameSync(partial, join(directory, `${name}.${ending}`));
  }
}

function readKept(directory: string): ObjectInfo[] {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const info: unknown = JSON.parse(readFileSync(join(directory, name), 'utf8'));
      if (!isInfo(info)) throw new Error(`${join(directory, name)} does not say what object it is of`);
      return info;
    });
}

function isInfo(value: unknown): value is ObjectInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { bucket, key, size, etag, modifiedAt, headers } = value as Partial<ObjectInfo>; // Every member is checked next.
  const isNamed = typeof bucket === 'string' && typeof key === 'string' && typeof etag === 'string';
  return isNamed && typeof size === 'number' && typeof modifiedAt === 'number' && typeof headers === 'object';
}
