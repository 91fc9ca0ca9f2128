import type { MyChannel, Parley, User, Workspace } from '@parley/client';
import { createContext, use } from 'react';

export interface WorkspaceChannels {
  workspace: Workspace;
  /** Sorted as the sidebar shows them. */
  channels: MyChannel[];
}

export interface ShellContext {
  parley: Parley;
  me: User;
  workspaces: WorkspaceChannels[];
  isMenuOpen: boolean;
  setMenuOpen: (isOpen: boolean) => void;
}

export const ShellContext = createContext<ShellContext | null>(null);

export function useShell(): ShellContext {
  const context = use(ShellContext);
  if (!context) throw new Error('There is no Shell above.');
  return context;
}
