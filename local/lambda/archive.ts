import { inflateRawSync } from 'node:zlib';

/**
 * The files of a zip archive by name. Folders are left out. Throws for what is no archive, is damaged, or uses anything
 * but the two methods that Lambda's own archives have: stored and deflated (PKWARE, "APPNOTE", sections 4.3 to 4.5).
 */
export function unzip(archive: Buffer): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const end = endOfDirectory(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (archive.readUInt32LE(at) !== directoryEntrySignature) throw new Error('the zip archive is damaged');
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.set(safe(name), contentOf(archive, at, name));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

const endSignature = 0x06054b50;
const directoryEntrySignature = 0x02014b50;
const endLength = 22;

/** The record stands at the end, before a comment of up to 64 KiB. */
function endOfDirectory(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - endLength - 0xffff);
  for (let at = archive.length - endLength; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('it is no zip archive');
}

function contentOf(archive: Buffer, entry: number, name: string): Uint8Array {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const stored = archive.subarray(start, start + size);
  if (method !== 0 && method !== 8) throw new Error(`${name} is packed by method ${method} in the zip archive`);
  const content = method === 0 ? stored : inflateRawSync(stored);
  if (content.length !== archive.readUInt32LE(entry + 24)) throw new Error(`${name} is damaged in the zip archive`);
  return content;
}

/** An archive must not write outside the folder that it is unpacked to. */
function safe(name: string): string {
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    throw new Error(`the zip archive holds a file outside its folder: ${name}`);
  }
  return name;
}
