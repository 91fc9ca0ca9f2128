import type { Inline } from './tree.ts';
import type { SafeLink } from './safe-link.ts';

/** What a line of text is made of before its marks are paired. */
export type Token =
  | { readonly kind: 'leaf'; readonly leaf: Inline }
  | MarkRun
  /** `[`. `isSpent` = it has found a `]` of its own. */
  | { readonly kind: 'bracket'; isLink: boolean; isSpent: boolean }
  /** `]` without an address. */
  | { readonly kind: 'bracket-end' }
  /** `](address)`. `isLink` = it has found its bracket. */
  | { readonly kind: 'link-end'; readonly address: string; readonly link: SafeLink; isLink: boolean };

export type MarkCharacter = '*' | '_' | '~';

/** One to three mark characters in a row. */
export interface MarkRun {
  readonly kind: 'run';
  readonly character: MarkCharacter;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** How many of its characters are not part of a pair: they are shown as they are. */
  left: number;
  /** The sizes of the pairs that it closes, innermost first. */
  readonly closes: number[];
  /** The sizes of the pairs that it opens, innermost first. */
  readonly opens: number[];
}
