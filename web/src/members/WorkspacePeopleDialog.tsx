import { operationsOf } from '@parley/client';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { usePeople, usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell, type WorkspaceChannels, type WorkspaceRole } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { MemberRow } from './MemberRow.tsx';
import { rules } from './rights.ts';
import { RoleChoice } from './RoleChoice.tsx';
import { roles, RoleSelect } from './RoleSelect.tsx';
import { Way } from './Way.tsx';

const words = dialogStrings.workspacePeople;

/** The people of a workspace and what they are there. */
export function WorkspacePeopleDialog({ place, close }: { place: WorkspaceChannels; close: () => void }) {
  const { parley, me } = useShell();
  const people = usePeople();
  const { members } = usePeopleState();
  const nameOf = usePersonName();
  const [note, setNote] = useState('');
  const { id, name } = place.workspace;
  const { role } = place;
  const [failure, setFailure] = useState<unknown>(null);
  const reload = () => people.load(id).then(() => setFailure(null), setFailure);
  useEffect(() => void reload(), [people, id]);
  useSessionEnd(failure);
  const known = members.get(id);

  const operations = operationsOf(parley);
  const list = [...(known ?? [])].sort(
    (a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || nameOf(a.userId).localeCompare(nameOf(b.userId)),
  );
  return (
    <Dialog title={words.title(name)} className="is-tall" close={close}>
      {(role === 'OWNER' || role === 'ADMIN') && (
        <TakeIn
          workspaceId={id}
          role={role}
          done={(userId) => {
            setNote(words.added(nameOf(userId)));
            void reload();
          }}
        />
      )}
      <p className="note" role="status">
        {note}
      </p>
      <Problem text={failure === null ? null : sayError(failure)} />
      {!known && failure === null && <p className="quiet">{dialogStrings.loading}</p>}
      <ul className="rows" aria-label={dialogStrings.members.list} aria-busy={!known && failure === null}>
        {list.map((member) => (
          <MemberRow
            key={member.userId}
            userId={member.userId}
            role={member.role}
            hasSignedIn={member.user !== null && member.user !== undefined}
            question={words.removeAsk(nameOf(member.userId))}
            remove={
              member.userId !== me.id && rules(role, member.role)
                ? async () => {
                    await operations.removeWorkspaceMember({ workspaceId: id, userId: member.userId });
                    setNote(words.removed(nameOf(member.userId)));
                    await reload();
                  }
                : null
            }
          >
            {rules(role, member.role) ? (
              <RoleChoice
                member={member}
                role={role}
                done={(next) => {
                  setNote(words.changed(nameOf(member.userId), dialogStrings.members.roles[next]));
                  return reload();
                }}
              />
            ) : undefined}
          </MemberRow>
        ))}
      </ul>
      <div className="setting">
        <Way
          name={words.leave}
          question={words.leaveAsk}
          yes={words.leaveYes}
          act={() => operations.removeWorkspaceMember({ workspaceId: id, userId: me.id })}
          then={close}
        />
      </div>
    </Dialog>
  );
}

function TakeIn({ workspaceId, role, done }: { workspaceId: string; role: WorkspaceRole; done: (id: string) => void }) {
  const { parley } = useShell();
  const [userId, setUserId] = useState('');
  const [as, setAs] = useState<WorkspaceRole>('MEMBER');
  const task = useTask();
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    const added = userId.trim();
    if (added === '') return;
    void task.run(
      () => operationsOf(parley).addWorkspaceMember({ workspaceId, userId: added, role: as }),
      () => {
        setUserId((now) => (now.trim() === added ? '' : now));
        done(added);
      },
    );
  }

  return (
    <form className="form is-add" onSubmit={submit}>
      <label htmlFor={`${id}-person`}>{words.addField}</label>
      <div className="bar">
        <input
          className="field"
          id={`${id}-person`}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          value={userId}
          onChange={(event) => setUserId(event.target.value)}
        />
        <RoleSelect name={words.role} value={as} role={role} choose={setAs} />
        <TaskButton className="button is-main" isBusy={task.isBusy || userId.trim() === ''}>
          {words.submit}
        </TaskButton>
      </div>
      <Problem text={task.problem} />
    </form>
  );
}
