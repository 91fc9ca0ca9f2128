import { type Channel, operationsOf } from '@parley/client';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../dialogs/Dialog.tsx';
import { usePlace } from '../members/use-place.ts';
import { Way } from '../members/Way.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { workspacePath } from '../shell/channel-names.ts';
import { forgetPlace } from '../shell/last-place.ts';
import { useShell } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { NameAndTopic } from './NameAndTopic.tsx';

const words = dialogStrings.settings;

/** What a channel is, and what its people can do with it. */
export function SettingsDialog({ channel: given, close }: { channel: Channel; close: () => void }) {
  const { parley, me } = useShell();
  const nameOf = usePersonName();
  const navigate = useNavigate();
  // Of a channel that the reader is not in nothing is heard: it is then what their last change made of it.
  const [changed, setChanged] = useState(given);
  const { channel, rights } = usePlace(changed);
  const operations = operationsOf(parley);
  const { id: channelId } = channel;
  const made = new Date(channel.createdAt).toLocaleDateString(undefined, { dateStyle: 'long' });

  return (
    <Dialog title={words.title} close={close}>
      {channel.archivedAt && <p className="note is-set">{words.isArchived}</p>}
      <NameAndTopic key={channel.id} channel={channel} mayChange={rights.mayConfigure} changed={setChanged} />
      <section className="setting" aria-label={words.privacy}>
        <h3>{words.privacy}</h3>
        <p className="quiet">{channel.isPrivate ? words.privateNow : words.publicNow}</p>
        {!channel.isPrivate && rights.mayConfigure && (
          <Way
            name={words.makePrivate}
            question={words.makePrivateAsk}
            yes={words.makePrivateYes}
            act={() => operations.updateChannel({ channelId, isPrivate: true })}
            then={setChanged}
          />
        )}
      </section>
      <section className="setting is-ways" aria-label={words.way}>
        {rights.mayJoin && <Way name={words.join} act={() => operations.joinChannel(channelId)} />}
        {rights.mayArchive && !channel.archivedAt && (
          <Way
            name={words.archive}
            question={words.archiveAsk}
            yes={words.archiveYes}
            act={() => operations.archiveChannel({ channelId })}
            then={setChanged}
          />
        )}
        {rights.mayArchive && channel.archivedAt && (
          <Way
            name={words.unarchive}
            act={() => operations.archiveChannel({ channelId, isArchived: false })}
            then={setChanged}
          />
        )}
        {rights.mayLeave && (
          <Way
            name={words.leave}
            question={words.leaveAsk(channel.isPrivate)}
            yes={words.leaveYes}
            act={() => operations.leaveChannel(channelId)}
            then={() => {
              forgetPlace(me.id);
              close();
              return navigate(workspacePath(channel.workspaceId), { replace: true });
            }}
          />
        )}
      </section>
      <p className="hint">{words.createdBy(nameOf(channel.createdBy), made)}</p>
    </Dialog>
  );
}
