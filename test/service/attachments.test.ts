import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttachmentInput } from '../../generated/schema.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
const general = 'harbor_general';

beforeAll(async () => {
  network = await startNetwork();
  alice = await network.as('alice');
  bob = await network.as('bob');
});
afterAll(() => network?.close());

const attachment = (more: Partial<AttachmentInput> = {}): AttachmentInput => ({
  id: ulid(),
  name: 'map.png',
  contentType: 'image/png',
  size: 10,
  ...more,
});

async function refusalOf(content: string, attachments: AttachmentInput[]) {
  const { data, errors } = await alice.trySend(general, content, { attachments });
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  return { type: errors[0]?.errorType, ...errors[0]?.errorInfo };
}

describe('attachments', () => {
  test('come back as they were sent, in their order, to readers and listeners alike', async () => {
    const attachments = Array.from({ length: 10 }, (_, index) => attachment({ name: `page ${index}.pdf` }));
    const listener = await bob.listen(general);
    const sent = await alice.send(general, 'ten pages', { attachments });
    expect(sent.attachments).toEqual(attachments);
    expect((await listener.next()).message?.attachments).toEqual(attachments);
    expect((await bob.page(general, { limit: 1 })).items).toEqual([sent]);
    listener.close();
  });

  test('need no words', async () => {
    const attachments = [attachment()];
    expect(await alice.send(general, '', { attachments })).toMatchObject({ content: '', attachments });
  });

  test('do not make blank words right', async () => {
    expect(await refusalOf(' \n', [attachment()])).toMatchObject({ code: 'CONTENT_EMPTY' });
  });

  test('may be none: an empty list is as good as no list, and the retry of either is the same message', async () => {
    const id = ulid();
    const sent = await alice.send(general, 'none', { id, attachments: [] });
    expect(sent.attachments).toEqual([]);
    expect(await alice.send(general, 'none', { id })).toEqual(sent);
    expect(await refusalOf('', [])).toMatchObject({ code: 'CONTENT_EMPTY' });
  });

  test('are at most ten', async () => {
    const eleven = Array.from({ length: 11 }, () => attachment());
    expect(await refusalOf('eleven', eleven)).toMatchObject({
      type: 'InvalidInput',
      code: 'ATTACHMENTS_TOO_MANY',
      field: 'attachments',
      limit: 10,
    });
  });

  test('have ids of their own', async () => {
    const one = attachment();
    expect(await refusalOf('twice', [one, { ...one, name: 'other.png' }])).toMatchObject({
      code: 'ATTACHMENT_INVALID',
      field: 'attachments[1].id',
    });
  });
});

describe('an attachment', () => {
  const valid: [name: string, more: Partial<AttachmentInput>][] = [
    ['a name of 255 emoji', { name: '🙂'.repeat(255) }],
    ['a name in Arabic with a joiner', { name: 'نامه\u200cها.txt' }],
    ['a name that begins with a dot', { name: '.profile' }],
    ['a name of three dots', { name: '...' }],
    ['a type with a suffix and a tree', { contentType: 'application/vnd.oasis.opendocument+xml' }],
    ['a type of 127 characters', { contentType: `a/${'b'.repeat(125)}` }],
    ['one byte', { size: 1 }],
    ['100 MB', { size: 104_857_600 }],
  ];
  for (const [name, more] of valid) {
    test(`may have ${name}`, async () => {
      const attachments = [attachment(more)];
      expect((await alice.send(general, 'fine', { attachments })).attachments).toEqual(attachments);
    });
  }

  const invalid: [name: string, more: Partial<AttachmentInput>, field: string][] = [
    ['an id that is no ULID', { id: 'map' }, 'id'],
    ['an empty name', { name: '' }, 'name'],
    ['a name of blanks', { name: '  ' }, 'name'],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, 'name'],
    ['a path', { name: 'etc/passwd' }, 'name'],
    ['a path of Windows', { name: 'c:\\map.png' }, 'name'],
    ['the name of this directory', { name: '.' }, 'name'],
    ['the name of the directory above', { name: '..' }, 'name'],
    ['a line in its name', { name: 'a\nb' }, 'name'],
    ['a control character in its name', { name: 'a\u0085b' }, 'name'],
    ['half of a pair in its name', { name: 'a\ud83d' }, 'name'],
    ['a name that turns around', { name: 'map\u202egnp.exe' }, 'name'],
    ['a name with an isolate', { name: 'map\u2066.png' }, 'name'],
    ['no type', { contentType: '' }, 'contentType'],
    ['half of a type', { contentType: 'image' }, 'contentType'],
    ['a type in capitals', { contentType: 'image/PNG' }, 'contentType'],
    ['a type with parameters', { contentType: 'text/html; charset=utf-8' }, 'contentType'],
    ['a type of 128 characters', { contentType: `a/${'b'.repeat(126)}` }, 'contentType'],
    ['a type with a line after it', { contentType: 'image/png\n' }, 'contentType'],
    ['no bytes', { size: 0 }, 'size'],
    ['fewer than no bytes', { size: -1 }, 'size'],
    ['a byte more than 100 MB', { size: 104_857_601 }, 'size'],
  ];
  for (const [name, more, field] of invalid) {
    test(`may not have ${name}`, async () => {
      const before = await alice.page(general, { limit: 1 });
      expect(await refusalOf('not fine', [attachment(), attachment(more)])).toMatchObject({
        type: 'InvalidInput',
        code: 'ATTACHMENT_INVALID',
        field: `attachments[1].${field}`,
        retryable: false,
      });
      expect(await alice.page(general, { limit: 1 })).toEqual(before);
    });
  }
});

describe('sending again', () => {
  test('with other attachments is another message', async () => {
    const [id, one] = [ulid(), attachment()];
    const sent = await alice.send(general, 'mine', { id, attachments: [one] });
    expect(await alice.send(general, 'mine', { id, attachments: [one] })).toEqual(sent);
    for (const attachments of [[], [attachment()], [one, attachment()], [{ ...one, size: 11 }]]) {
      for (const isRetry of [false, true]) {
        const { errors } = await alice.trySend(general, 'mine', { id, attachments, isRetry });
        expect(errors).toMatchObject([{ errorType: 'Conflict', errorInfo: { code: 'ID_TAKEN' } }]);
      }
    }
  });
});
