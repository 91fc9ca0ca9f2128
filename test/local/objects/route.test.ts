import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { page, postForm, serveObjects, type ServedObjects } from './served-objects.ts';

/** What the service does for the AWS SDK's own client, and for what it signs. */
let served: ServedObjects;
let writer: S3Client;
const Bucket = 'files';
const content = '0123456789';

beforeAll(async () => {
  served = await serveObjects();
  writer = served.as('writer');
});
afterAll(() => served?.close());
beforeEach(() => {
  served.shift(0);
  served.store.put({ bucket: Bucket, key: 'a', headers: { 'content-type': 'text/plain' } }, Buffer.from(content));
});

const linkTo = (Key: string, { by = writer, ...more }: { by?: S3Client; [name: string]: unknown } = {}) =>
  getSignedUrl(by, new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn: 60 });
const codeOf = async (response: Response) => [
  response.status,
  /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? '',
];
/** The name and status of the SDK's error. */
const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((failure: unknown) => failure);
  if (!(error instanceof S3ServiceException)) throw new Error('it was not refused', { cause: error });
  return [error.name, error.$metadata.httpStatusCode] as const;
};

describe('a link', () => {
  test('leads to what it was signed for', async () => {
    const response = await fetch(await linkTo('a'));
    expect([response.status, await response.text()]).toEqual([200, content]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain',
      'accept-ranges': 'bytes',
    });
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test('holds until its end, and from a quarter of an hour before its time', async () => {
    const link = await linkTo('a');
    for (const [ms, status] of [
      [55_000, 200],
      [62_000, 403],
      [-14 * 60_000, 200],
      [-16 * 60_000, 403],
    ] as const) {
      served.shift(ms);
      expect([ms, (await fetch(link)).status]).toEqual([ms, status]);
    }
  });

  test('holds for nothing else than was signed', async () => {
    const link = await linkTo('a');
    const changed = (from: string | RegExp, to: string) => fetch(link.replace(from, to));
    served.store.put({ bucket: Bucket, key: 'b', headers: {} }, Buffer.from('other'));
    for (const response of [
      changed('/files/a', '/files/b'),
      changed('Expires=60', 'Expires=600'),
      changed(/Signature=../, 'Signature=00'),
      changed('?', '?response-content-type=text%2Fhtml&'),
      fetch(link, { method: 'DELETE' }),
      fetch(link, { method: 'HEAD' }),
    ]) {
      expect((await response).status).toBe(403);
    }
    const asked = fetch(link, { headers: { 'x-amz-server-side-encryption-customer-key': 'mine' } });
    expect(await codeOf(await asked)).toEqual([403, 'AccessDenied']);
    expect(await codeOf(await fetch(await linkTo('a', { by: served.as(null) })))).toEqual([403, 'InvalidAccessKeyId']);
    expect(await codeOf(await fetch(link.split('?')[0] ?? ''))).toEqual([403, 'AccessDenied']);
  });

  test('to nothing says so to who may list, and to nobody else', async () => {
    expect(await codeOf(await fetch(await linkTo('none')))).toEqual([404, 'NoSuchKey']);
    expect(await codeOf(await fetch(await linkTo('none', { by: served.as('reader') })))).toEqual([403, 'AccessDenied']);
  });

  test('has the headers replaced that S3 lets it replace', async () => {
    const ResponseContentDisposition = `attachment; filename="x"; filename*=UTF-8''%C3%A9`;
    const { headers } = await fetch(await linkTo('a', { ResponseContentDisposition, ResponseContentType: 'a/b' }));
    expect(headers.get('content-disposition')).toBe(ResponseContentDisposition);
    expect(headers.get('content-type')).toBe('a/b');
    const odd = await fetch(await linkTo('a', { ResponseContentDisposition: 'attachment; filename="\u202e"' }));
    expect(await codeOf(odd)).toEqual([400, 'InvalidArgument']);
  });

  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, content, 'bytes 0-9/10'],
    ['bytes=0-1,4-5', 200, content, null],
    ['bytes=3-1', 200, content, null],
    ['lines=1-2', 200, content, null],
  ])('gives of %s what S3 gives', async (range, status, text, told) => {
    const response = await fetch(await linkTo('a'), { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      told,
    ]);
  });

  test.each(['bytes=10-', 'bytes=-0'])('gives nothing of %s', async (range) => {
    expect(await codeOf(await fetch(await linkTo('a'), { headers: { range } }))).toEqual([416, 'InvalidRange']);
  });

  test('gives nothing where the caller has it already, or wants another', async () => {
    const link = await linkTo('a');
    const { headers } = await fetch(link);
    const [etag, time] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    const earlier = new Date(Date.now() - 60_000).toUTCString();
    for (const [name, value, status] of [
      ['if-none-match', etag, 304],
      ['if-none-match', `"0", ${etag.replaceAll('"', '')}`, 304],
      ['if-none-match', '"0"', 200],
      ['if-modified-since', time, 304],
      ['if-modified-since', earlier, 200],
      ['if-match', etag, 200],
      ['if-match', '"0"', 412],
      ['if-unmodified-since', earlier, 412],
    ] as const) {
      const response = await fetch(link, { headers: { [name]: value } });
      expect([name, value, response.status]).toEqual([name, value, status]);
    }
  });

  test.each(['acl', 'tagging', 'versionId=1', 'partNumber=1', 'uploads'])('to ?%s is not served', async (part) => {
    const command = new GetObjectCommand({ Bucket, Key: 'a' });
    command.middlewareStack.add(
      (next) => (args) => {
        const [name = '', value = ''] = part.split('=');
        (args.request as { query: Record<string, string> }).query[name] = value; // As the SDK's HTTP requests have it.
        return next(args);
      },
      { step: 'build' },
    );
    expect(await codeOf(await fetch(await getSignedUrl(writer, command)))).toEqual([501, 'NotImplemented']);
  });
});

describe('a form', () => {
  test('puts its file, and is answered as it asks to be', async () => {
    const plain = await postForm(writer, 'up/1', 'one');
    expect([plain.status, plain.headers.get('location')]).toEqual([204, `${served.url}/files/up/1`]);
    expect(plain.headers.get('etag')).toBe(served.store.find(Bucket, 'up/1')?.etag);
    const wanted = (status: string) => postForm(writer, 'up/2', 'two', { fields: { success_action_status: status } });
    expect((await wanted('200')).status).toBe(200);
    expect((await wanted('302')).status).toBe(204);
    const told = await wanted('201');
    expect([told.status, await told.text()]).toEqual([201, expect.stringContaining('<Key>up/2</Key>')]);
  });

  test('of no type is bytes, which nobody guesses at', async () => {
    await postForm(writer, 'up/1', 'one');
    expect(served.store.find(Bucket, 'up/1')?.headers).toEqual({ 'content-type': 'binary/octet-stream' });
  });

  test('takes the last part of its file’s name where the key asks for it', async () => {
    await postForm(writer, 'up/${filename}', 'one');
    expect(served.store.find(Bucket, 'up/map.png')?.size).toBe(3);
  });

  test('is of use until it ends, as it was signed, and to who may put', async () => {
    const post = (sent: Record<string, string>, by = writer) => postForm(by, 'up/3', 'three', { sent });
    expect(await codeOf(await post({ key: 'up/4' }))).toEqual([403, 'AccessDenied']);
    expect(await codeOf(await post({ 'X-Amz-Signature': '0'.repeat(64) }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codeOf(await post({ 'X-Amz-Date': '20260101T000000Z' }))).toEqual([400, 'InvalidArgument']);
    expect(await codeOf(await post({ 'X-Amz-Security-Token': 'other' }))).toEqual([403, 'InvalidAccessKeyId']);
    expect(await codeOf(await post({ Policy: 'e30=' }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codeOf(await post({}, served.as('reader')))).toEqual([403, 'AccessDenied']);
    served.shift(61_000);
    expect(await codeOf(await post({}))).toEqual([403, 'AccessDenied']);
    expect(served.store.find(Bucket, 'up/3')).toBeNull();
  });

  test.each([
    ['an ACL', { acl: 'public-read' }, [501, 'NotImplemented']],
    ['a checksum', { 'x-amz-checksum-sha256': 'x' }, [501, 'NotImplemented']],
    ['a type that is no header', { 'Content-Type': 'a/b\u202e' }, [400, 'InvalidArgument']],
    ['a line end in a header', { 'x-amz-meta-a': 'b\r\nset-cookie: c' }, [400, 'InvalidArgument']],
  ])('with %s is refused', async (_, fields, wanted) => {
    expect(await codeOf(await postForm(writer, 'up/5', 'five', { fields }))).toEqual(wanted);
    expect(served.store.find(Bucket, 'up/5')).toBeNull();
  });

  test('that is none, or has no file, is refused', async () => {
    const send = (body: BodyInit) => fetch(`${served.url}/files`, { method: 'POST', body });
    expect(await codeOf(await send('key=a'))).toEqual([412, 'PreconditionFailed']);
    const empty = new FormData();
    empty.set('key', 'a');
    expect(await codeOf(await send(empty))).toEqual([400, 'InvalidArgument']);
  });
});

describe('a client', () => {
  test('finds objects of any name that it put, copies and removes them', async () => {
    for (const Key of ['plain', 'a b+c%2F&=?#', '../up/./x//y', 'ü/\u{1f30a}/\u202e', `'"<>&`, 'x'.repeat(1024)]) {
      expect((await postForm(writer, Key, Key)).status).toBe(204);
      expect((await writer.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(Buffer.byteLength(Key));
      // Not by `fetch`: like every browser it follows no address with `..` in it as it stands.
      const { Body } = await writer.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(Key);
      const { Contents = [] } = await writer.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
      expect(Contents.map((one) => one.Key)).toEqual([Key]);
      const CopySource = `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
      await writer.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
      expect(await (await fetch(await linkTo('copy'))).text()).toBe(Key);
      await writer.send(new DeleteObjectCommand({ Bucket, Key }));
      expect(served.store.find(Bucket, Key)).toBeNull();
    }
    expect((await postForm(writer, 'x'.repeat(1025), 'too long')).status).toBe(400);
  });

  test('copies just the bytes that it knows, with headers of its own where it says so', async () => {
    const copy = (more: object) =>
      writer.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource: 'files/a', ...more }));
    expect(await failureOf(copy({ CopySourceIfMatch: '"0"' }))).toEqual(['PreconditionFailed', 412]);
    await copy({ CopySourceIfMatch: served.store.find(Bucket, 'a')?.etag });
    expect(served.store.find(Bucket, 'c')?.headers).toEqual({ 'content-type': 'text/plain' });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { type: 'x' }, ContentDisposition: 'inline' });
    expect(served.store.find(Bucket, 'c')?.headers).toMatchObject({
      'content-disposition': 'inline',
      'x-amz-meta-type': 'x',
    });
    expect(await failureOf(copy({ CopySource: 'files/%E0' }))).toEqual(['InvalidURI', 400]);
    expect(await failureOf(copy({ CopySource: 'elsewhere/a' }))).toEqual(['NoSuchBucket', 404]);
  });

  test('learns of what is not there, what it may not, and of which request', async () => {
    const head = new HeadObjectCommand({ Bucket, Key: 'none' });
    expect(await failureOf(writer.send(head))).toEqual(['NotFound', 404]);
    expect((await failureOf(served.as('reader').send(head)))[1]).toBe(403);
    const removal = served.as('reader').send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await failureOf(removal)).toEqual(['AccessDenied', 403]);
    expect(served.store.find(Bucket, 'a')).not.toBeNull();
    const error: unknown = await writer
      .send(new GetObjectCommand({ Bucket, Key: 'none' }))
      .catch((one: unknown) => one);
    expect((error as S3ServiceException).$metadata.requestId).toMatch(/^[0-9A-F]{16}$/);
  });

  test('learns that a list is not served, rather than get half of one', async () => {
    for (const more of [{ Delimiter: '/' }, { StartAfter: 'a' }, { MaxKeys: 1 }]) {
      expect(await failureOf(writer.send(new ListObjectsV2Command({ Bucket, ...more })))).toEqual([
        'NotImplemented',
        501,
      ]);
    }
  });
});

describe('a page', () => {
  const ask = (origin: string | null, method: string | null, headers = '') =>
    fetch(`${served.url}/files/a`, {
      method: 'OPTIONS',
      headers: {
        ...(origin ? { origin } : {}),
        ...(method ? { 'access-control-request-method': method } : {}),
        ...(headers ? { 'access-control-request-headers': headers } : {}),
      },
    });

  test('may do what a rule lets its origin do', async () => {
    const { status, headers } = await ask(page, 'POST', 'X-One, x-two');
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'x-one, x-two',
      'access-control-max-age': '60',
      'access-control-expose-headers': 'ETag',
      'access-control-allow-credentials': 'true',
    });
    expect((await ask('http://localhost:4000', 'POST')).status).toBe(200);
    // A later rule lets it send this header.
    expect((await ask(page, 'GET', 'range')).status).toBe(200);
    expect((await ask(page, 'POST', 'range')).status).toBe(403);
  });

  test('of another origin may do what all may, without credentials', async () => {
    expect(await codeOf(await ask('https://other.example', 'GET'))).toEqual([403, 'AccessForbidden']);
    expect(await codeOf(await ask(`${page}.example`, 'POST'))).toEqual([403, 'AccessForbidden']);
    const { status, headers } = await ask('https://other.example', 'HEAD');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('that does not say what it wants is not answered', async () => {
    expect(await codeOf(await ask(page, null))).toEqual([400, 'BadRequest']);
    expect(await codeOf(await ask(null, 'GET'))).toEqual([400, 'BadRequest']);
  });

  test('may read answers and refusals alike, if any', async () => {
    const read = async (origin: string, url: string) =>
      (await fetch(url, { headers: { origin } })).headers.get('access-control-allow-origin');
    const link = await linkTo('a');
    expect(await read(page, link)).toBe(page);
    expect(await read(page, link.replace('Expires=60', 'Expires=61'))).toBe(page);
    expect(await read('https://other.example', link)).toBeNull();
  });
});
