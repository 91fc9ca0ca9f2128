import { type MessagingError, openWorkspaces, type Parley, type RosterState, type Workspace } from '@parley/client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { asRead, readHereOf } from '../channel/read-here.ts';
import { asMarked, unreadMarksOf } from '../channel/unread-marks.ts';
import type { People } from '../people/people.ts';
import { channelTitle } from './channel-names.ts';
import type { ShellContents } from './load-shell.ts';
import { createRosters } from './rosters.ts';
import type { WorkspaceChannels } from './shell-context.ts';

interface LiveWorkspaces {
  readonly workspaces: readonly WorkspaceChannels[];
  /** Why one of them is not kept fresh any more. Null = all are. */
  readonly error: MessagingError | null;
}

/** The workspaces, their channels and what is unread: as loaded at first, and as it happens from then on. */
export function useWorkspaces(parley: Parley, people: People, contents: ShellContents): LiveWorkspaces {
  const [list, setList] = useState<{ workspaces: readonly Workspace[]; error: MessagingError | null }>({
    workspaces: contents.workspaces,
    error: null,
  });
  useEffect(() => {
    const open = openWorkspaces(parley);
    const stop = open.onChange(() => {
      const { isLoaded, workspaces, error } = open.state();
      setList((now) => ({ workspaces: isLoaded ? workspaces : now.workspaces, error }));
    });
    return () => {
      stop();
      open.close();
    };
  }, [parley]);

  const [rosters, setRosters] = useState(() => emptyRosters);
  useEffect(() => {
    const opened = createRosters(parley);
    setRosters(opened);
    return () => opened.close();
  }, [parley]);
  useEffect(() => rosters.follow(list.workspaces.map(({ id }) => id)), [rosters, list.workspaces]);
  const states = useSyncExternalStore(rosters.onChange, rosters.state);
  const { names, members, asGuest } = useSyncExternalStore(people.onChange, people.state);

  const { me } = contents;
  const marks = unreadMarksOf(me.id);
  const marked = useSyncExternalStore(marks.onChange, marks.state);
  const readHere = readHereOf(parley);
  const read = useSyncExternalStore(readHere.onChange, readHere.state);
  const workspaces = useMemo(() => {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const titles = new Map<string, string>();
    const nameOf = (userId: string) => names.get(userId) ?? userId;
    return list.workspaces.map((workspace) => {
      const loaded = contents.channels.get(workspace.id) ?? [];
      const channels =
        channelsOf(states.get(workspace.id)) ?? loaded.map((row) => asRead(row, read.get(row.channel.id)));
      for (const { channel } of channels) titles.set(channel.id, channelTitle(channel, me.id, nameOf));
      const titleOf = (id: string) => titles.get(id) ?? '';
      const own = members.get(workspace.id)?.find(({ userId }) => userId === me.id);
      return {
        workspace,
        channels: channels
          .map((row) => asMarked(row, marked.get(row.channel.id)))
          .toSorted((a, b) => compare(titleOf(a.channel.id), titleOf(b.channel.id))),
        role: asGuest.has(workspace.id) ? ('GUEST' as const) : (own?.role ?? null),
      };
    });
  }, [list.workspaces, states, contents, names, members, asGuest, marked, read, me.id]);

  useFreshPeople(people, workspaces);
  const failed = [...states.values()].find(({ error }) => error !== null);
  return { workspaces, error: list.error ?? failed?.error ?? null };
}

/** Lists the people of a workspace anew where somebody may have come: they have a name to learn. */
function useFreshPeople(people: People, workspaces: readonly WorkspaceChannels[]): void {
  const seats = workspaces.map(({ workspace, channels }) => {
    const count = channels.reduce((sum, { channel }) => sum + channel.memberCount, 0);
    return `${workspace.id} ${channels.length} ${count}`;
  });
  const [known, setKnown] = useState(seats);
  const changed = seats.filter((seat) => !known.includes(seat)).map((seat) => seat.split(' ')[0] ?? '');
  const key = changed.join(' ');
  useEffect(() => {
    if (key === '') return;
    // Several may come at once.
    const timer = setTimeout(() => {
      setKnown(seats);
      for (const { workspace, channels } of workspaces) {
        if (!key.split(' ').includes(workspace.id)) continue;
        const channelIds = channels.map(({ channel }) => channel.id);
        people.load(workspace.id, channelIds).catch(() => {});
      }
    }, 500);
    return () => clearTimeout(timer);
    // `seats` and `workspaces` differ with each render; `key` says when it matters.
  }, [key, people]);
}

/** Null = not loaded yet. */
function channelsOf(state: RosterState | undefined): RosterState['channels'] | null {
  return state?.isLoaded ? state.channels : null;
}

const nothing: ReadonlyMap<string, RosterState> = new Map();
const emptyRosters: ReturnType<typeof createRosters> = {
  follow: () => {},
  state: () => nothing,
  onChange: () => () => {},
  close: () => {},
};
