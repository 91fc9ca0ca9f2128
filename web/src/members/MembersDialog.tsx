import { type Channel, type ChannelMember, operationsOf } from '@parley/client';
import { type FormEvent, useMemo, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { fit, folded } from '../dialogs/fuzzy.ts';
import { PeopleField } from '../dialogs/PeopleField.tsx';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { channelTitle } from '../shell/channel-names.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { MemberRow } from './MemberRow.tsx';
import { useMembers } from './use-members.ts';
import { usePlace } from './use-place.ts';

const words = dialogStrings.members;
const mostAtOnce = 20;

/** The people of a channel: who they are, and who comes and goes. */
export function MembersDialog({ channel: given, close }: { channel: Channel; close: () => void }) {
  const { parley, me } = useShell();
  const { channel, rights } = usePlace(given);
  const { members, isLoading, error, reload } = useMembers(channel);
  const nameOf = usePersonName();
  const roles = useRoles(channel.workspaceId);
  const [query, setQuery] = useState('');
  const [note, setNote] = useState('');
  useSessionEnd(error);
  const title = channelTitle(channel, me.id, nameOf);
  const shown = useMemo(() => found(members, query, nameOf), [members, query, nameOf]);

  async function remove(userId: string) {
    await operationsOf(parley).removeChannelMember({ channelId: channel.id, userId });
    setNote(words.removed(nameOf(userId)));
    reload();
  }

  return (
    <Dialog title={words.title(channel.isDm ? title : `#${title}`)} className="is-tall" close={close}>
      {rights.mayAdd && (
        <AddPeople
          channel={channel}
          members={members}
          added={(ids) => {
            setNote(words.added(ids.map(nameOf)));
            reload();
          }}
        />
      )}
      {channel.isDm && <p className="hint">{words.fixed}</p>}
      {channel.archivedAt && <p className="hint">{dialogStrings.settings.isArchived}</p>}
      <p className="note" role="status">
        {note}
      </p>
      {members.length > 8 && (
        <input
          className="field"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          dir="auto"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <Problem text={error === null ? null : sayError(error)} />
      <ul className="rows" aria-label={words.list} aria-busy={isLoading}>
        {shown.map((member) => (
          <MemberRow
            key={member.userId}
            userId={member.userId}
            role={roles.get(member.userId) ?? null}
            isCreator={channel.createdBy === member.userId && !channel.isDm}
            hasSignedIn={member.user !== null && member.user !== undefined}
            question={words.removeAsk(nameOf(member.userId))}
            remove={rights.mayRemove && member.userId !== me.id ? () => remove(member.userId) : null}
          />
        ))}
      </ul>
      {isLoading && members.length === 0 && <p className="quiet">{dialogStrings.loading}</p>}
      {query !== '' && shown.length === 0 && <p className="quiet">{words.nothing}</p>}
    </Dialog>
  );
}

interface AddProps {
  channel: Channel;
  members: readonly ChannelMember[];
  added: (userIds: readonly string[]) => void;
}

function AddPeople({ channel, members, added }: AddProps) {
  const { parley } = useShell();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const task = useTask();
  const without = useMemo(() => new Set(members.map(({ userId }) => userId)), [members]);

  function submit(event: FormEvent) {
    event.preventDefault();
    void task.run(async () => {
      const done: string[] = [];
      try {
        for (const userId of chosen) {
          await operationsOf(parley).addChannelMember({ channelId: channel.id, userId });
          done.push(userId);
        }
      } finally {
        // Whoever could not be added stays chosen, and who was chosen meanwhile.
        setChosen((now) => now.filter((userId) => !done.includes(userId)));
        if (done.length > 0) added(done);
      }
    });
  }

  return (
    <form className="form is-add" onSubmit={submit}>
      <PeopleField
        label={words.addField}
        workspaceId={channel.workspaceId}
        chosen={chosen}
        setChosen={setChosen}
        most={mostAtOnce}
        without={without}
      />
      <Problem text={task.problem} />
      {chosen.length > 0 && (
        <TaskButton className="button is-main" isBusy={task.isBusy} busy={words.submitting}>
          {words.submit}
        </TaskButton>
      )}
    </form>
  );
}

function useRoles(workspaceId: string) {
  const { members } = usePeopleState();
  return useMemo(
    () => new Map((members.get(workspaceId) ?? []).map(({ userId, role }) => [userId, role])),
    [members, workspaceId],
  );
}

/** By name, those that fit best first where something is looked for. */
function found(members: readonly ChannelMember[], query: string, nameOf: (userId: string) => string) {
  const wanted = folded(query);
  return members
    .flatMap((member) => {
      const name = nameOf(member.userId);
      const fits = fit(wanted, folded(name));
      return fits === null ? [] : [{ member, name, fits }];
    })
    .sort((a, b) => b.fits - a.fits || a.name.localeCompare(b.name))
    .map(({ member }) => member);
}
