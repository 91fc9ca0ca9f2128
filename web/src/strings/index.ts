import { en } from './en.ts';
import type { Shape } from './shape.ts';

/** What a language file holds: the same names, other words. */
export type Strings = Shape<typeof en>;

/** The words of the page. One language so far: a second one is a second file of this type, and a choice here. */
export const strings: Strings = en;
