import { Link } from 'react-router';
import { Notice } from '../shell/Notice.tsx';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';

/** In place of a channel that is not there, or that the reader may not see: word for word the same. */
export function Missing() {
  const { workspace, openDialog } = useShell();
  const mayBrowse = workspace !== null && workspace.role !== 'GUEST';
  return (
    <Notice
      title={strings.channel.missingTitle}
      action={
        <span className="notice-ways">
          <Link className="button is-main" to="/">
            {strings.channel.home}
          </Link>
          {mayBrowse && (
            <button className="button" type="button" onClick={() => openDialog({ kind: 'browse' })}>
              {strings.shell.browse}
            </button>
          )}
        </span>
      }
    >
      {strings.channel.missing}
    </Notice>
  );
}
