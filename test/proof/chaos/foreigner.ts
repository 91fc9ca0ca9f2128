import { ulid } from 'ulid';
import type { SendMessageMutation } from '../../../generated/operations.ts';
import { sendMessage } from '../../../generated/operations.ts';
import type { Answer, Caller } from './caller.ts';
import { digestOf } from './history-files.ts';
import type { HistoryWriter } from './history-files.ts';
import { storedRow } from './tab/stored-row.ts';

/** Somebody who speaks to the service without our client: asks for `{ id }` alone, repeats itself, and takes what is another's. */
export interface Foreigner {
  /** Sends one message, and tries what must not be possible with its id. Resolves once the service has answered. */
  send(channel: string): Promise<void>;
}

const bare = 'mutation Bare($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
const mostTries = 20;

export function createForeigner(caller: Caller, other: Caller, history: HistoryWriter): Foreigner {
  let count = 0;

  /** Null = it was not answered. */
  async function once(
    { person, ask }: Caller,
    query: string,
    channel: string,
    id: string,
    content: string,
  ): Promise<Answer<SendMessageMutation> | null> {
    const op = `${person}:${(count += 1)}`;
    history.write({ kind: 'invoke', by: person, person, op, asked: { do: 'send', channel, id, content } });
    try {
      const answer = await ask<SendMessageMutation>(query, { input: { id, channelId: channel, content } });
      const isUnclear = answer.code !== null && !/^(ID_TAKEN|CHANNEL_NOT_FOUND|MEMBERS_ONLY)$/.test(answer.code);
      if (isUnclear) history.write({ kind: 'info', op, code: answer.code ?? '' });
      else if (answer.code !== null) history.write({ kind: 'fail', op, code: answer.code });
      else {
        const message = answer.data?.sendMessage;
        const row = query === bare || !message ? {} : { row: storedRow(message) };
        history.write({ kind: 'ok', op, ...row });
      }
      return isUnclear ? null : answer;
    } catch {
      history.write({ kind: 'info', op, code: 'NETWORK' });
      return null;
    }
  }

  async function insist(who: Caller, query: string, channel: string, id: string, content: string): Promise<void> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (await once(who, query, channel, id, content)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  return {
    async send(channel) {
      const id = ulid();
      const content = `${caller.person} ${(count += 1)} ${digestOf(id)}`;
      await insist(caller, bare, channel, id, content);
      // The same again is answered with what is stored.
      await insist(caller, sendMessage, channel, id, content);
      await insist(caller, sendMessage, channel, id, `${content}, or not`);
      await insist(other, sendMessage, channel, id, content);
    },
  };
}
