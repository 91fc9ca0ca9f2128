import type { WorkspaceMemberRow } from '#generated/models';
import { failMemberNotFound } from './workspace-refusals.ts';
import type { WorkspaceStash } from './workspace-stash.ts';

/** A batch reads 100 rows: so many other people go with the right to the workspace, and the rest makes a call of its own. */
const readWithTheRight = 90;

export function othersReadFirst({ access }: WorkspaceStash): string[] {
  return (access.others ?? []).slice(0, readWithTheRight);
}

export function othersReadLater({ access }: WorkspaceStash): string[] {
  return (access.others ?? []).slice(readWithTheRight);
}

/** The rows of people who have to be in the workspace. Ends the resolver where one is not. */
export function requireAll(rows: (WorkspaceMemberRow | null | undefined)[]): WorkspaceMemberRow[] {
  return rows.map((row) => row ?? failMemberNotFound('members'));
}
