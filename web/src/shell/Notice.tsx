import type { ReactNode } from 'react';
import { MenuButton } from './MenuButton.tsx';
import { useTitle } from './use-title.ts';

/** A whole page that says one thing instead of a channel. */
export function Notice({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  useTitle(title);
  return (
    <main className="notice">
      <MenuButton />
      <div>
        <h1>{title}</h1>
        <p>{children}</p>
        {action}
      </div>
    </main>
  );
}
