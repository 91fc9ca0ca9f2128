import { dialogs } from './en-dialogs.ts';
import type { Shape } from './shape.ts';

/** The words of dialogs: apart from the others, as they are loaded with the dialogs alone. */
export const dialogStrings: Shape<typeof dialogs> = dialogs;
