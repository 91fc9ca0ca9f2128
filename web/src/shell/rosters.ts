import { openRoster, type Parley, type Roster, type RosterState } from '@parley/client';

/** The rosters of all of a person's workspaces, as one store. */
export interface Rosters {
  /** Opens those that are not open, and closes the others. */
  follow(workspaceIds: readonly string[]): void;
  /** By the workspace's id. The same map until something changes. */
  state(): ReadonlyMap<string, RosterState>;
  onChange(listener: () => void): () => void;
  close(): void;
}

export function createRosters(parley: Parley): Rosters {
  const open = new Map<string, { roster: Roster; stop: () => void }>();
  const listeners = new Set<() => void>();
  let state: ReadonlyMap<string, RosterState> = new Map();

  function look(): void {
    state = new Map([...open].map(([id, { roster }]) => [id, roster.state()]));
    for (const listener of [...listeners]) listener();
  }

  function close(id: string): void {
    const one = open.get(id);
    open.delete(id);
    one?.stop();
    one?.roster.close();
  }

  return {
    follow(workspaceIds) {
      for (const id of [...open.keys()]) if (!workspaceIds.includes(id)) close(id);
      for (const id of workspaceIds) {
        // One that has ended may begin again: the person was out of the workspace, and is in it again.
        if (open.get(id)?.roster.state().error) close(id);
        if (open.has(id)) continue;
        const roster = openRoster(parley, id);
        open.set(id, { roster, stop: roster.onChange(look) });
      }
      look();
    },
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      for (const id of [...open.keys()]) close(id);
    },
  };
}
