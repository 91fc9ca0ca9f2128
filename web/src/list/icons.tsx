import type { ReactNode } from 'react';

function icon(paths: ReactNode, className?: string) {
  return (
    <svg className={className} viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      {paths}
    </svg>
  );
}

export const reactIcon = icon(
  <>
    <circle cx="9" cy="10.5" r="6.5" />
    <path d="M6.6 12.4c.6.9 1.4 1.3 2.4 1.3s1.8-.4 2.4-1.3M7 8.7v.1M11 8.7v.1M16 2.5v4M14 4.5h4" />
  </>,
);
export const replyIcon = icon(<path d="M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5" />, 'icon-reply');
export const editIcon = icon(<path d="M12.5 4.5l3 3L7 16H4v-3zM10.5 6.5l3 3" />);
export const discardIcon = icon(<path d="M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4M11.5 9v4" />);
export const clockIcon = icon(<path d="M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 6.5V10l2.5 1.5" />);
export const moreIcon = icon(<path d="M4.5 10h.1M10 10h.1M15.5 10h.1" strokeWidth="2.4" />);
export const downIcon = icon(<path d="M10 4v11M5.5 10.5 10 15l4.5-4.5" />);
export const upIcon = icon(<path d="M10 16V5M5.5 9.5 10 5l4.5 4.5" />);
