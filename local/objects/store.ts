import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
 * versions: what is removed or written over is gone. An object is there whole or not at all, whenever the process ends: what says that it is there is
 * written last, at once, and names its bytes by their hash.
 */
export function openObjectStore(directory: string | null, now: () => number = Date.now): ObjectStore {
  const infos = new Map<string, ObjectInfo>();
  const bodies = new Map<string, Buffer>();
  for (const info of directory === null ? [] : readKept(directory)) infos.set(nameOf(info), info);
  return {
    put({ bucket, key, headers }, body) {
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const info: ObjectInfo = { bucket, key, size: body.length, etag, modifiedAt: now(), headers };
      const name = nameOf(info);
      const before = infos.get(name);
      if (directory === null) bodies.set(name, Buffer.from(body));
      else {
        keep(directory, bodyFile(info), body);
        keep(directory, infoFile(info), JSON.stringify(info));
        if (before && before.etag !== etag) rmSync(join(directory, bodyFile(before)), { force: true });
      }
      infos.set(name, info);
      return info;
    },
    find: (bucket, key) => infos.get(nameOf({ bucket, key })) ?? null,
    read: (info) =>
      directory === null
        ? (bodies.get(nameOf(info)) ?? Buffer.alloc(0))
        : readFileSync(join(directory, bodyFile(info))),
    list(bucket, prefix) {
      return [...infos.values()]
        .filter((info) => info.bucket === bucket && info.key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    },
    remove(bucket, key) {
      const name = nameOf({ bucket, key });
      const info = infos.get(name);
      if (!info) return;
      infos.delete(name);
      bodies.delete(name);
      // First what says that there is something.
      for (const file of directory === null ? [] : [infoFile(info), bodyFile(info)]) {
        rmSync(join(directory ?? '', file), { force: true });
      }
    },
  };
}

/** A key may be longer than a file's name, and hold anything. */
function nameOf({ bucket, key }: Pick<ObjectInfo, 'bucket' | 'key'>): string {
  return createHash('sha256').update(`${bucket}/${key}`).digest('hex');
}

function infoFile(info: ObjectInfo): string {
  return `${nameOf(info)}.json`;
}

function bodyFile(info: ObjectInfo): string {
  return `${nameOf(info)}-${info.etag.replaceAll('"', '')}.bytes`;
}

/** Writes the whole file or nothing. */
function keep(directory: string, name: string, content: Buffer | string): void {
  mkdirSync(directory, { recursive: true });
  const partial = join(directory, `${randomUUID()}.new`);
  writeFileSync(partial, content, { mode: 0o600 });
  renameSync(partial, join(directory, name));
}

/** What is there whole; what a process left of anything else goes. */
function readKept(directory: string): ObjectInfo[] {
  mkdirSync(directory, { recursive: true });
  const names = readdirSync(directory);
  const infos = names.filter((name) => name.endsWith('.json')).flatMap((name) => readInfo(directory, name) ?? []);
  const held = new Set(infos.flatMap((info) => [infoFile(info), bodyFile(info)]));
  for (const name of names.filter((one) => /^[0-9a-f-]+\.(json|bytes|new)$/.test(one) && !held.has(one))) {
    rmSync(join(directory, name), { force: true });
  }
  return infos;
}

/** Null = it was not wholly written, or what it tells of was not. */
function readInfo(directory: string, name: string): ObjectInfo | null {
  let info: unknown;
  try {
    info = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  } catch {
    return null;
  }
  const body = isInfo(info) ? statSync(join(directory, bodyFile(info)), { throwIfNoEntry: false }) : undefined;
  return isInfo(info) && body?.size === info.size ? info : null;
}

function isInfo(value: unknown): value is ObjectInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { bucket, key, size, etag, modifiedAt, headers } = value as Partial<ObjectInfo>; // Every member is checked next.
  const isNamed = typeof bucket === 'string' && typeof key === 'string' && typeof etag === 'string';
  return (
    isNamed &&
    typeof size === 'number' &&
    typeof modifiedAt === 'number' &&
    typeof headers === 'object' &&
    headers !== null
  );
}
