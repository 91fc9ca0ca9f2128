import type {
  ChannelMemberRow,
  ChannelRow,
  UserRow,
  WorkspaceMemberRow,
  WorkspaceRole,
  WorkspaceRow,
} from '#generated/models';
import type { InboxEventInput } from '#generated/schema';
import type { WorkspaceAction } from './workspace-access.ts';

/** What `authorizeWorkspace` is to judge, and what it reads besides in the same call. */
export interface WorkspaceAccess {
  workspaceId: string;
  action: WorkspaceAction;
  /** The person whom it is done to, maybe the caller. They are read with their profile. */
  personId?: string;
  /** What that person is to be. */
  role?: WorkspaceRole;
  /** Others who have to be in the workspace, each once, at most 100; the caller is none of them. */
  others?: string[];
  /** The people of a direct message that may be there, as its row is keyed: sorted, joined by commas. */
  dmPeople?: string;
}

/** What the steps behind `authorizeWorkspace` leave for the ones after them. */
export interface WorkspaceStash {
  /** Set by the resolver. */
  access: WorkspaceAccess;
  /** Set by `authorizeWorkspace`. */
  workspace: WorkspaceRow;
  /** Set by `authorizeWorkspace`: who calls. */
  caller: WorkspaceMemberRow;
  /** Set by `authorizeWorkspace` where `access.personId` is given, anew by the steps that write it; null = not in the workspace. */
  person: WorkspaceMemberRow | null;
  /** Set by `authorizeWorkspace` where `access.personId` is given; null = never signed in. */
  personProfile: UserRow | null;
  /** Set by `authorizeWorkspace` and `loadPeople`: those of `access.others`, in their order. */
  others: WorkspaceMemberRow[];
  /** Set by `authorizeWorkspace` where `access.dmPeople` is given; null = not opened yet. */
  dmChannelId: string | null;
  /** Set by the resolver: the channel to be made, as far as its input says it. */
  newChannel: NewChannel;
  /** Set by the steps that make a channel or find one. */
  channel: ChannelRow;
  /** All is as the caller wants it: the steps that write do nothing. */
  isSettled?: boolean;
  /** Set by the steps that write; what `publish` tells. Absent = nothing. */
  inbox?: InboxEventInput[];
  /** Set by the resolver of a list of the caller's memberships: what its cursors belong to. */
  membershipList: string;
  /** Set by the resolver: the page is past the memberships. */
  isPastMemberships?: boolean;
  /** Set by `listPublicChannels`. */
  channelPage: ChannelPage;
  /** Set by `loadNames`: of the people on the page, in its order. Null = never signed in. */
  profiles: (UserRow | null)[];
}

export interface NewChannel {
  id: string;
  /** Its clock's first time. */
  at: number;
  /** Empty for a direct message. */
  name: string;
  /** Empty = none. */
  topic: string;
  isPrivate: boolean;
}

/** One page of `listChannels`, before the channels are read. */
export interface ChannelPage {
  memberships: ChannelMemberRow[];
  publicIds: string[];
  nextToken: string | null;
}
