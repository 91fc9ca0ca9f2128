import * as documents from '../../../generated/operations.ts';
import type {
  AddWorkspaceMemberInput,
  CreateWorkspaceInput,
  RemoveWorkspaceMemberInput,
  UpdateProfileInput,
  UpdateWorkspaceMemberInput,
  WorkspaceMemberFieldsFragment,
} from '../../../generated/operations.ts';
import type { User, Workspace } from '../model.ts';
import type { ParleyParts } from '../parts.ts';
import { found } from './found.ts';
import { type Page, type PageOptions, pageOf, variablesOf } from './pages.ts';

/** That a person is in a workspace, and as what. */
export type WorkspaceMember = WorkspaceMemberFieldsFragment;

export interface WorkspaceOperations {
  /** `WORKSPACE_NOT_FOUND` where the caller is in none of that id. */
  workspace(id: string): Promise<Workspace>;
  /** The caller is its owner. Done again after a lost answer, there are two. */
  createWorkspace(input: CreateWorkspaceInput): Promise<Workspace>;
  /** In the order of their ids. Guests may not list them. */
  workspaceMembers(workspaceId: string, options?: PageOptions): Promise<Page<WorkspaceMember>>;
  /** As a member, unless `role` says otherwise. */
  addWorkspaceMember(input: AddWorkspaceMemberInput): Promise<WorkspaceMember>;
  updateWorkspaceMember(input: UpdateWorkspaceMemberInput): Promise<WorkspaceMember>;
  /** And out of every channel of it, at once. Everyone may for themselves. */
  removeWorkspaceMember(input: RemoveWorkspaceMemberInput): Promise<WorkspaceMember>;
  /** Changes the caller's own profile. */
  updateProfile(input: UpdateProfileInput): Promise<User>;
}

export function workspaceOperations({ api: { ask }, write }: ParleyParts): WorkspaceOperations {
  return {
    async workspace(id) {
      const { getWorkspace } = await ask(documents.getWorkspace, { id });
      return found(getWorkspace, 'WORKSPACE_NOT_FOUND');
    },
    async createWorkspace(input) {
      const query = documents.createWorkspace;
      return (await write(query, { input })).createWorkspace;
    },
    async workspaceMembers(workspaceId, options = {}) {
      const query = documents.listWorkspaceMembers;
      const variables = { workspaceId, ...variablesOf(options) };
      return pageOf((await ask(query, variables)).listWorkspaceMembers);
    },
    async addWorkspaceMember(input) {
      const query = documents.addWorkspaceMember;
      return (await write(query, { input })).addWorkspaceMember;
    },
    async updateWorkspaceMember(input) {
      const query = documents.updateWorkspaceMember;
      return (await write(query, { input })).updateWorkspaceMember;
    },
    async removeWorkspaceMember(input) {
      const query = documents.removeWorkspaceMember;
      return (await write(query, { input })).removeWorkspaceMember;
    },
    async updateProfile(input) {
      const query = documents.updateProfile;
      return (await write(query, { input })).updateProfile;
    },
  };
}
