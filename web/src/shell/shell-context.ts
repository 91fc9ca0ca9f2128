import type { MyChannel, Parley, User, Workspace, WorkspaceMember } from '@parley/client';
import { createContext, use } from 'react';
import type { ShellDialog } from '../dialogs/shell-dialog.ts';

export type WorkspaceRole = WorkspaceMember['role'];

export interface WorkspaceChannels {
  workspace: Workspace;
  /** Sorted as the sidebar shows them. */
  channels: readonly MyChannel[];
  /** What the reader is there. Null = not known. */
  role: WorkspaceRole | null;
}

export interface ShellContext {
  parley: Parley;
  me: User;
  /** Live. */
  workspaces: readonly WorkspaceChannels[];
  /** The one that the sidebar shows. Null = the reader is in none. */
  workspace: WorkspaceChannels | null;
  isMenuOpen: boolean;
  setMenuOpen: (isOpen: boolean) => void;
  openDialog: (dialog: ShellDialog) => void;
}

export const ShellContext = createContext<ShellContext | null>(null);

export function useShell(): ShellContext {
  const context = use(ShellContext);
  if (!context) throw new Error('There is no Shell above.');
  return context;
}
