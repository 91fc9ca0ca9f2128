import { type Channel, operationsOf } from '@parley/client';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { ChannelIcon } from '../shell/ChannelIcon.tsx';
import { channelPath } from '../shell/channel-names.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';
import { strings } from '../strings/index.ts';
import { Dialog } from './Dialog.tsx';
import { fit, folded } from './fuzzy.ts';
import { Problem } from './Problem.tsx';
import { useBrowsed } from './use-browsed.ts';
import { useTask } from './use-task.ts';

const words = dialogStrings.browse;

/** All channels that the reader may see, to join or to open. */
export function BrowseDialog({ workspaceId, close }: { workspaceId: string; close: () => void }) {
  const { openDialog } = useShell();
  const { channels, isLoading, error } = useBrowsed(workspaceId);
  const [query, setQuery] = useState('');
  const found = useMemo(() => {
    const wanted = folded(query);
    const rated = channels.flatMap((channel) => {
      const fits = fit(wanted, folded(channel.name ?? ''));
      return fits === null ? [] : [{ channel, fits }];
    });
    return rated.sort((a, b) => b.fits - a.fits).map(({ channel }) => channel);
  }, [channels, query]);

  return (
    <Dialog title={words.title} className="is-tall" close={close}>
      <div className="bar">
        <input
          className="field"
          type="search"
          aria-label={words.field}
          placeholder={words.field}
          dir="auto"
          data-first
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <button className="button" type="button" onClick={() => openDialog({ kind: 'create-channel', name: query })}>
          {strings.shell.createChannel}
        </button>
      </div>
      <Problem text={error === null ? null : sayError(error)} />
      <ul className="rows" aria-label={words.list}>
        {found.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} close={close} />
        ))}
      </ul>
      <p className="quiet" role="status">
        {isLoading ? dialogStrings.loading : found.length > 0 ? '' : channels.length > 0 ? words.nothing : words.none}
      </p>
    </Dialog>
  );
}

function ChannelRow({ channel, close }: { channel: Channel; close: () => void }) {
  const { parley, workspaces } = useShell();
  const navigate = useNavigate();
  const task = useTask();
  const isMine = workspaces.some(({ channels }) => channels.some((mine) => mine.channel.id === channel.id));
  const name = channel.name ?? channel.id;
  const open = async () => {
    close();
    await navigate(channelPath(channel));
  };
  return (
    <li className="row">
      <ChannelIcon channel={channel} />
      <div className="row-text">
        <span className="row-name" dir="auto">
          {name}
        </span>
        <span className="row-details" dir="auto">
          {[words.details(channel.memberCount, channel.archivedAt !== null), channel.topic].filter(Boolean).join(' · ')}
        </span>
        <Problem text={task.problem} />
      </div>
      {isMine && <span className="option-note">{words.joined}</span>}
      <button
        className="button"
        type="button"
        aria-label={isMine ? words.openNamed(name) : words.lookNamed(name)}
        onClick={() => void open()}
      >
        {isMine ? words.open : words.look}
      </button>
      {!isMine && !channel.archivedAt && (
        <TaskButton
          className="button is-main"
          aria-label={words.joinNamed(name)}
          isBusy={task.isBusy}
          busy={words.joining}
          onClick={() => void task.run(() => operationsOf(parley).joinChannel(channel.id), open)}
        >
          {words.join}
        </TaskButton>
      )}
    </li>
  );
}
