import { Name } from '../content/Name.tsx';
import { Avatar } from '../people/Avatar.tsx';
import { strings } from '../strings/index.ts';
import type { Suggestion } from './suggestions.ts';

interface Props {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  /** The writer's own id. */
  me: string;
  onChoose: (suggestion: Suggestion) => void;
  onPoint: (index: number) => void;
}

/** What completes the word being typed. The focus stays in the box, which names the active option. */
export function SuggestionList({ id, suggestions, active, me, onChoose, onPoint }: Props) {
  const isPeople = suggestions[0]?.person !== null;
  return (
    <div
      className="suggestions"
      id={id}
      role="listbox"
      aria-label={isPeople ? strings.composer.people : strings.composer.emojiNames}
    >
      {suggestions.map((suggestion, index) => (
        <div
          className={index === active ? 'suggestion is-active' : 'suggestion'}
          role="option"
          id={`${id}-${index}`}
          key={suggestion.key}
          aria-selected={index === active}
          // The box keeps the focus, and with it the caret.
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => index !== active && onPoint(index)}
          onClick={() => onChoose(suggestion)}
        >
          {suggestion.person && (
            <>
              <Avatar userId={suggestion.person.id} name={suggestion.person.name} />
              <Name className="suggestion-name" text={suggestion.person.name} />
              <span className="quiet">
                <Name text={suggestion.person.id} />
                {suggestion.person.id === me && ` (${strings.composer.you})`}
              </span>
            </>
          )}
          {suggestion.emoji && (
            <>
              <span className="suggestion-emoji">{suggestion.emoji.emoji}</span>
              <span className="suggestion-name">{`:${suggestion.emoji.name}:`}</span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}
