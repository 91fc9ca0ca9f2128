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
  const channels = Promise.all(workspaces.map(async ({ id }) => [id, await parley.myChannels(id)] as const));
  // Names are a nicety; without them people are called by id.
  const names = Promise.all(workspaces.map(({ id }) => people.load(id).catch(() => {})));
  return { me, workspaces, channels: new Map(await channels.finally(() => names)) };
}
