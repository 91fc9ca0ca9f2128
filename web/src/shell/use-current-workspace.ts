import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { WorkspaceChannels } from './shell-context.ts';

/** The workspace of the place that the address names, or of the one before where it names none. Null = there is no workspace. */
export function useCurrentWorkspace(workspaces: readonly WorkspaceChannels[]): WorkspaceChannels | null {
  const { pathname } = useLocation();
  const named = namedIn(pathname, workspaces);
  const [lastId, setLastId] = useState<string | null>(null);
  const namedId = named?.workspace.id ?? null;
  useEffect(() => {
    if (namedId !== null) setLastId(namedId);
  }, [namedId]);
  return named ?? workspaces.find(({ workspace }) => workspace.id === lastId) ?? workspaces[0] ?? null;
}

/** A channel's id begins with that of its workspace and an underscore. */
function namedIn(pathname: string, workspaces: readonly WorkspaceChannels[]): WorkspaceChannels | null {
  const [, kind, encoded = ''] = pathname.split('/');
  const id = decodedId(encoded);
  if (kind === 'workspace') return workspaces.find(({ workspace }) => workspace.id === id) ?? null;
  const listed = workspaces.find(({ channels }) => channels.some(({ channel }) => channel.id === id));
  return listed ?? workspaces.find(({ workspace }) => id.startsWith(`${workspace.id}_`)) ?? null;
}

/** What a part of an address says. Empty = it is none. */
export function decodedId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
