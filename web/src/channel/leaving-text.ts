/**
 * The text of a draft while some of it is on its way into the outbox: `leaving` is shown no more, and stays in the draft until it is
 * kept, so that nothing is lost with a page that goes in between.
 *
 * ```
 *   draft:  │ leaving │ what is being written │
 * ```
 */
export function shownText(draft: string, leaving: string): string {
  return draft.startsWith(leaving) ? draft.slice(leaving.length) : draft;
}

/** The draft that shows `text`. */
export function draftShowing(text: string, draft: string, leaving: string): string {
  return draft.startsWith(leaving) ? leaving + text : text;
}

/** The draft once its beginning was kept elsewhere. The same where another tab has changed that meanwhile. */
export function withoutKept(draft: string, kept: string): string {
  return draft.startsWith(kept) ? draft.slice(kept.length) : draft;
}
