import { MembersDialog } from '../members/MembersDialog.tsx';
import { WorkspacePeopleDialog } from '../members/WorkspacePeopleDialog.tsx';
import { MetricsDialog } from '../metrics/MetricsDialog.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { useShell } from '../shell/shell-context.ts';
import { BrowseDialog } from './BrowseDialog.tsx';
import { CreateChannelDialog } from './CreateChannelDialog.tsx';
import { CreateWorkspaceDialog } from './CreateWorkspaceDialog.tsx';
import { NewDmDialog } from './NewDmDialog.tsx';
import type { ShellDialog } from './shell-dialog.ts';
import { SignOutDialog } from './SignOutDialog.tsx';
import { SwitcherDialog } from './SwitcherDialog.tsx';

/** Null = there is no workspace to do it in. */
export function AnyDialog({ dialog, close }: { dialog: ShellDialog; close: () => void }) {
  const { workspace } = useShell();
  switch (dialog.kind) {
    case 'metrics':
      return <MetricsDialog close={close} />;
    case 'sign-out':
      return <SignOutDialog close={close} />;
    case 'create-workspace':
      return <CreateWorkspaceDialog close={close} />;
    case 'members':
      return <MembersDialog channel={dialog.channel} close={close} />;
    case 'settings':
      return <SettingsDialog channel={dialog.channel} close={close} />;
    case 'switcher':
      return <SwitcherDialog close={close} />;
    case 'new-dm':
      return workspace && <NewDmDialog workspaceId={workspace.workspace.id} close={close} />;
    case 'browse':
      return workspace && <BrowseDialog workspaceId={workspace.workspace.id} close={close} />;
    case 'create-channel':
      return (
        workspace && (
          <CreateChannelDialog workspaceId={workspace.workspace.id} begunName={dialog.name ?? ''} close={close} />
        )
      );
    case 'workspace-people':
      return workspace && <WorkspacePeopleDialog place={workspace} close={close} />;
    default:
      return dialog satisfies never;
  }
}
