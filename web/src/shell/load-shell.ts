import type { MyChannel, Parley, User, Workspace } from '@parley/client';
import type { People } from '../people/people.ts';

export interface ShellContents {
  me: User;
  workspaces: readonly Workspace[];
  /** By the workspace's id. */
  channels: ReadonlyMap<string, readonly MyChannel[]>;
}

/** What stands around every channel, as it is at first. It is kept fresh by others. */
export async function loadShell(parley: Parley, people: People): Promise<ShellContents> {
  const [me, workspaces] = await Promise.all([parley.me(), parley.workspaces()]);
  people.know([me]);
  const houses = workspaces.map(async ({ id }) => {
    // Names are a nicety; without them people are called by id.
    const names = people.load(id).catch(() => {});
    const channels = await parley.myChannels(id);
    await names;
    if (people.state().asGuest.has(id)) await people.load(id, idsOf(channels)).catch(() => {});
    return [id, channels] as const;
  });
  return { me, workspaces, channels: new Map(await Promise.all(houses)) };
}

function idsOf(channels: readonly MyChannel[]): string[] {
  return channels.map(({ channel }) => channel.id);
}
