import { operationsOf } from '@parley/client';
import { useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Avatar } from '../people/Avatar.tsx';
import { usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { callOf } from '../shell/badge.ts';
import { Badges } from '../shell/Badges.tsx';
import { ChannelIcon } from '../shell/ChannelIcon.tsx';
import { PlusIcon } from '../shell/icons.tsx';
import { channelPath } from '../shell/channel-names.ts';
import { PlaceIcon } from '../shell/PlaceIcon.tsx';
import { useShell } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { strings } from '../strings/index.ts';
import { Dialog } from './Dialog.tsx';
import { Problem } from './Problem.tsx';
import { type SwitcherItem, switcherItems, switcherMatches } from './switcher-items.ts';
import { useBrowsed } from './use-browsed.ts';
import { useChoice } from './use-choice.ts';
import { useTask } from './use-task.ts';

const words = dialogStrings.switcher;

/** Goes anywhere by a few letters of its name. */
export function SwitcherDialog({ close }: { close: () => void }) {
  const { parley, me, workspaces, workspace, openDialog } = useShell();
  const nameOf = usePersonName();
  const { members } = usePeopleState();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [query, setQuery] = useState('');
  const task = useTask();
  const workspaceId = workspace?.workspace.id ?? null;
  const { channels: browsed } = useBrowsed(workspace?.role === 'GUEST' ? null : workspaceId);
  const openId = useMemo(() => {
    const places = workspaces.flatMap(({ channels }) => channels);
    return places.find(({ channel }) => channelPath(channel) === pathname)?.channel.id ?? null;
  }, [workspaces, pathname]);
  const items = useMemo(() => {
    const known = workspace?.role === 'GUEST' ? [] : (members.get(workspaceId ?? '') ?? []);
    return switcherItems({ workspaces, browsed, members: known, me: me.id, openId, nameOf });
  }, [workspaces, workspace, browsed, members, workspaceId, me.id, openId, nameOf]);
  const matches = useMemo(() => switcherMatches(items, query, openId), [items, query, openId]);
  const mayCreate = query.trim() !== '' && workspace !== null && workspace.role !== 'GUEST';
  const count = matches.length + (mayCreate ? 1 : 0);

  const take = (index: number) => {
    const item = matches[index];
    if (!item) return mayCreate ? openDialog({ kind: 'create-channel', name: query.trim() }) : undefined;
    void task.run(
      () => channelOf(item),
      (channel) => {
        close();
        return navigate(channelPath(channel));
      },
    );
  };
  const channelOf = async (item: SwitcherItem) => {
    if (item.kind === 'place') return item.place.channel;
    if (item.kind === 'join') return item.channel;
    return operationsOf(parley).openDm({ workspaceId: item.workspaceId, members: [item.userId] });
  };
  // Whoever types a word that names no place has not asked for a new channel of that name.
  const choice = useChoice(count, query, take, matches.length > 0 ? 0 : -1);

  return (
    <Dialog title={words.title} className="is-switcher" close={close}>
      <input
        className="field"
        type="text"
        aria-label={words.field}
        placeholder={words.field}
        value={query}
        dir="auto"
        data-first
        onChange={(event) => setQuery(event.target.value)}
        {...choice.field}
      />
      <Problem text={task.problem} />
      {matches.length === 0 && (
        <p className="quiet" aria-hidden="true">
          {words.nothing}
        </p>
      )}
      <ul className="options" role="listbox" id={choice.listId} aria-label={words.list}>
        {matches.map((item, index) => (
          <li
            key={item.key}
            className={item.kind === 'place' && callOf(item.place) !== 'quiet' ? 'option is-unread' : 'option'}
            role="option"
            id={choice.optionId(index)}
            aria-selected={index === choice.active}
            onPointerMove={() => choice.setActive(index)}
            onClick={() => take(index)}
          >
            <ItemIcon item={item} />
            <span className="place-name" dir="auto">
              {item.title}
            </span>
            <ItemNote item={item} />
          </li>
        ))}
        {mayCreate && (
          <li
            className="option is-extra"
            role="option"
            id={choice.optionId(matches.length)}
            aria-selected={matches.length === choice.active}
            onPointerMove={() => choice.setActive(matches.length)}
            onClick={() => take(matches.length)}
          >
            <PlusIcon />
            <span className="place-name" dir="auto">
              {words.create(query.trim())}
            </span>
          </li>
        )}
      </ul>
      <p className="visually-hidden" role="status">
        {matches.length === 0 ? words.nothing : dialogStrings.results(matches.length)}
      </p>
      <p className="hint is-keys">{words.keys}</p>
    </Dialog>
  );
}

function ItemIcon({ item }: { item: SwitcherItem }) {
  if (item.kind === 'person') return <Avatar userId={item.userId} name={item.title} />;
  return item.kind === 'place' ? <PlaceIcon channel={item.place.channel} /> : <ChannelIcon channel={item.channel} />;
}

/** What else there is to say of a place: in which workspace it is, and what is unread. */
function ItemNote({ item }: { item: SwitcherItem }) {
  const { workspaces } = useShell();
  if (item.kind === 'join') return <span className="option-note">{words.join}</span>;
  if (item.kind === 'person') return <span className="option-note">{words.dm}</span>;
  const { channel, unreadCount } = item.place;
  const house = workspaces.find(({ workspace }) => workspace.id === channel.workspaceId)?.workspace.name;
  return (
    <>
      {workspaces.length > 1 && <span className="option-note">{house}</span>}
      {callOf(item.place) !== 'quiet' && <span className="visually-hidden">{strings.shell.unread(unreadCount)}</span>}
      <Badges place={item.place} />
    </>
  );
}
