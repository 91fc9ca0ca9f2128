import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { EditMessageMutation, MessageFieldsFragment } from '../../generated/operations.ts';
import { addChannel, channelOf, rowsOf } from '../support/crowd.ts';
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

const inputOf = ({ id, channelId }: { id: string; channelId: string }, content: string) => ({
  input: { id, channelId, content },
});

async function edit(person: Person, message: { id: string; channelId: string }, content: string) {
  return (await person.get<EditMessageMutation>(operations.editMessage, inputOf(message, content))).editMessage;
}

async function refusalOf(person: Person, message: { id: string; channelId: string }, content: string) {
  const { data, errors } = await person.ask(operations.editMessage, inputOf(message, content));
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  return { type: errors[0]?.errorType, ...errors[0]?.errorInfo };
}

const headOf = async (channelId: string) => (await channelOf(network, channelId)).headSeq;
const remove = (person: Person, { id, channelId }: MessageFieldsFragment) =>
  person.get(operations.deleteMessage, { input: { id, channelId } });

describe('an edited message', () => {
  test('says something else, at its old place, with the position and time of the change', async () => {
    const sent = await alice.send(general, 'first words');
    const edited = await edit(alice, sent, 'second thoughts');
    expect(edited).toEqual({
      ...sent,
      content: 'second thoughts',
      rev: sent.seq + 1,
      updatedAt: edited.updatedAt,
      editedAt: edited.updatedAt,
    });
    expect(edited.updatedAt > sent.updatedAt).toBe(true);
    const { items } = await bob.page(general, { limit: 1 });
    expect(items).toEqual([edited]);
  });

  test('mentions whom it mentions now', async () => {
    const sent = await alice.send(general, 'ask <@bob>');
    expect((await edit(alice, sent, 'no, ask <@carol> or <@dave>')).mentions).toEqual(['carol', 'dave']);
    expect((await edit(alice, sent, 'no one')).mentions).toEqual([]);
  });

  test('is told to the channel as it is now', async () => {
    const sent = await alice.send(general, 'heard');
    const listener = await bob.listen(general);
    const edited = await edit(alice, sent, 'heard again');
    expect(await listener.next()).toMatchObject({
      channelId: general,
      kind: 'MESSAGE_EDITED',
      seq: edited.rev,
      actorId: 'alice',
      at: edited.updatedAt,
      endsAudience: false,
      message: edited,
      reaction: null,
    });
    listener.close();
  });

  test('keeps its reactions, and its author is told which are theirs', async () => {
    const sent = await alice.send(general, 'well liked');
    for (const [person, emoji] of [
      [alice, '🎉'],
      [bob, '🎉'],
      [bob, '👍'],
    ] as const) {
      await person.get(operations.addReaction, { input: { messageId: sent.id, channelId: general, emoji } });
    }
    expect((await edit(alice, sent, 'still liked')).reactions).toEqual([
      { emoji: '🎉', count: 2, reactedByMe: true },
      { emoji: '👍', count: 1, reactedByMe: false },
    ]);
  });

  test('counts as no message of the channel', async () => {
    const channelId = await addChannel(network, 'harbor', 'edits', [alice]);
    await edit(alice, await alice.send(channelId, 'one'), 'still one');
    expect(await channelOf(network, channelId)).toMatchObject({ headSeq: 2, messageCount: 1 });
  });
});

describe('editing again', () => {
  test('to what it says already changes nothing and tells nothing', async () => {
    const sent = await alice.send(general, 'the same');
    const edited = await edit(alice, sent, 'the other');
    const head = await headOf(general);
    const listener = await bob.listen(general);
    expect(await edit(alice, sent, 'the other')).toEqual(edited);
    expect(await headOf(general)).toBe(head);
    const marker = await alice.send(general, 'the next thing to hear');
    expect((await listener.next()).message?.id).toBe(marker.id);
    listener.close();
  });

  test('twenty times at once with the same words changes the message once', async () => {
    const channelId = await addChannel(network, 'harbor', 'editrace', [alice]);
    const sent = await alice.send(channelId, 'before');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        insistOn<EditMessageMutation>(alice, operations.editMessage, inputOf(sent, 'after')),
      ),
    );
    const revisions = new Set(answers.map(({ editMessage }) => editMessage.rev));
    expect(revisions.size).toBe(1);
    expect((await alice.page(channelId)).items).toMatchObject([{ content: 'after', rev: [...revisions][0] }]);
  });

  test('is never lost to reactions that come at the same time, nor are they', async () => {
    const channelId = await addChannel(network, 'harbor', 'reactrace', [alice]);
    const sent = await alice.send(channelId, 'version 0');
    const emoji = ['👍', '🎉', '❤️', '🚀', '👀', '🙏'];
    const reactAll = async (person: Person) => {
      for (const one of emoji) {
        await insistOn(person, operations.addReaction, { input: { messageId: sent.id, channelId, emoji: one } });
      }
    };
    const editAll = async () => {
      const answers: string[] = [];
      for (let version = 1; version <= 12; version += 1) {
        const { editMessage } = await insistOn<EditMessageMutation>(
          alice,
          operations.editMessage,
          inputOf(sent, `version ${version}`),
        );
        answers.push(editMessage.content ?? '');
      }
      return answers;
    };
    const [versions] = await Promise.all([editAll(), reactAll(bob), reactAll(carol), reactAll(alice)]);
    expect(versions).toEqual(Array.from({ length: 12 }, (_, index) => `version ${index + 1}`));
    const [message] = (await alice.page(channelId)).items;
    expect(message?.content).toBe('version 12');
    expect(Object.fromEntries(message?.reactions.map((one) => [one.emoji, one.count]) ?? [])).toEqual(
      Object.fromEntries(emoji.map((one) => [one, 3])),
    );
    expect(message?.rev).toBeLessThanOrEqual(await headOf(channelId));
  });

  test('leaves no position untold, but the two of a call that was told to come again', async () => {
    const channelId = await addChannel(network, 'harbor', 'contiguous', [alice]);
    const sent = await alice.send(channelId, 'version 0');
    const listener = await bob.listen(channelId);
    const effort = { calls: 0, unavailable: 0 };
    await Promise.all([
      ...Array.from({ length: 6 }, (_, index) =>
        insistOn(alice, operations.editMessage, inputOf(sent, `version ${index}`), effort),
      ),
      ...[bob, carol].map((person) =>
        insistOn(person, operations.addReaction, { input: { messageId: sent.id, channelId, emoji: '👍' } }, effort),
      ),
    ]);
    const last = await alice.send(channelId, 'the end');
    const heard = new Set<number>();
    for (let seq = 0; seq !== last.seq; heard.add(seq)) ({ seq } = await listener.next());
    expect(last.seq - sent.seq - heard.size).toBeLessThanOrEqual(2 * effort.unavailable);
    const [, message] = (await alice.page(channelId)).items;
    expect(heard.has(message?.rev ?? 0)).toBe(true);
    listener.close();
  });
});

describe('who may edit', () => {
  test('its author, also as a guest where they were added', async () => {
    const sent = await dave.send(general, 'berth 14');
    expect((await edit(dave, sent, 'berth 15')).content).toBe('berth 15');
  });

  test('nobody else, not even an owner', async () => {
    const sent = await bob.send(general, 'mine alone');
    for (const person of [alice, carol, dave]) {
      expect(await refusalOf(person, sent, 'yours')).toMatchObject({ type: 'Forbidden', code: 'NOT_AUTHOR' });
    }
    expect((await bob.page(general, { limit: 1 })).items).toEqual([sent]);
  });

  test('nobody who may not see it: as if there were no such channel', async () => {
    const secret = await alice.send('harbor_launch', 'secret');
    for (const [person, message] of [
      [bob, secret],
      [eve, secret],
      [eve, { id: ulid(), channelId: 'harbor_nowhere' }],
    ] as const) {
      expect(await refusalOf(person, message, 'x')).toMatchObject({ type: 'NotFound', code: 'CHANNEL_NOT_FOUND' });
    }
  });

  test('nobody in another channel than the message’s, which tells as little as an id of nothing', async () => {
    const secret = await alice.send('harbor_launch', 'secret');
    for (const id of [secret.id, ulid()]) {
      expect(await refusalOf(bob, { id, channelId: general }, 'x')).toEqual({
        type: 'NotFound',
        code: 'MESSAGE_NOT_FOUND',
        retryable: false,
      });
    }
  });

  test('nobody once the channel is archived, nor once the message is deleted', async () => {
    const gone = await alice.send(general, 'gone soon');
    await remove(alice, gone);
    expect(await refusalOf(alice, gone, 'back')).toMatchObject({ type: 'Forbidden', code: 'MESSAGE_DELETED' });
    const archivedAt = new Date().toISOString();
    const channelId = await addChannel(network, 'harbor', 'oldedit', [alice], { headSeq: 1, archivedAt });
    expect(await refusalOf(alice, { id: ulid(), channelId }, 'late')).toMatchObject({ code: 'CHANNEL_ARCHIVED' });
  });
});

describe('what it may not become', () => {
  for (const [name, content, code] of [
    ['empty', '', 'CONTENT_EMPTY'],
    ['blank', ' \n', 'CONTENT_EMPTY'],
    ['too long', 'x'.repeat(4001), 'CONTENT_TOO_LONG'],
    ['with a control character', 'a\u0000', 'CONTENT_INVALID'],
    ['with sixteen mentions', Array.from({ length: 16 }, (_, index) => `<@p${index}>`).join(), 'MENTIONS_TOO_MANY'],
  ] as const) {
    test(name, async () => {
      const sent = await alice.send(general, 'fine as it is');
      expect(await refusalOf(alice, sent, content)).toMatchObject({ type: 'InvalidInput', code, field: 'content' });
      expect((await alice.page(general, { limit: 1 })).items).toEqual([sent]);
    });
  }

  test('empty is right where it has attachments', async () => {
    const attachments = [{ id: ulid(), name: 'map.png', contentType: 'image/png', size: 10 }];
    const sent = await alice.send(general, 'the map', { attachments });
    expect(await edit(alice, sent, '')).toMatchObject({ content: '', attachments });
    expect(await refusalOf(alice, sent, '  ')).toMatchObject({ code: 'CONTENT_EMPTY' });
  });

  test('an id that is none', async () => {
    expect(await refusalOf(alice, { id: 'x', channelId: general }, 'y')).toMatchObject({ code: 'ID_INVALID' });
  });
});

test('what it said before is nowhere in the table nor in its indexes', async () => {
  const channelId = await addChannel(network, 'harbor', 'nothingleft', [alice]);
  await edit(alice, await alice.send(channelId, 'unwise words'), 'wise words');
  for (const index of ['messages_by_channel', 'messages_by_revision']) {
    const rows = JSON.stringify(await rowsOf(network, 'Message', ['channelId', channelId], index));
    expect(rows).toContain('"wise words"');
    expect(rows).not.toContain('unwise');
  }
});
