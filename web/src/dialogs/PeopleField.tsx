import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { usePeople, usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { CloseIcon } from '../shell/icons.tsx';
import { useShell } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { fit, folded } from './fuzzy.ts';
import { useChoice } from './use-choice.ts';

const words = dialogStrings.peopleField;
const mostShown = 8;

interface Props {
  label: string;
  workspaceId: string;
  /** Ids, in the order in which they were chosen. */
  chosen: readonly string[];
  setChosen: (chosen: readonly string[]) => void;
  most: number;
  /** Who can not be chosen, besides the reader. */
  without?: ReadonlySet<string>;
  isFirst?: boolean;
}

/** Several people of a workspace, found by name. Backspace in the empty field takes the last one back. */
export function PeopleField({ label, workspaceId, chosen, setChosen, most, without, isFirst = false }: Props) {
  const { me } = useShell();
  const people = usePeople();
  const { members } = usePeopleState();
  const nameOf = usePersonName();
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // Somebody may have come since.
  useEffect(() => void people.load(workspaceId).catch(() => {}), [people, workspaceId]);

  const found = useMemo(() => {
    const wanted = folded(query);
    const rated = (members.get(workspaceId) ?? []).flatMap(({ userId, user }) => {
      if (userId === me.id || chosen.includes(userId) || without?.has(userId)) return [];
      const name = user?.name ?? userId;
      const fits = fit(wanted, folded(name)) ?? fit(wanted, folded(userId));
      return fits === null ? [] : [{ userId, name, fits }];
    });
    return rated.sort((a, b) => b.fits - a.fits || a.name.localeCompare(b.name)).slice(0, mostShown);
  }, [query, members, workspaceId, me.id, chosen, without]);
  const isFull = chosen.length >= most;
  const shown = isOpen && !isFull ? found : [];

  const take = (index: number) => {
    const person = shown[index];
    if (!person) return;
    setChosen([...chosen, person.userId]);
    setQuery('');
    // What stands below is not covered any longer than one chooses.
    setOpen(false);
    field.current?.focus();
  };
  const choice = useChoice(shown.length, query, take);

  return (
    <div className="people-field">
      <label htmlFor={`${id}-field`}>{label}</label>
      {chosen.length > 0 && (
        <ul className="chips" aria-label={words.chosen}>
          {chosen.map((userId) => (
            <li className="chip" key={userId}>
              <Avatar userId={userId} name={nameOf(userId)} />
              <span dir="auto">{nameOf(userId)}</span>
              <button
                type="button"
                aria-label={words.take(nameOf(userId))}
                onClick={() => {
                  setChosen(chosen.filter((each) => each !== userId));
                  field.current?.focus();
                }}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="people-find">
        <input
          className="field"
          id={`${id}-field`}
          ref={field}
          dir="auto"
          placeholder={words.find}
          data-first={isFirst || undefined}
          value={query}
          disabled={isFull}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onClick={() => setOpen(true)}
          {...choice.field}
          onChange={(event) => {
            setQuery(event.target.value);
            setOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && query === '') setChosen(chosen.slice(0, -1));
            else if (event.key === 'ArrowDown' && !isOpen) setOpen(true);
            else if (event.key === 'Escape' && isOpen && query !== '') {
              // The first press closes what is open in here.
              event.preventDefault();
              event.stopPropagation();
              setQuery('');
            } else choice.field.onKeyDown(event);
          }}
        />
        <ul
          className="options is-over"
          role="listbox"
          id={choice.listId}
          aria-label={words.list}
          hidden={shown.length === 0}
        >
          {shown.map(({ userId, name }, index) => (
            <li
              key={userId}
              className="option"
              role="option"
              id={choice.optionId(index)}
              aria-selected={index === choice.active}
              onPointerMove={() => choice.setActive(index)}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <Avatar userId={userId} name={name} />
              <span className="place-name" dir="auto">
                {name}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <p className="hint" role="status">
        {isFull ? words.full(most) : query !== '' && found.length === 0 ? words.nothing : ''}
      </p>
    </div>
  );
}
