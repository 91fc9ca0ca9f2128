import type { WorkspaceRow } from '#generated/models';
import type { Workspace } from '#generated/schema';

/** A stored workspace as its members see it. */
export function workspaceOf(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
