import { MessagingError, type MessagingErrorCode, type MessagingErrorType } from '../../../client/src/errors.ts';
import type { OutboxAnswer, OutboxEntry } from '../../../client/src/outbox/index.ts';
import { emojis, ModelServer } from '../timeline/model-server.ts';

/** On every message so many emoji are already that no other fits. */
export const oneTooMany = '🧱';
export const noEmoji = 'x';

/** What the resolvers do with the requests of one person, `me`, by `docs/api.md`. Each channel is a log of its own. */
export class Service {
  readonly channels: ReadonlyMap<string, ModelServer>;
  readonly archived = new Set<string>();
  /** What went against a promise, in words. */
  readonly breaches: string[] = [];

  constructor(channels: readonly string[]) {
    this.channels = new Map(channels.map((name) => [name, new ModelServer()]));
  }

  channel(name: string): ModelServer {
    const found = this.channels.get(name);
    if (!found) throw new Error(`There is no channel ${name}.`);
    return found;
  }

  serve(entry: OutboxEntry): OutboxAnswer | MessagingError {
    const { kind, channelId, content } = entry;
    const server = this.channel(channelId);
    const id = entry.reaction?.messageId ?? entry.id;
    const held = server.message(id);
    if (kind === 'send' && held) {
      const isSame = held.editedAt !== null || held.deletedAt !== null || held.content === content;
      if (!isSame) this.breaches.push(`${id} was sent as "${held.content}" and as "${content}"`);
      // The message is told again, at a position of its own.
      server.do({ kind: 'resend', id });
      return isSame ? { seq: held.seq } : refusal('ID_TAKEN', 'Conflict');
    }
    if (this.archived.has(channelId)) return refusal('CHANNEL_ARCHIVED', 'Forbidden');
    if (kind === 'send') {
      server.do({ kind: 'send', by: 0, id, content });
      return { seq: server.head };
    }
    if (!held) return refusal('MESSAGE_NOT_FOUND', 'NotFound');
    if (entry.reaction) return this.#react(server, entry.reaction, held.deletedAt !== null);
    if (held.userId !== 'me') return refusal('NOT_AUTHOR', 'Forbidden');
    if (held.deletedAt !== null) return kind === 'delete' ? { seq: held.rev } : refusal('MESSAGE_DELETED', 'Forbidden');
    if (kind === 'delete') server.do({ kind, id });
    else if (held.content !== content) server.do({ kind: 'edit', id, content });
    return { seq: server.message(id)?.rev ?? 0 };
  }

  #react(
    server: ModelServer,
    { messageId: id, emoji, isOn }: NonNullable<OutboxEntry['reaction']>,
    isDeleted: boolean,
  ): OutboxAnswer | MessagingError {
    if (emoji === noEmoji) return refusal('EMOJI_INVALID', 'InvalidInput');
    if (isDeleted) return refusal('MESSAGE_DELETED', 'Forbidden');
    if (emoji === oneTooMany && isOn) return refusal('EMOJI_TOO_MANY', 'InvalidInput');
    const before = server.reactedAt(id, emoji);
    const index = emojis.findIndex((one) => one === emoji);
    if (isOn !== (before !== undefined) && index >= 0) {
      server.do({ kind: isOn ? 'react' : 'unreact', by: 0, id, emoji: index });
    }
    return { seq: 0, at: isOn ? server.reactedAt(id, emoji) : before };
  }
}

export function refusal(code: MessagingErrorCode, type: MessagingErrorType, retryAfterMs?: number): MessagingError {
  return new MessagingError({ code, type, message: code, retryAfterMs });
}
