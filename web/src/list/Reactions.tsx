import type { Message } from '@parley/client';
import { useEffect, useId, useRef, useState } from 'react';
import { visibleName } from '../content/visible-text.ts';
import { reactIcon } from './icons.tsx';
import { useList } from './list-context.ts';
import { words } from './words.ts';

/** Long enough that a pointer on its way elsewhere asks nothing. */
const askAfterMs = 350;
/** Names that are told of one reaction. */
const mostNames = 12;

/** The reactions to a message, those of the reader pressed. Who it was is asked for once somebody wants to know. */
export function Reactions({ message }: { message: Message }) {
  const { actions, run, pickReaction } = useList();
  const { ask, forget, asked, text, id } = useWho(message);
  return (
    <ul className="reactions" aria-label={words.reactions}>
      {message.reactions.map(({ emoji, count, reactedByMe }) => {
        const isOwn = reactedByMe === true;
        const inside = (
          <>
            <span className="emoji">{emoji}</span> <span className="count">{count}</span>
          </>
        );
        if (!actions.react) {
          return (
            <li key={emoji} className="reaction" data-own={isOwn}>
              {inside}
            </li>
          );
        }
        return (
          <li key={emoji}>
            <button
              className="reaction"
              type="button"
              tabIndex={-1}
              aria-pressed={isOwn}
              aria-label={words.reaction(emoji, count, isOwn)}
              aria-describedby={asked === emoji ? id : undefined}
              onClick={() => run(() => actions.react?.(message, emoji, !isOwn))}
              onPointerEnter={() => ask(emoji, askAfterMs)}
              onPointerLeave={forget}
              onFocus={() => ask(emoji, 0)}
              onBlur={forget}
            >
              {inside}
            </button>
            {asked === emoji ? (
              <span className="bubble" role="tooltip" id={id} data-floating="">
                {text}
              </span>
            ) : null}
          </li>
        );
      })}
      {actions.react ? (
        <li>
          <button
            className="reaction is-add"
            type="button"
            tabIndex={-1}
            aria-label={words.addReaction}
            title={words.addReaction}
            onClick={({ currentTarget }) => pickReaction(message, currentTarget)}
          >
            {reactIcon}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function useWho(message: Message) {
  const { actions, nameOf, me } = useList();
  const id = useId();
  const [asked, setAsked] = useState<string | null>(null);
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);

  const forget = () => {
    clearTimeout(timer.current);
    turn.current += 1;
    setAsked(null);
  };
  const ask = (emoji: string, afterMs: number) => {
    const { whoReacted } = actions;
    if (!whoReacted) return;
    forget();
    const mine = turn.current;
    timer.current = setTimeout(() => {
      setText(words.whoLoading);
      setAsked(emoji);
      const told = (sentence: string) => mine === turn.current && setText(sentence);
      whoReacted(message, emoji).then(
        (people) => told(sayWho(people, me, nameOf)),
        () => told(words.whoUnknown),
      );
    }, afterMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { ask, forget, asked, text, id };
}

function sayWho(people: readonly string[], me: string, nameOf: (id: string) => string): string {
  if (people.length === 0) return words.whoUnknown;
  const names = [...people].sort((a, b) => Number(b === me) - Number(a === me));
  const told = names.slice(0, mostNames).map((id) => (id === me ? words.you : visibleName(nameOf(id))));
  return words.who(told, names.length - told.length);
}
