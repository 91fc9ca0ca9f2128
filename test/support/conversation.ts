import fc from 'fast-check';
import { ulid } from 'ulid';
import type { MessageRow } from '../../generated/models.ts';
import * as operations from '../../generated/operations.ts';
import type { MessageFieldsFragment } from '../../generated/operations.ts';
import { insist } from './insist.ts';
import type { Network } from './network.ts';
import type { Person } from './person.ts';

/** One thing that somebody does in a channel. `by`, `target` and `emoji` choose among what there is then. */
export interface Act {
  kind: 'send' | 'resend' | 'edit' | 'delete' | 'react' | 'unreact' | 'crash';
  by: number;
  target: number;
  emoji: number;
}

const emojis = ['👍', '🎉', '🚢'];

/** Any act of those kinds, each as often as it is named. */
export function anyAct(kinds: readonly Act['kind'][]): fc.Arbitrary<Act> {
  return fc.record({ kind: fc.constantFrom(...kinds), by: fc.nat(2), target: fc.nat(20), emoji: fc.nat(2) });
}

/** A channel in which a few people write, as far as they need to know it to go on. */
export class Conversation {
  readonly channelId: string;
  readonly #network: Network;
  readonly #people: readonly Person[];
  readonly #messages: { id: string; userId: string; content: string }[];

  constructor(network: Network, channelId: string, people: readonly Person[], messages: readonly MessageRow[] = []) {
    this.channelId = channelId;
    this.#network = network;
    this.#people = people;
    this.#messages = messages.map(({ id, userId, content = '' }) => ({ id, userId, content }));
  }

  /**
   * Does it by the API, and answers with the message as it is then; null = it was no message that was answered with. What can not be
   * done to a deleted message is not done; any other refusal throws.
   */
  async perform({ kind, by, target, emoji }: Act): Promise<MessageFieldsFragment | null> {
    const person = this.#people[by % this.#people.length] as Person;
    const own = this.#messages.filter(({ userId }) => userId === person.userId);
    const mine = own[target % Math.max(1, own.length)];
    const any = this.#messages[target % Math.max(1, this.#messages.length)];
    const { channelId } = this;
    const reaction = any && { messageId: any.id, channelId, emoji: emojis[emoji % emojis.length] };
    if (kind === 'crash') return this.#crash();
    if (kind === 'edit' && mine) {
      return this.#ask(person, operations.editMessage, { id: mine.id, channelId, content: `again ${ulid()}` });
    }
    if (kind === 'resend' && mine) {
      return this.#ask(person, operations.sendMessage, { id: mine.id, channelId, content: mine.content });
    }
    if (kind === 'delete' && mine) return this.#ask(person, operations.deleteMessage, { id: mine.id, channelId });
    if (kind === 'react' && reaction) return this.#ask(person, operations.addReaction, reaction);
    if (kind === 'unreact' && reaction) return this.#ask(person, operations.removeReaction, reaction);
    const message = { id: ulid(), userId: person.userId, content: `message ${this.#messages.length}` };
    this.#messages.push(message);
    return this.#ask(person, operations.sendMessage, { id: message.id, channelId, content: message.content });
  }

  async #ask(person: Person, query: string, input: object): Promise<MessageFieldsFragment | null> {
    const { data, errors } = await insist<Record<string, unknown>>(person, query, { input });
    const [unexpected] = errors.filter(({ errorInfo }) => errorInfo?.code !== 'MESSAGE_DELETED');
    if (unexpected) throw new Error(`refused: ${JSON.stringify(unexpected)} for ${JSON.stringify(input)}`);
    const [answer] = Object.values(data ?? {}) as Partial<MessageFieldsFragment>[];
    // The cast states that what has a revision is a message: of the answers to these acts no other has.
    return answer?.rev === undefined ? null : (answer as MessageFieldsFragment);
  }

  /** The service takes a position for a message, and dies. */
  async #crash(): Promise<null> {
    await this.#network.dynamoDb.call('UpdateItem', {
      TableName: this.#network.tableOf('Channel'),
      Key: { id: { S: this.channelId } },
      UpdateExpression: 'SET headSeq = headSeq + :one, messageCount = messageCount + :one, #clock = #clock + :one',
      ExpressionAttributeNames: { '#clock': 'clock' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    return null;
  }
}

/** A message that was sent at a position, an hour ago. */
export function oldMessage(channelId: string, userId: string, seq: number, ordinal = seq): MessageRow {
  const createdAt = new Date(Date.now() - 3_600_000 + seq).toISOString();
  return {
    id: ulid(),
    channelId,
    userId,
    content: `message ${seq}`,
    reactions: {},
    seq,
    ordinal,
    createdAt,
    updatedAt: createdAt,
    ...(ordinal % 64 === 0 ? { mark: seq } : {}),
  };
}
