import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { describeFile, openLinks, openUploads } from '../../client/src/attachments/index.ts';
import { createParley, type Parley } from '../../client/src/index.ts';
import { addChannel } from '../support/crowd.ts';
import { onePoint } from '../support/files.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
const open: { close(): void }[] = [];

beforeAll(async () => {
  network = await startNetwork();
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const one of open.splice(0)) one.close();
});
afterAll(() => network?.close());

async function parleyOf(user: string): Promise<Parley> {
  const { token } = await network.signIn(user);
  const webSocket = WebSocket as unknown as typeof globalThis.WebSocket; // Node 20 has none of its own.
  const parley = createParley({ endpoint: network.url, getToken: () => token, person: user, webSocket });
  open.push(parley);
  return parley;
}

const picture = (name = 'map.png') => new File([new Uint8Array(onePoint)], name, { type: 'image/png' });

/** As a client on a network that fails so often sees it: what goes to the store, not to the API. */
function failing(times: number, how: () => Promise<Response>): { tries: number } {
  const { fetch } = globalThis;
  const seen = { tries: 0 };
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    if (!String(input instanceof Request ? input.url : input).startsWith(network.objectsOrigin))
      return fetch(input, init);
    seen.tries += 1;
    return seen.tries <= times ? how() : fetch(input, init);
  });
  return seen;
}

describe('files of a message', () => {
  test('are uploaded while it is written, and shown to whoever reads it', async () => {
    const [alice, bob] = await Promise.all([parleyOf('alice'), parleyOf('bob')]);
    const uploads = openUploads(alice, 'harbor_general');
    expect(uploads.state().isDone).toBe(true);
    uploads.add([picture(), new File(['six'], 'tides.txt', { type: 'text/plain' })]);
    expect(uploads.state()).toMatchObject({ isDone: false, files: [{ state: 'uploading' }, { state: 'uploading' }] });
    expect(() => uploads.attachments()).toThrow('Not all files');
    await vi.waitFor(() => expect(uploads.state()).toMatchObject({ isDone: true }), { timeout: 30_000 });

    const timeline = alice.openTimeline('harbor_general');
    const id = await timeline.post({ id: uploads.state().messageId, content: '', attachments: uploads.attachments() });
    const message = await vi.waitFor(
      () => {
        const found = timeline.state().messages.find((one) => one.id === id);
        expect(found).toBeDefined();
        return found;
      },
      { timeout: 30_000 },
    );
    const links = openLinks(bob);
    const texts = (message?.attachments ?? []).map(async (file) => {
      const link = await links.linkTo({ id, channelId: 'harbor_general' }, file.id);
      return (await fetch(link?.url ?? '')).text();
    });
    expect(await Promise.all(texts)).toEqual([onePoint.toString('utf8'), 'six']);
    expect(await links.linkTo({ id, channelId: 'harbor_general' }, 'nothing')).toBeNull();
  });

  test('are tried again where the store does not answer or refuses the form, and each is kept once', async () => {
    const alice = await parleyOf('alice');
    for (const how of [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.resolve(new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 })),
    ]) {
      const store = failing(1, how);
      const uploads = openUploads(alice, 'harbor_general');
      uploads.add([picture()]);
      await vi.waitFor(() => expect(uploads.state()).toMatchObject({ isDone: true }), { timeout: 30_000 });
      expect(store.tries).toBe(2);
      const keys = network.objects.list(bucketOf(network), 'files/').map(({ key }) => key);
      expect(keys.filter((key) => key.includes(uploads.state().messageId))).toHaveLength(1);
      vi.unstubAllGlobals();
    }
  });

  test('that fail for good say so, and are taken off or tried again', async () => {
    const alice = await parleyOf('alice');
    const uploads = openUploads(alice, 'harbor_general');
    uploads.add([new File(['no picture'], 'map.png', { type: 'image/png' })]);
    const failed = await vi.waitFor(
      () => {
        const [file] = uploads.state().files;
        expect(file).toMatchObject({ state: 'failed', error: { code: 'ATTACHMENT_INVALID', retryable: false } });
        return file;
      },
      { timeout: 30_000 },
    );
    const id = failed?.attachment.id ?? '';
    uploads.retry(id);
    expect(uploads.state().files).toMatchObject([{ state: 'uploading', error: null }]);
    uploads.remove(id);
    expect(uploads.state()).toMatchObject({ files: [], isDone: true });
  });

  test('are refused before anything is sent where they are too many, too large or empty', async () => {
    const uploads = openUploads(await parleyOf('alice'), 'harbor_general');
    const before = network.requests.length;
    expect(() => uploads.add(Array.from({ length: 11 }, () => picture()))).toThrow(
      expect.objectContaining({ code: 'ATTACHMENTS_TOO_MANY', limit: 10 }),
    );
    expect(() => uploads.add([picture(), new File([], 'empty.txt')])).toThrow(
      expect.objectContaining({ code: 'ATTACHMENT_INVALID', field: 'size' }),
    );
    expect(() => describeFile({ name: 'film.mp4', type: 'video/mp4', size: 104_857_601 })).toThrow(
      expect.objectContaining({ code: 'ATTACHMENT_INVALID', limit: 104_857_600 }),
    );
    expect(uploads.state().files).toEqual([]);
    expect(network.requests).toHaveLength(before);
  });

  test('taken off while they are on their way are not kept', async () => {
    const alice = await parleyOf('alice');
    let sent = () => {};
    const begun = new Promise<void>((resolve) => (sent = resolve));
    failing(9, () => {
      sent();
      return new Promise<Response>(() => {});
    });
    const uploads = openUploads(alice, 'harbor_general');
    uploads.add([picture()]);
    await begun;
    uploads.remove(uploads.state().files[0]?.attachment.id ?? '');
    expect(uploads.state().isDone).toBe(true);
    expect(
      network.objects.list(bucketOf(network), '').filter(({ key }) => key.includes(uploads.state().messageId)),
    ).toEqual([]);
  });

  test('have links that are asked for once while they hold, and no more by who lost the channel', async () => {
    const channelId = await addChannel(
      network,
      'harbor',
      'links',
      [await network.as('alice'), await network.as('bob')],
      {
        isPrivate: true,
      },
    );
    const [alice, bob] = await Promise.all([parleyOf('alice'), parleyOf('bob')]);
    const uploads = openUploads(alice, channelId);
    uploads.add([picture()]);
    await vi.waitFor(() => expect(uploads.state()).toMatchObject({ isDone: true }), { timeout: 30_000 });
    const { messageId: id } = uploads.state();
    const attachments = [...uploads.attachments()];
    await (await network.as('alice')).send(channelId, '', { id, attachments });
    const links = openLinks(bob);
    const asked = () => network.requests.filter(({ operation }) => operation.includes('attachmentLinks')).length;
    const before = asked();
    const file = attachments[0]?.id ?? '';
    const first = await links.linkTo({ id, channelId }, file);
    expect(await links.linkTo({ id, channelId }, file)).toEqual(first);
    expect(asked()).toBe(before + 1);
    const { removeChannelMember } = await import('../../generated/operations.ts');
    await (await network.as('alice')).get(removeChannelMember, { input: { channelId, userId: 'bob' } });
    links.renew(id);
    await expect(links.linkTo({ id, channelId }, file)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
  });
});

describe('what a message says of a file', () => {
  const hostile: readonly [given: string, told: string][] = [
    ['map\u202Egnp.exe', 'mapgnp.exe'],
    ['../../etc/passwd', '....etcpasswd'],
    ['c:\\map.png', 'c:map.png'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['a\ud83d.txt', 'a.txt'],
    ['\u2066\u2069', 'file'],
    ['..', 'file'],
    ['   ', 'file'],
    [`${'🙂'.repeat(300)}.png`, `${'🙂'.repeat(235)}${'🙂'.repeat(16)}.png`],
  ];
  test.each(hostile)('has no name that could pass for another: %j', (given, told) => {
    expect(describeFile({ name: given, type: '', size: 1 })).toMatchObject({
      name: told,
      contentType: 'application/octet-stream',
    });
  });

  test('has its type without parameters, in lower case, or none', () => {
    const typeOf = (type: string) => describeFile({ name: 'x', type, size: 1 }).contentType;
    expect(typeOf('Text/Plain;charset=utf-8')).toBe('text/plain');
    expect(typeOf('image')).toBe('application/octet-stream');
    expect(typeOf(`a/${'b'.repeat(126)}`)).toBe('application/octet-stream');
  });
});

function bucketOf({ deployment }: Network): string {
  return deployment.buckets.find(({ logicalId }) => logicalId.startsWith('FilesBucket'))?.name ?? '';
}
