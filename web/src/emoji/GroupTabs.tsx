import { strings } from '../strings/index.ts';
import { groupName } from './group-name.ts';
import type { Section } from './picker-sections.ts';

interface Props {
  sections: readonly Section[];
  gridId: string;
  /** The first cell of the group becomes the active one. */
  onChoose: (index: number) => void;
}

/** One button for each group, shown by its first emoji; the recent ones by a clock. */
export function GroupTabs({ sections, gridId, onChoose }: Props) {
  return (
    <div className="emoji-tabs" role="group" aria-label={strings.emoji.groups}>
      {sections.map(({ group, rows }) => {
        const first = rows[0]?.[0];
        if (group === null || !first) return null;
        return (
          <button
            key={group}
            type="button"
            aria-label={groupName(group)}
            title={groupName(group)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              onChoose(first.index);
              document
                .getElementById(gridId)
                ?.querySelector(`[data-group="${CSS.escape(group)}"]`)
                ?.scrollIntoView();
            }}
          >
            {group === 'recent' ? '🕘' : first.entry.emoji}
          </button>
        );
      })}
    </div>
  );
}
