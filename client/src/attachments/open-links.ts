import { attachmentLinks } from '../../../generated/operations.ts';
import { systemClock } from '../clock.ts';
import type { Message } from '../model.ts';
import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';

/** A link to one file. */
export interface FileLink {
  readonly url: string;
  /** Milliseconds of this device's clock: half of what the service gives at the least, as that clock may be off. */
  readonly freshUntil: number;
}

/** Links to the files of messages, asked for once for all files of a message and kept while they hold. */
export interface FileLinks {
  /**
   * A link that holds for a while yet. Null = there is no such file (any more). Rejects with a `MessagingError`: `CHANNEL_NOT_FOUND` where
   * the person may not read the channel any more.
   */
  linkTo(message: Pick<Message, 'id' | 'channelId'>, attachmentId: string): Promise<FileLink | null>;
  /** Lets go of a message's links, such as one that was refused: the next is asked for anew. */
  renew(messageId: string): void;
}

/** A link holds for five minutes at the least. */
const freshMs = 150_000;
/** Messages whose links are kept. */
const mostKept = 500;

export function openLinks(parley: Parley): FileLinks {
  const { api, surroundings } = partsOf(parley);
  const { clock = systemClock } = surroundings;
  const kept = new Map<
    string,
    { readonly freshUntil: number; readonly urls: Promise<ReadonlyMap<string, string | null>> }
  >();

  async function ask(messageId: string, channelId: string): Promise<ReadonlyMap<string, string | null>> {
    const variables = { messageId, channelId };
    const answer = await api.ask(attachmentLinks, variables);
    return new Map(answer.attachmentLinks.map(({ id, url }) => [id, url ?? null]));
  }

  return {
    async linkTo({ id: messageId, channelId }, attachmentId) {
      let links = kept.get(messageId);
      if (!links || links.freshUntil <= clock.now()) {
        const made = { freshUntil: clock.now() + freshMs, urls: ask(messageId, channelId) };
        // What failed is no answer for whoever asks next.
        made.urls.catch(() => kept.get(messageId) === made && kept.delete(messageId));
        kept.delete(messageId);
        kept.set(messageId, made);
        const [oldest] = kept.keys();
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
        links = made;
      }
      const url = (await links.urls).get(attachmentId) ?? null;
      return url === null ? null : { url, freshUntil: links.freshUntil };
    },
    renew(messageId) {
      kept.delete(messageId);
    },
  };
}
