import type { MyChannel } from '@parley/client';
import { type ReactNode, useId } from 'react';
import { NavLink } from 'react-router';
import { usePersonName } from '../people/use-person-name.ts';
import { strings } from '../strings/index.ts';
import { callOf } from './badge.ts';
import { Badges } from './Badges.tsx';
import { channelPath, channelTitle } from './channel-names.ts';
import { PlaceIcon } from './PlaceIcon.tsx';
import { useShell } from './shell-context.ts';

const words = strings.shell;

interface PlacesProps {
  title: string;
  places: readonly MyChannel[];
  /** A row of its own after all places. */
  last: ReactNode;
  /** What can be done beside its heading. */
  children: ReactNode;
}

/** One list of places. */
export function Places({ title, places, last, children }: PlacesProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="places-head">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      <ul>
        {places.map((place) => (
          <li key={place.channel.id}>
            <PlaceLink place={place} />
          </li>
        ))}
        {last && <li>{last}</li>}
      </ul>
    </section>
  );
}

function PlaceLink({ place }: { place: MyChannel }) {
  const { me, setMenuOpen } = useShell();
  const nameOf = usePersonName();
  const { channel, unreadCount, isMentioned } = place;
  const call = callOf(place);
  return (
    <NavLink className={`place-link is-${call}`} to={channelPath(channel)} onClick={() => setMenuOpen(false)}>
      <PlaceIcon channel={channel} />
      <span className="place-name" dir="auto">
        {channelTitle(channel, me.id, nameOf)}
        <span className="visually-hidden">
          {channel.isPrivate && !channel.isDm && words.isPrivate}
          {channel.archivedAt && words.isArchived}
          {call !== 'quiet' && words.unread(unreadCount)}
          {call !== 'quiet' && isMentioned && words.mentioned}
        </span>
      </span>
      <Badges place={place} />
    </NavLink>
  );
}
