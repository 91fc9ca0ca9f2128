import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { type Done, deletePerson } from '../../infra/operate/delete-person.ts';
import { databaseOf } from '../proof/restore/verdict.ts';
import { addChannel, rowOf } from '../support/crowd.ts';
import { codeOf, fileOf, finishUpload, linksOf, onePoint, post, requestUpload, upload } from '../support/files.ts';
import { insist } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let dave: Person;
let eve: Person;
const general = 'harbor_general';

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

const inputFor = (channelId = general, file = fileOf(onePoint)) => ({ channelId, messageId: ulid(), file });

async function ticketFor(person: Person, input = inputFor()) {
  const { data, errors } = await requestUpload(person, input);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.requestUpload;
}

/** Sends a message with one file, from the upload on. */
async function sendFile(person: Person, body = onePoint, input = inputFor(general, fileOf(body))) {
  await upload(person, input, body);
  const { messageId: id, channelId, file } = input;
  return person.send(channelId, 'a file', { id, attachments: [file] });
}

const kept = () => network.objects.list(bucket(), 'files/').map(({ key }) => key);
const bucket = () =>
  network.deployment.buckets.find(({ logicalId }) => logicalId.startsWith('FilesBucket'))?.name ?? '';

describe('a file', () => {
  test('goes from its sender to a reader, byte for byte', async () => {
    const message = await sendFile(alice);
    const [link] = await linksOf(bob, message);
    const answer = await fetch(link?.url ?? '');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=600',
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(onePoint);
  });

  test('is kept as it was first finished, however often that is asked for', async () => {
    const input = inputFor();
    await upload(alice, input, onePoint);
    expect((await finishUpload(alice, input)).data?.finishUpload).toEqual(input.file);
    expect(codeOf(await finishUpload(alice, { ...input, file: { ...input.file, size: 5 } }))).toBe('ID_TAKEN');
  });

  test.each([
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['text/html', '<!doctype html><script>alert(1)</script>'],
    ['application/pdf', '%PDF-1.7'],
    ['text/plain', 'plain'],
  ])('of the type %s is handed over to be saved, as bytes', async (contentType, text) => {
    const body = Buffer.from(text);
    const message = await sendFile(alice, body, inputFor(general, fileOf(body, { contentType, name: 'plan "1" é.x' })));
    const [link] = await linksOf(bob, message);
    const { headers } = await fetch(link?.url ?? '');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="plan _1_ _.x"; filename*=UTF-8''plan%20%221%22%20%C3%A9.x`,
    );
  });

  test('that says it is a picture and is none is not kept', async () => {
    const body = Buffer.from('<script>alert(1)</script>');
    const input = inputFor(general, fileOf(body));
    expect((await post(await ticketFor(alice, input), body)).status).toBe(204);
    expect(codeOf(await finishUpload(alice, input))).toBe('ATTACHMENT_INVALID');
    expect(kept().filter((key) => key.includes(input.messageId))).toEqual([]);
  });

  test('of another message, type or size than was uploaded is not kept', async () => {
    const input = inputFor();
    await post(await ticketFor(alice, input), onePoint);
    const other = (more: object) => finishUpload(alice, { ...input, file: { ...input.file, ...more } });
    expect(codeOf(await other({ contentType: 'image/gif' }))).toBe('ATTACHMENT_INVALID');
    expect(codeOf(await other({ size: onePoint.length + 1 }))).toBe('ATTACHMENT_INVALID');
    expect(codeOf(await other({ id: ulid() }))).toBe('UPLOAD_NOT_FOUND');
    expect(codeOf(await finishUpload(alice, { ...input, messageId: ulid() }))).toBe('UPLOAD_NOT_FOUND');
  });

  test('can not be changed by sending the form again once it is kept', async () => {
    const input = inputFor();
    const ticket = await ticketFor(alice, input);
    await post(ticket, onePoint);
    await finishUpload(alice, input);
    const other = Buffer.from(onePoint).fill(0, 20);
    expect((await post(ticket, other)).status).toBe(204);
    const { messageId: id, file } = input;
    const [link] = await linksOf(bob, await alice.send(general, 'first', { id, attachments: [file] }));
    expect(Buffer.from(await (await fetch(link?.url ?? '')).arrayBuffer())).toEqual(onePoint);
  });
});

describe('a form', () => {
  test('is for who may write to the channel', async () => {
    const channelId = await addChannel(network, 'harbor', 'files-hidden', [alice], { isPrivate: true });
    expect(codeOf(await requestUpload(bob, inputFor(channelId)))).toBe('CHANNEL_NOT_FOUND');
    expect(codeOf(await finishUpload(bob, inputFor(channelId)))).toBe('CHANNEL_NOT_FOUND');
    expect(codeOf(await requestUpload(eve, inputFor()))).toBe('CHANNEL_NOT_FOUND');
    expect((await requestUpload(alice, inputFor(channelId))).errors).toEqual([]);
  });

  test('puts its file in its one place, at its type and its size', async () => {
    const ticket = await ticketFor(alice);
    const longer = Buffer.concat([onePoint, Buffer.from('x')]);
    expect((await post(ticket, longer)).status).toBe(400);
    expect((await post(ticket, onePoint.subarray(1))).status).toBe(400);
    for (const changed of [
      { key: `uploads/${general}/elsewhere` },
      { 'Content-Type': 'text/html' },
      { 'x-amz-meta-mine': 'all' },
      { Policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64') },
      { 'X-Amz-Signature': '0'.repeat(64) },
    ]) {
      const answer = await post(ticket, onePoint, changed);
      expect([answer.status, Object.keys(changed)]).toEqual([403, Object.keys(changed)]);
    }
    expect((await post(ticket, onePoint)).status).toBe(204);
  });

  test('is nobody else’s: another finishes nothing by its ids', async () => {
    const input = inputFor();
    await post(await ticketFor(alice, input), onePoint);
    expect(codeOf(await finishUpload(bob, input))).toBe('UPLOAD_NOT_FOUND');
    expect((await finishUpload(alice, input)).errors).toEqual([]);
  });

  test('is refused in the words of the message’s own limits', async () => {
    const size = 104_857_601;
    const { errors } = await requestUpload(alice, inputFor(general, fileOf(onePoint, { size })));
    expect(errors).toMatchObject([{ errorInfo: { code: 'ATTACHMENT_INVALID', field: 'file.size', limit: size - 1 } }]);
    expect(codeOf(await requestUpload(alice, inputFor(general, fileOf(onePoint, { name: 'a\u202egnp.exe' }))))).toBe(
      'ATTACHMENT_INVALID',
    );
  });

  test('is given to each of several that begin a day at once, and all of them count', async () => {
    const inputs = Array.from({ length: 10 }, () => inputFor());
    const answers = await Promise.all(inputs.map((input) => insist<object>(dave, operations.requestUpload, { input })));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const row = await rowOf(network, 'UploadDay', { userId: 'dave' });
    expect(row).toMatchObject({ files: { N: '10' }, bytes: { N: String(10 * onePoint.length) } });
  });

  test('is given for at most 5 GB a day, and to others all the same', async () => {
    const large = () => requestUpload(carol, inputFor(general, fileOf(onePoint, { size: 104_857_600 })));
    for (let count = 0; count < 51; count += 1) expect((await large()).errors).toEqual([]);
    const { errors } = await large();
    expect(errors).toMatchObject([{ errorType: 'RateLimited', errorInfo: { code: 'UPLOAD_LIMIT', retryable: true } }]);
    expect(errors[0]?.errorInfo?.retryAfterMs).toBeLessThanOrEqual(86_400_000);
    expect((await requestUpload(carol, inputFor())).errors).toEqual([]);
    expect((await requestUpload(alice, inputFor())).errors).toEqual([]);
    // As it stands after a night.
    const row = {
      userId: { S: 'carol' },
      day: { S: '2026-01-01' },
      firstFileId: { S: ulid() },
      files: { N: '1000' },
      bytes: { N: '5368709120' },
    };
    await network.dynamoDb.call('PutItem', { TableName: network.tableOf('UploadDay'), Item: row });
    expect((await large()).errors).toEqual([]);
  });
});

describe('a link', () => {
  test('is for who may read the channel, and is not renewed for who may no more', async () => {
    const channelId = await addChannel(network, 'harbor', 'files-left', [alice, bob], { isPrivate: true });
    const message = await sendFile(alice, onePoint, inputFor(channelId));
    expect(await linksOf(bob, message)).toMatchObject([{ url: expect.any(String) as string }]);
    const ask = (person: Person) =>
      person.ask(operations.attachmentLinks, { messageId: message.id, channelId: message.channelId });
    expect(codeOf(await ask(carol))).toBe('CHANNEL_NOT_FOUND');
    await alice.get(operations.removeChannelMember, { input: { channelId, userId: 'bob' } });
    expect(codeOf(await ask(bob))).toBe('CHANNEL_NOT_FOUND');
  });

  test('holds for 5 to 10 minutes, is the same for a while, and for nothing else', async () => {
    const message = await sendFile(alice);
    const [link] = await linksOf(bob, message);
    const url = link?.url ?? '';
    const remaining = Date.parse(link?.expiresAt ?? '') - Date.now();
    expect(remaining).toBeGreaterThan(4.9 * 60_000);
    expect(remaining).toBeLessThanOrEqual(10 * 60_000);
    const changed = new URL(url);
    changed.searchParams.set('X-Amz-Expires', '604800');
    for (const other of [url.replace('/files/', '/uploads/'), String(changed), url.split('?')[0] ?? '']) {
      expect((await fetch(other)).status).toBe(403);
    }
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ['Date'] });
    const late = await fetch(url).finally(() => vi.useRealTimers());
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test('is null where the service has no such file, or another than the message says', async () => {
    const named = await alice.send(general, 'kept elsewhere', { attachments: [fileOf(onePoint)] });
    expect(await linksOf(bob, named)).toEqual([{ id: named.attachments[0]?.id, url: null, expiresAt: null }]);
    const input = inputFor();
    await upload(alice, input, onePoint);
    const attachments = [{ ...input.file, contentType: 'text/html' }];
    const lying = await alice.send(general, 'not so', { id: input.messageId, attachments });
    expect(await linksOf(bob, lying)).toMatchObject([{ url: null }]);
    expect(await linksOf(bob, await alice.send(general, 'none'))).toEqual([]);
  });

  test('never leads to the file of another message, channel or person', async () => {
    const secret = await addChannel(network, 'harbor', 'files-secret', [alice], { isPrivate: true });
    const message = await sendFile(alice, onePoint, inputFor(secret));
    // Whoever knows the ids puts them into a message of their own.
    const stolen = await bob.send(general, 'mine now', { attachments: message.attachments });
    expect(await linksOf(bob, stolen)).toMatchObject([{ url: null }]);
    const { errors } = await bob.ask(operations.attachmentLinks, { messageId: message.id, channelId: general });
    expect(errors).toMatchObject([{ errorInfo: { code: 'MESSAGE_NOT_FOUND' } }]);
  });
});

describe('what no message holds', () => {
  const check = async (input: ReturnType<typeof inputFor>, dueAt: string, userId = 'alice') => {
    const { messageId, channelId, file } = input;
    const Item = Object.fromEntries(
      Object.entries({
        shard: messageId.slice(25),
        dueAtAndFile: `${dueAt}#${messageId}#${file.id}`,
        messageId,
        channelId,
        userId,
        fileId: file.id,
      }).map(([name, text]) => [name, { S: text }]),
    );
    await network.dynamoDb.call('PutItem', { TableName: network.tableOf('FileCheck'), Item });
  };
  const past = '2026-01-01T00:00:00.000Z';
  const keptOf = (messageId: string) => kept().filter((key) => key.includes(messageId));
  const due = async () => {
    const { Items = [] } = (await network.dynamoDb.call('Scan', { TableName: network.tableOf('FileCheck') })) as {
      Items?: { dueAtAndFile: { S: string } }[];
    };
    return Items.map((item) => item.dueAtAndFile.S);
  };

  test('is written down to be looked at within a day, before it is kept', async () => {
    const input = inputFor();
    await upload(alice, input, onePoint);
    const [dueAt = ''] = (await due()).filter((one) => one.includes(input.messageId)).map((one) => one.split('#')[0]);
    expect(Date.parse(dueAt) - Date.now()).toBeLessThan(23 * 3_600_000);
    expect(Date.parse(dueAt) - Date.now()).toBeGreaterThan(22.9 * 3_600_000);
  });

  test('is removed when it is due; what a message holds stays', async () => {
    const [vain, sent] = [inputFor(), inputFor()];
    await upload(alice, vain, onePoint);
    const message = await sendFile(alice, onePoint, sent);
    await network.runSchedules();
    expect([keptOf(vain.messageId), keptOf(sent.messageId)].map(({ length }) => length)).toEqual([1, 1]);
    await check(vain, past);
    await check(sent, past);
    await network.runSchedules();
    expect([keptOf(vain.messageId), keptOf(sent.messageId)].map(({ length }) => length)).toEqual([0, 1]);
    expect(await linksOf(bob, message)).toMatchObject([{ url: expect.any(String) as string }]);
    expect((await due()).filter((one) => one.startsWith(past))).toEqual([]);
  });

  test('is removed with its message, and the link that one had leads nowhere', async () => {
    const message = await sendFile(alice);
    const [link] = await linksOf(bob, message);
    await alice.get(operations.deleteMessage, { input: { id: message.id, channelId: general } });
    expect(await linksOf(bob, message)).toEqual([]);
    await vi.waitFor(() => expect(keptOf(message.id)).toEqual([]), { timeout: 30_000 });
    expect((await fetch(link?.url ?? '')).status).toBe(404);
  });

  test('is removed later where it was not at once', async () => {
    const input = inputFor();
    const message = await sendFile(alice, onePoint, input);
    await alice.get(operations.deleteMessage, { input: { id: message.id, channelId: general } });
    await vi.waitFor(() => expect(keptOf(message.id)).toEqual([]), { timeout: 30_000 });
    // As if the first removal had never come.
    const key = `files/${general}/${message.id}/${Buffer.from('alice').toString('base64url')}/${input.file.id}`;
    network.objects.put({ bucket: bucket(), key, headers: {} }, onePoint);
    expect((await due()).filter((one) => one.endsWith(`#${message.id}#`))).toHaveLength(1);
    const Item = {
      shard: { S: message.id.slice(25) },
      dueAtAndFile: { S: `${past}#${message.id}#` },
      messageId: { S: message.id },
      channelId: { S: general },
      userId: { S: 'alice' },
    };
    await network.dynamoDb.call('PutItem', { TableName: network.tableOf('FileCheck'), Item });
    await network.runSchedules();
    expect(keptOf(message.id)).toEqual([]);
  });

  test('is not written down where a message without files is deleted', async () => {
    const message = await alice.send(general, 'words');
    await alice.get(operations.deleteMessage, { input: { id: message.id, channelId: general } });
    expect((await due()).filter((one) => one.includes(message.id))).toEqual([]);
  });

  test('is removed where its person is deleted, within the hour, and nobody else’s is', async () => {
    const { user, name } = { user: 'leaver', name: 'Lee Aver' };
    const leaver = new Person(user, (await network.signInAs({ user, name })).token, network);
    await leaver.get(operations.me);
    const made = await alice.get<operations.CreateWorkspaceMutation>(operations.createWorkspace, { input: { name } });
    const workspaceId = made.createWorkspace.id;
    const theirs = { workspaceId, userId: user };
    await alice.get(operations.addWorkspaceMember, { input: { ...theirs, role: 'MEMBER' } });
    const channel = { workspaceId, name: 'left', members: [user] };
    const opened = await alice.get<operations.CreateChannelMutation>(operations.createChannel, { input: channel });
    const channelId = opened.createChannel.id;
    const sent = [
      await sendFile(leaver, onePoint, inputFor(channelId)),
      await sendFile(alice, onePoint, inputFor(channelId)),
    ];
    const [lost, stays] = sent.map(({ id }) => id);
    const vain = inputFor(channelId);
    await upload(leaver, vain, onePoint);
    await alice.get(operations.removeWorkspaceMember, { input: theirs });

    const run = async () => {
      const done: Done[] = [];
      await deletePerson(databaseOf(network), user, { isDry: false, onDone: (one) => void done.push(one) });
      await network.runSchedules();
      return done.map(({ what, key }) => `${what} ${key}`);
    };
    const left = () => [lost, stays, vain.messageId].map((id = '') => keptOf(id).length);
    expect(left()).toEqual([1, 1, 1]);
    expect(await run()).toEqual([
      `message emptied ${lost}`,
      `membership deleted ${channelId}`,
      `upload count deleted ${user}`,
      `profile deleted ${user}`,
    ]);
    // What was uploaded and not sent goes when it is due, like anybody's.
    expect(left()).toEqual([0, 1, 1]);
    expect(await run()).toEqual([]);
    expect(left()).toEqual([0, 1, 1]);
    const [link] = await linksOf(alice, { id: stays ?? '', channelId });
    expect((await fetch(link?.url ?? '')).status).toBe(200);
    await check(vain, past, user);
    await network.runSchedules();
    expect(left()).toEqual([0, 1, 0]);
  });

  test('ends by itself where it was uploaded and never finished', async () => {
    const input = inputFor();
    await post(await ticketFor(alice, input), onePoint);
    const uploads = () => network.objects.list(bucket(), 'uploads/').filter(({ key }) => key.includes(input.file.id));
    expect(uploads()).toHaveLength(1);
    vi.useFakeTimers({ now: Date.now() + 49 * 3_600_000, toFake: ['Date'] });
    try {
      expect(uploads()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});
