import { MessagingError, operationsOf, type Parley, type User, type WorkspaceMember } from '@parley/client';

/** Who is who, as far as this window knows. One object for each state. */
export interface PeopleState {
  /** What people are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** By the workspace's id, in the order of their ids. A workspace whose people the reader may not list is not in it. */
  readonly members: ReadonlyMap<string, readonly WorkspaceMember[]>;
  /** The workspaces that the reader is a guest of. */
  readonly asGuest: ReadonlySet<string>;
}

/** The people of the reader's workspaces. A store, as those of the client are. */
export interface People {
  state(): PeopleState;
  onChange(listener: () => void): () => void;
  /**
   * Lists the people of a workspace, anew where that was done before. A guest may not: they get to know those of `channelIds`. Resolves when
   * the first page is there. Rejects as the service does.
   */
  load(workspaceId: string, channelIds?: readonly string[]): Promise<void>;
  /** These were met elsewhere. */
  know(people: readonly (Pick<User, 'id' | 'name'> | null | undefined)[]): void;
}

const pageSize = 100;
/** Of more people than that one finds others by name in the lists of channels alone. */
const mostPages = 20;

export function createPeople(parley: Parley): People {
  const operations = operationsOf(parley);
  const listeners = new Set<() => void>();
  const underWay = new Map<string, Promise<void>>();
  let state: PeopleState = { names: new Map(), members: new Map(), asGuest: new Set() };

  function become(next: Partial<PeopleState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  function know(people: readonly (Pick<User, 'id' | 'name'> | null | undefined)[]): void {
    const news = people.filter((one) => one && state.names.get(one.id) !== one.name);
    if (news.length === 0) return;
    const names = new Map(state.names);
    for (const one of news) if (one) names.set(one.id, one.name);
    become({ names });
  }

  async function load(workspaceId: string, channelIds: readonly string[]): Promise<void> {
    const first = await operations.workspaceMembers(workspaceId, { limit: pageSize }).catch((error: unknown) => {
      if (!(error instanceof MessagingError) || error.code !== 'ROLE_REQUIRED') throw error;
      become({ asGuest: new Set([...state.asGuest, workspaceId]) });
      return null;
    });
    if (!first) return meet(channelIds);
    take(workspaceId, first.items);
    if (first.next === null) return;
    // The first page is enough to begin with.
    void rest(workspaceId, first.items, first.next).catch(() => {});
  }

  async function meet(channelIds: readonly string[]): Promise<void> {
    const pages = channelIds.map((id) => operations.channelMembers(id, { limit: pageSize }));
    for (const { items } of await Promise.all(pages)) know(items.map(({ user }) => user));
  }

  async function rest(workspaceId: string, begun: readonly WorkspaceMember[], from: string): Promise<void> {
    let next: string | null = from;
    let all = begun;
    for (let page = 1; next !== null && page < mostPages; page += 1) {
      const more = await operations.workspaceMembers(workspaceId, { limit: pageSize, after: next });
      all = [...all, ...more.items];
      next = more.next;
    }
    take(workspaceId, all);
  }

  function take(workspaceId: string, members: readonly WorkspaceMember[]): void {
    const asGuest = new Set(state.asGuest);
    asGuest.delete(workspaceId);
    become({ members: new Map(state.members).set(workspaceId, members), asGuest });
    know(members.map(({ user }) => user));
  }

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load(workspaceId, channelIds = []) {
      const running = underWay.get(workspaceId);
      if (running) return running;
      const begun = load(workspaceId, channelIds).finally(() => underWay.delete(workspaceId));
      underWay.set(workspaceId, begun);
      return begun;
    },
    know,
  };
}
