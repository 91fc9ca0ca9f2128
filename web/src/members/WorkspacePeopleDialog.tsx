import { operationsOf, type WorkspaceMember } from '@parley/client';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { usePeople, usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { useShell, type WorkspaceChannels, type WorkspaceRole } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { Confirm } from './Confirm.tsx';
import { MemberRow } from './MemberRow.tsx';
import { rules } from './rights.ts';

const words = dialogStrings.workspacePeople;
const roleWords = dialogStrings.members.roles;
const roles: readonly WorkspaceRole[] = ['OWNER', 'ADMIN', 'MEMBER', 'GUEST'];

/** The people of a workspace and what they are there. */
export function WorkspacePeopleDialog({ place, close }: { place: WorkspaceChannels; close: () => void }) {
  const { parley, me } = useShell();
  const people = usePeople();
  const { members } = usePeopleState();
  const nameOf = usePersonName();
  const [note, setNote] = useState('');
  const { id, name } = place.workspace;
  const { role } = place;
  const reload = () => people.load(id).catch(() => {});
  useEffect(() => void reload(), [people, id]);

  const operations = operationsOf(parley);
  const list = [...(members.get(id) ?? [])].sort(
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
      <ul className="rows" aria-label={dialogStrings.members.list}>
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
            {rules(role, member.role) ? <RoleChoice member={member} role={role} done={reload} /> : undefined}
          </MemberRow>
        ))}
      </ul>
      <Leave workspaceId={id} close={close} />
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
    void task.run(async () => {
      const added = userId.trim();
      await operationsOf(parley).addWorkspaceMember({ workspaceId, userId: added, role: as });
      setUserId('');
      done(added);
    });
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
        <button className="button is-main" type="submit" disabled={task.isBusy || userId.trim() === ''}>
          {words.submit}
        </button>
      </div>
      <Problem text={task.problem} />
    </form>
  );
}

function RoleChoice({
  member,
  role,
  done,
}: {
  member: WorkspaceMember;
  role: WorkspaceRole | null;
  done: () => unknown;
}) {
  const { parley } = useShell();
  const nameOf = usePersonName();
  const task = useTask();
  return (
    <div className="role-choice">
      <RoleSelect
        name={words.roleOf(nameOf(member.userId))}
        value={member.role}
        role={role}
        choose={(next) =>
          void task.run(async () => {
            const { workspaceId, userId } = member;
            await operationsOf(parley).updateWorkspaceMember({ workspaceId, userId, role: next });
            await done();
          })
        }
      />
      <Problem text={task.problem} />
    </div>
  );
}

interface RoleSelectProps {
  name: string;
  value: WorkspaceRole;
  /** The reader's own: nobody makes others more than they rule. */
  role: WorkspaceRole | null;
  choose: (role: WorkspaceRole) => void;
}

function RoleSelect({ name, value, role, choose }: RoleSelectProps) {
  return (
    <select
      className="field is-select"
      aria-label={name}
      value={value}
      onChange={(event) => {
        const next = roles.find((each) => each === event.target.value);
        if (next) choose(next);
      }}
    >
      {roles
        .filter((each) => rules(role, each))
        .map((each) => (
          <option key={each} value={each}>
            {roleWords[each]}
          </option>
        ))}
    </select>
  );
}

function Leave({ workspaceId, close }: { workspaceId: string; close: () => void }) {
  const { parley, me } = useShell();
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  return (
    <div className="setting">
      {isAsking ? (
        <Confirm
          question={words.leaveAsk}
          yes={words.leaveYes}
          isBusy={task.isBusy}
          confirm={() =>
            void task.run(async () => {
              await operationsOf(parley).removeWorkspaceMember({ workspaceId, userId: me.id });
              close();
            })
          }
          cancel={() => setAsking(false)}
        />
      ) : (
        <button className="button" type="button" onClick={() => setAsking(true)}>
          {words.leave}
        </button>
      )}
      <Problem text={task.problem} />
    </div>
  );
}
