import { ulid } from 'ulid';
import type { SendMessageInput } from '../../generated/schema.ts';
import * as operations from '../../generated/operations.ts';
import type {
  ListMyChannelsQuery,
  MessageFieldsFragment,
  MessagesByChannelQuery,
  SendMessageMutation,
} from '../../generated/operations.ts';
import { type Listener, listen } from './listener.ts';

export interface GraphqlError {
  message: string;
  errorType: string | null;
  errorInfo: { code?: string; field?: string; limit?: number; retryAfterMs?: number; retryable?: boolean } | null;
  path: (string | number)[] | null;
}

export interface Answer<Data> {
  status: number;
  data: Data | null;
  errors: GraphqlError[];
}

/** Somebody who calls the API over plain HTTP and the bare WebSocket, with nothing of ours in between. */
export class Person {
  readonly userId: string;
  readonly token: string;
  readonly #url: string;
  readonly #realtimeUrl: string;

  constructor(userId: string, token: string, api: { url: string; realtimeUrl: string }) {
    this.userId = userId;
    this.token = token;
    this.#url = api.url;
    this.#realtimeUrl = api.realtimeUrl;
  }

  async ask<Data>(query: string, variables: object = {}): Promise<Answer<Data>> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.token },
      body: JSON.stringify({ query, variables }),
    });
    const { data = null, errors = [] } = (await response.json()) as { data?: Data | null; errors?: GraphqlError[] };
    return { status: response.status, data, errors };
  }

  /** What `ask` answers, where it must not fail. */
  async get<Data>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables);
    if (errors.length > 0 || data === null) throw new Error(`refused: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Sends, as somebody who must be let. */
  async send(channelId: string, content: string, more: Partial<SendMessageInput> = {}): Promise<MessageFieldsFragment> {
    const input: SendMessageInput = { id: ulid(), channelId, content, ...more };
    return (await this.get<SendMessageMutation>(operations.sendMessage, { input })).sendMessage;
  }

  trySend(
    channelId: string,
    content: string,
    more: Partial<SendMessageInput> = {},
  ): Promise<Answer<SendMessageMutation>> {
    return this.ask(operations.sendMessage, { input: { id: ulid(), channelId, content, ...more } });
  }

  async page(channelId: string, more: object = {}): Promise<MessagesByChannelQuery['messagesByChannel']> {
    const data = await this.get<MessagesByChannelQuery>(operations.messagesByChannel, { channelId, ...more });
    return data.messagesByChannel;
  }

  async channels(workspaceId: string): Promise<ListMyChannelsQuery['listMyChannels']['items']> {
    return (await this.get<ListMyChannelsQuery>(operations.listMyChannels, { workspaceId })).listMyChannels.items;
  }

  /** Subscribes to a channel on a socket of its own; resolves once AppSync says that the subscription has begun. */
  listen(channelId: string): Promise<Listener> {
    return listen(this.#realtimeUrl, this.token, operations.onChannelEvent, { channelId });
  }

  listenTo(query: string, variables: object = {}): Promise<Listener> {
    return listen(this.#realtimeUrl, this.token, query, variables);
  }
}
