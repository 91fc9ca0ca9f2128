import type { Parley, User } from '@parley/client';
import { type PersonNames } from '../people/use-person-name.ts';
import { readAccounts } from '../session/session-api.ts';
import { channelTitle } from './channel-names.ts';
import type { WorkspaceChannels } from './shell-context.ts';

export interface ShellContents {
  me: User;
  workspaces: WorkspaceChannels[];
  names: PersonNames;
}

/** What stands around every channel. */
export async function loadShell(parley: Parley): Promise<ShellContents> {
  const [me, workspaces, accounts] = await Promise.all([
    parley.me(),
    parley.workspaces(),
    // Names are a nicety; without them people are called by id.
    readAccounts().catch(() => []),
  ]);
  const names = new Map(accounts.map(({ user, name }) => [user, name] as const)).set(me.id, me.name);
  const nameOf = (userId: string) => names.get(userId) ?? userId;
  const channels = await Promise.all(workspaces.map(({ id }) => parley.myChannels(id)));
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  return {
    me,
    names,
    workspaces: workspaces.map((workspace, index) => ({
      workspace,
      channels: (channels[index] ?? []).toSorted((a, b) =>
        compare(channelTitle(a.channel, me.id, nameOf), channelTitle(b.channel, me.id, nameOf)),
      ),
    })),
  };
}
