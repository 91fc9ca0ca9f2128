import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { DeleteMessageMutation, MessageFieldsFragment } from '../../generated/operations.ts';
import { addChannel, channelOf, rowOf, rowsOf } from '../support/crowd.ts';
import { insistOn } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

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

type Named = Pick<MessageFieldsFragment, 'id' | 'channelId'>;
const inputOf = ({ id, channelId }: Named) => ({ input: { id, channelId } });

async function remove(person: Person, message: Named) {
  return (await person.get<DeleteMessageMutation>(operations.deleteMessage, inputOf(message))).deleteMessage;
}

async function refusalOf(person: Person, message: Named) {
  const { data, errors } = await person.ask(operations.deleteMessage, inputOf(message));
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  return { type: errors[0]?.errorType, ...errors[0]?.errorInfo };
}

const react = (person: Person, { id, channelId }: Named, emoji: string) =>
  person.get(operations.addReaction, { input: { messageId: id, channelId, emoji } });

describe('a deleted message', () => {
  test('keeps its place and loses all that it said', async () => {
    const question = await bob.send(general, 'Anyone?');
    const attachments = [{ id: ulid(), name: 'map.png', contentType: 'image/png', size: 10 }];
    const sent = await alice.send(general, 'for <@bob>', { attachments, replyToId: question.id });
    await react(bob, sent, '👍');
    const deleted = await remove(alice, sent);
    expect(deleted).toEqual({
      ...sent,
      content: null,
      attachments: [],
      mentions: [],
      reactions: [],
      rev: sent.seq + 2,
      updatedAt: deleted.updatedAt,
      deletedAt: deleted.updatedAt,
    });
    expect((await bob.page(general, { limit: 1 })).items).toEqual([deleted]);
  });

  test('is gone from the table and from every index, edits included', async () => {
    const channelId = await addChannel(network, 'harbor', 'gone', [alice]);
    const attachments = [{ id: ulid(), name: 'unwise.png', contentType: 'image/png', size: 10 }];
    const sent = await alice.send(channelId, 'unwise words for <@bob>', { attachments });
    await alice.get(operations.editMessage, { input: { id: sent.id, channelId, content: 'unwise as well <@carol>' } });
    await remove(alice, sent);
    const rows = [
      await rowOf(network, 'Message', { id: sent.id }),
      ...(await Promise.all(
        ['messages_by_channel', 'messages_by_revision', 'messages_by_position'].map((index) =>
          rowsOf(network, 'Message', ['channelId', channelId], index),
        ),
      )),
    ];
    const text = JSON.stringify(rows);
    expect(text).toContain(sent.id);
    expect(text).not.toMatch(/unwise|image\/png|carol|bob/);
  });

  test('is told to the channel without what it said', async () => {
    const sent = await alice.send(general, 'heard once');
    const listener = await bob.listen(general);
    const deleted = await remove(alice, sent);
    const event = await listener.next();
    expect(event).toMatchObject({ kind: 'MESSAGE_DELETED', seq: deleted.rev, actorId: 'alice', message: deleted });
    expect(JSON.stringify(event)).not.toContain('heard once');
    listener.close();
  });

  test('lists no reactions, takes none and gives none back', async () => {
    const sent = await alice.send(general, 'liked');
    await react(bob, sent, '👍');
    await remove(alice, sent);
    const list = await bob.get(operations.listReactions, { messageId: sent.id, channelId: general });
    expect(list).toEqual({ listReactions: { items: [], nextToken: null } });
    for (const query of [operations.addReaction, operations.removeReaction]) {
      const { errors } = await bob.ask(query, { input: { messageId: sent.id, channelId: general, emoji: '👍' } });
      expect(errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'MESSAGE_DELETED' } }]);
    }
    expect(await bob.page(general, { limit: 1 })).toMatchObject({ items: [{ id: sent.id, reactions: [] }] });
  });

  test('can still be answered', async () => {
    const sent = await alice.send(general, 'a question');
    await remove(alice, sent);
    expect(await bob.send(general, 'an answer', { replyToId: sent.id })).toMatchObject({ replyToId: sent.id });
  });
});

describe('deleting again', () => {
  test('answers the same, takes no position and tells nothing', async () => {
    const sent = await alice.send(general, 'twice');
    const deleted = await remove(alice, sent);
    const { headSeq } = await channelOf(network, general);
    const listener = await bob.listen(general);
    expect(await remove(alice, sent)).toEqual(deleted);
    expect((await channelOf(network, general)).headSeq).toBe(headSeq);
    const marker = await alice.send(general, 'the next thing to hear');
    expect((await listener.next()).message?.id).toBe(marker.id);
    listener.close();
  });

  test('twenty times at once deletes it once, whatever else is done to it', async () => {
    const channelId = await addChannel(network, 'harbor', 'deleterace', [alice]);
    const sent = await alice.send(channelId, 'before');
    const edits = Array.from({ length: 5 }, (_, index) =>
      alice.ask(operations.editMessage, { input: { id: sent.id, channelId, content: `unwise ${index}` } }),
    );
    const deletes = Array.from({ length: 20 }, () =>
      insistOn<DeleteMessageMutation>(alice, operations.deleteMessage, inputOf(sent)),
    );
    const times = (await Promise.all(deletes)).map(({ deleteMessage }) => deleteMessage.deletedAt);
    await Promise.all(edits);
    expect(new Set(times).size).toBe(1);
    expect((await alice.page(channelId)).items).toMatchObject([{ content: null, deletedAt: times[0] }]);
    expect(JSON.stringify(await rowOf(network, 'Message', { id: sent.id }))).not.toContain('unwise');
  });
});

describe('who may delete', () => {
  test('its author, the workspace’s owner and its admins', async () => {
    for (const person of [carol, alice, bob]) {
      expect((await remove(person, await carol.send(general, 'by whomever'))).deletedAt).not.toBeNull();
    }
    expect((await remove(dave, await dave.send(general, 'by a guest'))).deletedAt).not.toBeNull();
  });

  test('no other member, and no guest', async () => {
    const sent = await alice.send(general, 'stays');
    for (const person of [carol, dave]) {
      expect(await refusalOf(person, sent)).toMatchObject({ type: 'Forbidden', code: 'NOT_AUTHOR' });
    }
    expect((await alice.page(general, { limit: 1 })).items).toEqual([sent]);
  });

  test('no admin where they may not read', async () => {
    const secret = await carol.send('harbor_launch', 'secret');
    expect(await refusalOf(bob, secret)).toMatchObject({ type: 'NotFound', code: 'CHANNEL_NOT_FOUND' });
    expect(await refusalOf(eve, secret)).toMatchObject({ type: 'NotFound', code: 'CHANNEL_NOT_FOUND' });
    expect(await refusalOf(bob, { id: secret.id, channelId: general })).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    expect(await refusalOf(bob, { id: ulid(), channelId: general })).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });

  test('nobody in an archived channel', async () => {
    const archivedAt = new Date().toISOString();
    const channelId = await addChannel(network, 'harbor', 'olddelete', [alice], { archivedAt });
    expect(await refusalOf(alice, { id: ulid(), channelId })).toMatchObject({ code: 'CHANNEL_ARCHIVED' });
  });

  test('nobody by an id that is none', async () => {
    expect(await refusalOf(alice, { id: 'x', channelId: general })).toMatchObject({ code: 'ID_INVALID', field: 'id' });
  });
});
