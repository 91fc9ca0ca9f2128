/** A message's content, read: what the page may make of it, and nothing else. No node holds markup, and the only address is a checked one. */
export interface ContentTree {
  readonly blocks: readonly Block[];
  /** A few emoji and nothing else: shown large. */
  readonly isJumbo: boolean;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  /** `language` is the word after the fence, for people; null = none. */
  | { readonly kind: 'code-block'; readonly language: string | null; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  /** `start` is the first number of an ordered list; null = not ordered. */
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] };

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: InlineMark; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | LinkNode
  | { readonly kind: 'mention'; readonly userId: string }
  /** `:name:`. Whether there is such an emoji is not known here. */
  | { readonly kind: 'shortcode'; readonly name: string };

export type InlineMark = 'bold' | 'italic' | 'strike';

export interface LinkNode {
  readonly kind: 'link';
  /** `http:`, `https:` or `mailto:`, absolute, as the browser itself reads it. */
  readonly href: string;
  /** The host or mail address that it truly leads to, where the label names another; null = the label does not mislead. */
  readonly truePlace: string | null;
  /** An address that stands in the text as itself, not behind a label. */
  readonly isBare: boolean;
  readonly children: readonly Inline[];
}
