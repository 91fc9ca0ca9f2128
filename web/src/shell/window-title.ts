import { strings } from '../strings/index.ts';
import type { Total } from './badge.ts';

/** What the window is called, and what calls in it: they come from different parts of the page. */
let place: string | null = null;
let total: Total = { call: 'quiet', count: 0 };

/** Null = still unknown: Parley alone. */
export function nameWindow(title: string | null): void {
  place = title;
  show();
}

/** What is unread, in the title and in the icon. */
export function badgeWindow(next: Total): void {
  total = next;
  show();
}

function show(): void {
  const { title, product, unreadTitle } = strings.shell;
  const name = place === null ? product : title(place);
  const next = total.call === 'quiet' ? name : unreadTitle(total.count, name);
  if (document.title !== next) document.title = next;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = total.call === 'quiet' ? '/icon.svg' : `/icon-${total.call}.svg`;
  if (icon && icon.getAttribute('href') !== href) icon.href = href;
}
