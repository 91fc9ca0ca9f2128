import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { usePeople, usePeopleState } from '../people/people-context.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { CloseIcon } from '../shell/icons.tsx';
import { sayError } from '../shell/say-error.ts';
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
  const known = members.get(workspaceId);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isCurrent = true;
    // Somebody may have come since.
    people.load(workspaceId).then(
      () => isCurrent && setFailure(null),
      (error: unknown) => isCurrent && setFailure(error),
    );
    return () => void (isCurrent = false);
  }, [people, workspaceId]);

  const found = useMemo(() => {
    const wanted = folded(query);
    const rated = (known ?? []).flatMap(({ userId, user }) => {
      if (userId === me.id || chosen.includes(userId) || without?.has(userId)) return [];
      const name = user?.name ?? userId;
      const fits = fit(wanted, folded(name)) ?? fit(wanted, folded(userId));
      return fits === null ? [] : [{ userId, name, fits }];
    });
    return rated.sort((a, b) => b.fits - a.fits || a.name.localeCompare(b.name)).slice(0, mostShown);
  }, [query, known, me.id, chosen, without]);
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
  const say = () => {
    if (isFull) return words.full(most);
    if (query === '' || found.length > 0) return '';
    if (known) return words.nothing;
    return failure === null ? dialogStrings.loading : sayError(failure);
  };

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
          // Not disabled: it would lose the focus, and with it the way to take one back.
          readOnly={isFull}
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
            } else if (event.key === 'Enter' && shown.length === 0 && query.trim() !== '') {
              // Whoever is meant is not chosen yet: the form would go without them.
              event.preventDefault();
              setOpen(true);
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
        {say()}
      </p>
    </div>
  );
}
