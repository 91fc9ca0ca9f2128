import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttachmentInput, SendMessageInput } from '../../generated/schema.ts';
import type {
  DeleteMessageMutation,
  EditMessageMutation,
  MessageFieldsFragment,
  SendMessageMutation,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel, rowOf, rowsOf } from '../support/crowd.ts';
import { type Effort, insist, insistOn, sayEffort } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { expectSettled, stateOf, times } from '../support/settled.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let channels = 0;
const effort: Effort = { calls: 0, unavailable: 0 };

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol } = await network.everyone());
});
afterAll(async () => {
  sayEffort('idempotence', effort);
  await network?.close();
});

/** A public channel of its own, with these people in it. */
const newChannel = (...members: Person[]) => addChannel(network, 'harbor', `twice-${(channels += 1)}`, members);

const send = async (person: Person, input: SendMessageInput) =>
  (await insistOn<SendMessageMutation>(person, operations.sendMessage, { input }, effort)).sendMessage;

const messageRow = (id: string) => rowOf(network, 'Message', { id });

const hints: [name: string, isRetry: boolean | undefined][] = [
  ['without a hint', undefined],
  ['as a retry', true],
];

describe('a message that is sent again', () => {
  for (const [name, isRetry] of hints) {
    const hint = isRetry === undefined ? {} : { isRetry };

    test(`${name}, twenty times at once, is stored once, and every answer is that one`, async () => {
      const channelId = await newChannel(alice);
      const input = { id: ulid(), channelId, content: 'once and for all', ...hint };
      const answers = await times(20, () => send(alice, input));
      const stored = await messageRow(input.id);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await rowsOf(network, 'Message', ['channelId', channelId], 'messages_by_channel')).toEqual([stored]);
      expect(await send(alice, input)).toEqual(answers[0]);
      expect(await messageRow(input.id)).toEqual(stored);
    });

    test(`${name}, after it was edited, keeps its id, position and time, and what it says now`, async () => {
      const channelId = await newChannel(alice);
      const input = { id: ulid(), channelId, content: 'at first', ...hint };
      const first = await send(alice, input);
      await insistOn(alice, operations.editMessage, { input: { id: input.id, channelId, content: 'in the end' } });
      const stored = await messageRow(input.id);
      const again = await send(alice, input);
      const { id, seq, createdAt } = first;
      expect(again).toMatchObject({ id, seq, createdAt, content: 'in the end' });
      expect(again.editedAt).not.toBeNull();
      expect(await messageRow(input.id)).toEqual(stored);
    });

    test(`${name}, after it was deleted, stays deleted`, async () => {
      const channelId = await newChannel(alice);
      const input = { id: ulid(), channelId, content: 'to be forgotten', ...hint };
      const { id, seq, createdAt } = await send(alice, input);
      await insistOn(alice, operations.deleteMessage, { input: { id, channelId } });
      const stored = await messageRow(id);
      expect(await send(alice, input)).toMatchObject({ id, seq, createdAt, content: null, attachments: [] });
      expect(await messageRow(id)).toEqual(stored);
      expect(JSON.stringify(stored)).not.toContain('forgotten');
    });
  }

  test('as a retry takes no position, also in a channel that was archived since', async () => {
    const channelId = await newChannel(alice);
    const input = { id: ulid(), channelId, content: 'just in time', isRetry: true };
    const first = await send(alice, input);
    await insistOn(alice, operations.archiveChannel, { input: { channelId } });
    const before = await stateOf(network, channelId);
    expect(await times(20, () => send(alice, input))).toEqual(Array.from({ length: 20 }, () => first));
    expect(await stateOf(network, channelId)).toEqual(before);
    const late = await insist(alice, operations.sendMessage, { input: { ...input, id: ulid() } });
    expect(late.errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'CHANNEL_ARCHIVED' } }]);
  });

  test('as a retry, by clients that gave up on the first try before it ended, is stored once', async () => {
    const channelId = await newChannel(alice);
    for (let trial = 0; trial < 20; trial += 1) {
      const input = { id: ulid(), channelId, content: `raced ${trial}` };
      const [first, ...retries] = await Promise.all([
        send(alice, input),
        ...Array.from({ length: 3 }, () => send(alice, { ...input, isRetry: true })),
      ]);
      for (const retry of retries) expect(retry).toEqual(first);
    }
    expect(await rowsOf(network, 'Message', ['channelId', channelId], 'messages_by_channel')).toHaveLength(20);
  });
});

describe('an id that is taken', () => {
  const attachment = (): AttachmentInput => ({ id: ulid(), name: 'map.png', contentType: 'image/png', size: 10 });

  for (const [name, isRetry] of hints) {
    test(`is one and the same conflict, whatever differs, ${name}`, async () => {
      const [here, there] = [await newChannel(alice, bob), await newChannel(alice, bob)];
      const secret = await addChannel(network, 'harbor', `secret-${(channels += 1)}`, [carol], { isPrivate: true });
      const [one, other] = [attachment(), attachment()];
      const question = await send(bob, { id: ulid(), channelId: here, content: 'well?' });
      const aside = await send(bob, { id: ulid(), channelId: here, content: 'or this?' });
      const stored = { id: ulid(), channelId: here, content: 'mine', attachments: [one], replyToId: question.id };
      await send(alice, stored);
      const unseen = { id: ulid(), channelId: secret, content: 'mine' };
      await send(carol, unseen);
      const rows = () => Promise.all([messageRow(stored.id), messageRow(unseen.id)]);
      const before = await rows();

      const conflicts: [what: string, by: Person, input: SendMessageInput][] = [
        ['content', alice, { ...stored, content: 'other' }],
        ['content, by a letter', alice, { ...stored, content: 'mine ' }],
        ['no attachment', alice, { id: stored.id, channelId: here, content: 'mine', replyToId: question.id }],
        ['another attachment', alice, { ...stored, attachments: [other] }],
        ['an attachment more', alice, { ...stored, attachments: [one, other] }],
        ['an attachment’s name', alice, { ...stored, attachments: [{ ...one, name: 'plan.png' }] }],
        ['an attachment’s size', alice, { ...stored, attachments: [{ ...one, size: 11 }] }],
        ['an attachment’s type', alice, { ...stored, attachments: [{ ...one, contentType: 'image/gif' }] }],
        ['another answered message', alice, { ...stored, replyToId: aside.id }],
        ['no answered message', alice, { ...stored, replyToId: null }],
        ['the channel', alice, { id: stored.id, channelId: there, content: 'mine', attachments: [one] }],
        ['the author', bob, stored],
        ['a message that the sender may not see', bob, { ...unseen, channelId: here }],
      ];
      const told: [string, string][] = [];
      for (const [what, by, given] of conflicts) {
        const input = isRetry === undefined ? given : { ...given, isRetry };
        const { data, errors } = await insist(by, operations.sendMessage, { input }, effort);
        told.push([what, JSON.stringify({ data, errors })]);
      }
      const [, expected = ''] = told[0] ?? [];
      expect(JSON.parse(expected)).toMatchObject({
        data: null,
        errors: [{ errorType: 'Conflict', errorInfo: { code: 'ID_TAKEN', field: 'id', retryable: false } }],
      });
      expect(told).toEqual(told.map(([what]) => [what, expected]));
      expect(expected).not.toContain('mine');
      expect(await rows()).toEqual(before);
    });
  }
});

describe('a change that is made again', () => {
  test('an edit: twenty at once make one text, and one more changes nothing', async () => {
    const channelId = await newChannel(alice);
    const { id, seq, createdAt } = await send(alice, { id: ulid(), channelId, content: 'at first' });
    const edit = () =>
      insistOn<EditMessageMutation>(
        alice,
        operations.editMessage,
        { input: { id, channelId, content: 'in the end' } },
        effort,
      );
    for (const { editMessage } of await times(20, edit)) {
      expect(editMessage).toMatchObject({ id, seq, createdAt, content: 'in the end' });
      expect(editMessage.rev).toBeGreaterThan(seq);
    }
    await expectSettled(network, channelId, edit, () => messageRow(id));
  });

  test('an edit to what it says at first is none', async () => {
    const channelId = await newChannel(alice);
    const { id } = await send(alice, { id: ulid(), channelId, content: 'at first' });
    const edit = () =>
      insistOn<EditMessageMutation>(alice, operations.editMessage, { input: { id, channelId, content: 'at first' } });
    expect((await edit()).editMessage.editedAt).toBeNull();
    await expectSettled(network, channelId, edit, () => messageRow(id));
  });

  test('different edits at once: the message ends as one of them, and its revision tells every reader the same', async () => {
    const channelId = await newChannel(alice);
    const { id, seq } = await send(alice, { id: ulid(), channelId, content: 'at first' });
    const edited = await times(10, async (index) => {
      const input = { id, channelId, content: `version ${index}` };
      return (await insistOn<EditMessageMutation>(alice, operations.editMessage, { input }, effort)).editMessage;
    });
    const { items } = await bob.page(channelId);
    // The highest revision is the last change: what was answered for it is what is stored. One that came to nothing, since a
    // later edit was there before it, is answered with that.
    const last = edited.toSorted((one, other) => other.rev - one.rev)[0] as MessageFieldsFragment;
    expect(items).toEqual([{ ...last, reactions: [] }]);
    expect(Math.min(...edited.map(({ rev }) => rev))).toBeGreaterThan(seq);
    const byRev = new Map(edited.map((message) => [message.rev, message]));
    for (const message of edited) expect(message).toEqual(byRev.get(message.rev));
    await expectSettled(
      network,
      channelId,
      () => insistOn(alice, operations.editMessage, { input: { id, channelId, content: last.content } }),
      () => messageRow(id),
    );
  });

  test('a deletion: twenty at once, by author and admin, delete once', async () => {
    const channelId = await newChannel(carol);
    const { id, seq } = await send(carol, { id: ulid(), channelId, content: 'to be forgotten' });
    const remove = (person: Person) => () =>
      insistOn<DeleteMessageMutation>(person, operations.deleteMessage, { input: { id, channelId } }, effort);
    const answers = await times(20, (index) => remove(index % 2 === 0 ? carol : bob)());
    for (const { deleteMessage } of answers) {
      expect(deleteMessage).toMatchObject({ id, seq, content: null });
      expect(deleteMessage.deletedAt).not.toBeNull();
    }
    await expectSettled(network, channelId, remove(carol), () => messageRow(id));
    await expectSettled(network, channelId, remove(bob), () => messageRow(id));
  });

  test('a reaction: twenty at once are one row that counts for one, and taken off twenty times it is none', async () => {
    const channelId = await newChannel(alice);
    const { id: messageId } = await send(alice, { id: ulid(), channelId, content: 'news' });
    const react = (query: string) => () =>
      insistOn(bob, query, { input: { messageId, channelId, emoji: '🎉' } }, effort);
    const rows = async () => [await messageRow(messageId), await rowsOf(network, 'Reaction', ['messageId', messageId])];
    const counts = async () => (await bob.page(channelId)).items[0]?.reactions;

    await times(20, react(operations.addReaction));
    expect(await counts()).toEqual([{ emoji: '🎉', count: 1, reactedByMe: true }]);
    expect(await rowsOf(network, 'Reaction', ['messageId', messageId])).toHaveLength(1);
    await expectSettled(network, channelId, react(operations.addReaction), rows);

    await times(20, react(operations.removeReaction));
    expect(await counts()).toEqual([]);
    expect(await rowsOf(network, 'Reaction', ['messageId', messageId])).toEqual([]);
    await expectSettled(network, channelId, react(operations.removeReaction), rows);
  });
});
