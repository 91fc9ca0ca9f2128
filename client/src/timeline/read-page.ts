import { messagesByChannel, type MessagesByChannelQueryVariables } from '../../../generated/operations.ts';
import type { MessagePage } from '../model.ts';
import type { Api } from '../transport/api.ts';
import type { PageRequest } from './timeline.ts';

/** The newest page, or the one that is asked for. Never empty where a cursor leads on. */
export async function readPage(api: Api, channelId: string, request?: PageRequest, limit = 50): Promise<MessagePage> {
  const where = request ? placeOf(request) : {};
  let nextToken: string | null | undefined = where.nextToken;
  for (;;) {
    const variables: MessagesByChannelQueryVariables = { channelId, limit, ...where, nextToken: nextToken ?? null };
    const answer = await api.ask(messagesByChannel, variables);
    const { items, nextToken: next } = answer.messagesByChannel;
    if (items.length > 0 || !next) {
      return { messages: items.toSorted((a, b) => a.seq - b.seq), olderCursor: next ?? null };
    }
    nextToken = next;
  }
}

function placeOf(request: PageRequest): Partial<MessagesByChannelQueryVariables> {
  switch (request.kind) {
    case 'older':
      return typeof request.cursor === 'number' ? { before: request.cursor } : { nextToken: request.cursor };
    case 'around':
      return { around: request.seq };
    case 'newer':
      return { after: request.after, nextToken: request.cursor };
    default:
      return request satisfies never;
  }
}
