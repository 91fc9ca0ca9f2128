import { MessagingError, type Operations, type User, type WorkspaceMember } from '@parley/client';

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
   * Lists the people of a workspace, anew where that was done before: what was so when it was called is seen, also where another one was
   * under way. A guest may not: they get to know those of `channelIds`. Resolves when the first page is there. Rejects as the service does.
   */
  load(workspaceId: string, channelIds?: readonly string[]): Promise<void>;
  /** These were met elsewhere. */
  know(people: readonly (Pick<User, 'id' | 'name'> | null | undefined)[]): void;
}

const pageSize = 100;
/** Of more people than that one finds others by name in the lists of channels alone. */
const mostPages = 20;

export function createPeople(operations: Pick<Operations, 'workspaceMembers' | 'channelMembers'>): People {
  const listeners = new Set<() => void>();
  /** By the workspace's id. `next`: the one that begins after it, for all who ask meanwhile. */
  const underWay = new Map<string, { readonly now: Promise<void>; next: Promise<void> | null }>();
  /** How many listings of a workspace have begun: what an earlier one brings late is not taken. */
  const begun = new Map<string, number>();
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
    const turn = (begun.get(workspaceId) ?? 0) + 1;
    begun.set(workspaceId, turn);
    const first = await operations.workspaceMembers(workspaceId, { limit: pageSize }).catch((error: unknown) => {
      if (!(error instanceof MessagingError) || error.code !== 'ROLE_REQUIRED') throw error;
      become({ asGuest: new Set([...state.asGuest, workspaceId]) });
      return null;
    });
    if (!first) return meet(channelIds);
    take(workspaceId, first.items);
    if (first.next === null) return;
    // The first page is enough to begin with.
    rest(workspaceId, first.items, first.next).then(
      (all) => turn === begun.get(workspaceId) && take(workspaceId, all),
      () => {},
    );
  }

  function begin(workspaceId: string, channelIds: readonly string[]): Promise<void> {
    const now = load(workspaceId, channelIds);
    const one = { now, next: null };
    underWay.set(workspaceId, one);
    const end = () => void (underWay.get(workspaceId) === one && underWay.delete(workspaceId));
    now.then(end, end);
    return now;
  }

  async function meet(channelIds: readonly string[]): Promise<void> {
    const pages = channelIds.map((id) => operations.channelMembers(id, { limit: pageSize }));
    for (const { items } of await Promise.all(pages)) know(items.map(({ user }) => user));
  }

  async function rest(workspaceId: string, known: readonly WorkspaceMember[], from: string) {
    let next: string | null = from;
    let all = known;
    for (let page = 1; next !== null && page < mostPages; page += 1) {
      const more = await operations.workspaceMembers(workspaceId, { limit: pageSize, after: next });
      all = [...all, ...more.items];
      next = more.next;
    }
    return all;
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
      if (!running) return begin(workspaceId, channelIds);
      // The one that is under way may have been answered already, before what is asked about happened.
      const again = () => begin(workspaceId, channelIds);
      running.next ??= running.now.then(again, again);
      return running.next;
    },
    know,
  };
}
