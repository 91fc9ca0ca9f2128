import type { FileOf } from '../files/file-keys.ts';

/** From a resolver, resolvers/functions/dropFiles.ts; from the hourly schedule comes EventBridge's own event, which says nothing of use. */
type KeeperEvent = ({ readonly kind: 'drop-files' } & FileOf) | { readonly kind?: undefined };

/** Removes files that no message holds: those of a message that was just deleted, or, each hour, all that are due to be looked at. */
export async function handler(event: KeeperEvent): Promise<unknown> {
  const { dropFiles } = await import('./drop-files.ts');
  if (event.kind === 'drop-files') return dropFiles(event);
  return (await import('./check-due.ts')).checkDue();
}
