import * as operations from '../../generated/operations.ts';
import type { MessageFieldsFragment, SyncChannelQuery } from '../../generated/operations.ts';
import type { Person } from './person.ts';

export type Sync = SyncChannelQuery['syncChannel'];

export async function syncPage(person: Person, channelId: string, afterSeq: number, more: object = {}): Promise<Sync> {
  const data = await person.get<SyncChannelQuery>(operations.syncChannel, { channelId, afterSeq, ...more });
  return data.syncChannel;
}

/** All pages of what changed. `between` is called before each page but the first. */
export async function syncPages(
  person: Person,
  channelId: string,
  afterSeq: number,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<[Sync, ...Sync[]]> {
  const pages: [Sync, ...Sync[]] = [await syncPage(person, channelId, afterSeq, { limit })];
  for (let { nextToken } = pages[0]; nextToken; { nextToken } = pages.at(-1) as Sync) {
    await between();
    pages.push(await syncPage(person, channelId, afterSeq, { limit, nextToken }));
  }
  return pages;
}

/** All of a channel's messages, newest first. */
export async function freshLoad(person: Person, channelId: string): Promise<MessageFieldsFragment[]> {
  const all: MessageFieldsFragment[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = await person.page(channelId, { limit: 100, nextToken });
    all.push(...page.items);
    ({ nextToken } = page);
  } while (nextToken);
  return all;
}

/** What a client makes of what it held and of the pages: of two states of a message the one with the later change. Newest first. */
export function mergeSync(held: readonly MessageFieldsFragment[], pages: readonly Sync[]): MessageFieldsFragment[] {
  const byId = new Map(held.map((message) => [message.id, message]));
  for (const message of pages.flatMap(({ messages }) => messages)) {
    const known = byId.get(message.id);
    if (!known || known.rev <= message.rev) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => b.seq - a.seq);
}
