import { pageCursor, readPageCursor } from './page.ts';

/** What a cursor into a workspace's public channels belongs to. */
export function publicChannels(workspaceId: string): string {
  return `public|${workspaceId}`;
}

/** The cursor behind the channel of this `publicName`; empty = before the first one. */
export function publicCursor(workspaceId: string, publicName: string): string {
  return pageCursor(publicChannels(workspaceId), publicName);
}

/** The `publicName` at which the page before ended; null = begin. Ends the resolver where the cursor is none of this list. */
export function readPublicCursor(cursor: string | null | undefined, workspaceId: string): string | null {
  return readPageCursor(cursor, publicChannels(workspaceId), '(?s)^.{0,300}\\z') || null;
}
