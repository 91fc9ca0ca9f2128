import { type Channel, operationsOf } from '@parley/client';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../dialogs/Dialog.tsx';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { Confirm } from '../members/Confirm.tsx';
import { usePlace } from '../members/use-place.ts';
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
  const { channel, rights } = usePlace(given);
  const operations = operationsOf(parley);
  const { id: channelId } = channel;
  const made = new Date(channel.createdAt).toLocaleDateString(undefined, { dateStyle: 'long' });

  return (
    <Dialog title={words.title} close={close}>
      {channel.archivedAt && <p className="note is-set">{words.isArchived}</p>}
      <NameAndTopic key={channel.id} channel={channel} mayChange={rights.mayConfigure} />
      <section className="setting" aria-label={words.privacy}>
        <h3>{words.privacy}</h3>
        <p className="quiet">{channel.isPrivate ? words.privateNow : words.publicNow}</p>
        {!channel.isPrivate && rights.mayConfigure && (
          <Way
            name={words.makePrivate}
            question={words.makePrivateAsk}
            yes={words.makePrivateYes}
            act={async () => void (await operations.updateChannel({ channelId, isPrivate: true }))}
          />
        )}
      </section>
      <section className="setting is-ways" aria-label={words.way}>
        {rights.mayJoin && <Way name={words.join} act={async () => void (await operations.joinChannel(channelId))} />}
        {rights.mayArchive && !channel.archivedAt && (
          <Way
            name={words.archive}
            question={words.archiveAsk}
            yes={words.archiveYes}
            act={async () => void (await operations.archiveChannel({ channelId }))}
          />
        )}
        {rights.mayArchive && channel.archivedAt && (
          <Way
            name={words.unarchive}
            act={async () => void (await operations.archiveChannel({ channelId, isArchived: false }))}
          />
        )}
        {rights.mayLeave && (
          <Way
            name={words.leave}
            question={words.leaveAsk(channel.isPrivate)}
            yes={words.leaveYes}
            act={async () => {
              await operations.leaveChannel(channelId);
              forgetPlace(me.id);
              close();
              await navigate(workspacePath(channel.workspaceId), { replace: true });
            }}
          />
        )}
      </section>
      <p className="hint">{words.createdBy(nameOf(channel.createdBy), made)}</p>
    </Dialog>
  );
}

interface WayProps {
  name: string;
  /** Absent = it is done at once. */
  question?: string;
  yes?: string;
  act: () => Promise<void>;
}

function Way({ name, question, yes = name, act }: WayProps) {
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  return (
    <>
      {isAsking && question ? (
        <Confirm
          question={question}
          yes={yes}
          isBusy={task.isBusy}
          confirm={() => void task.run(act).then(() => setAsking(false))}
          cancel={() => setAsking(false)}
        />
      ) : (
        <button
          className="button"
          type="button"
          disabled={task.isBusy}
          onClick={() => (question ? setAsking(true) : void task.run(act))}
        >
          {name}
        </button>
      )}
      <Problem text={task.problem} />
    </>
  );
}
