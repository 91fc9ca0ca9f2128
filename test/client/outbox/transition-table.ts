import type { EventName, RowName } from './rows.ts';
import { transitionsOfChanges } from './transitions-of-changes.ts';
import { transitionsOfReactions } from './transitions-of-reactions.ts';
import { transitionsOfSends } from './transitions-of-sends.ts';

/**
 * What each event makes of each row, in a tab that sends and whose lanes all wait: `=` = the same row, `∅` = none; then what else
 * follows. `+` = a row besides, or what is shown as sent; `announced` = other tabs are told that it is done; `try`, `retry`, `abort` = of
 * tries; `pause` = of everything; `gone` = denied.
 */
export const transitions: Record<RowName, Record<EventName, string>> = {
  ...transitionsOfSends,
  ...transitionsOfChanges,
  ...transitionsOfReactions,
};
