import type { AnyNode } from 'acorn';

/** Something that AppSync would refuse, where it stands, and what to tell the author. */
export interface Finding {
  readonly node: AnyNode;
  readonly text: string;
}
