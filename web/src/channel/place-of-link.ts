import type { MouseEvent } from 'react';

/** Where in this page the link leads that was pressed. Null = there is none, it leads elsewhere, or a new window was asked for. */
export function placeOfLink(event: MouseEvent): string | null {
  const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (event.defaultPrevented || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return null;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
  return link ? ownPlace(link.href, location.origin) : null;
}

/** Of an address its place in the application at `origin`. Null = it is none of a channel or direct message there. */
export function ownPlace(href: string, origin: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return url.origin === origin && /^\/(channel|dm)\/[^/]+$/.test(url.pathname) ? url.pathname + url.search : null;
}
