/** One page of a list, in the service's order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Leads to the page after this one. Null = this one is the last. A page may hold fewer than asked for, or none, and still have one. */
  readonly next: string | null;
}

/** Which page. */
export interface PageOptions {
  /** 1 to 100. Default: 50. */
  limit?: number;
  /** A page's `next`. Default: the first page. */
  after?: string;
}

interface Connection<Item> {
  items: Item[];
  nextToken?: string | null | undefined;
}

/** All items of a list, page after page. For lists that are never long. */
export async function allPages<Item>(page: (nextToken: string | null) => Promise<Connection<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let nextToken: string | null = null;
  do {
    const next: Connection<Item> = await page(nextToken);
    all.push(...next.items);
    nextToken = next.nextToken ?? null;
  } while (nextToken);
  return all;
}

export function pageOf<Item>({ items, nextToken }: Connection<Item>): Page<Item> {
  return { items, next: nextToken ?? null };
}

export function variablesOf({ limit = 50, after }: PageOptions): { limit: number; nextToken: string | null } {
  return { limit, nextToken: after ?? null };
}
