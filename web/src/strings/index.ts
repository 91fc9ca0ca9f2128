import { en } from './en.ts';

/** What a language file holds: the same names, other words. */
export type Strings = Shape<typeof en>;

/** The words of the page. One language so far: a second one is a second file of this type, and a choice here. */
export const strings: Strings = en;

/** The literal words of one language are any words in another. */
type Shape<Words> = Words extends string
  ? string
  : Words extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Words]: Shape<Words[Name]> };
