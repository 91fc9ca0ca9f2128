export type WorkspaceRole = 'OWNER' | 'ADMIN' | 'MEMBER' | 'GUEST';

/** A file that was sent with a message: what is known of it, not the file. */
export interface Attachment {
  id: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

/** How many people put one emoji on a message. */
export interface ReactionTally {
  count: number;
  /** The position at which it first came, which orders them. */
  since: number;
}

/** A person, as the application's sessions name them. */
export interface UserRow {
  id: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  /** When a client of theirs last reported metrics; absent = never. */
  reportedAt?: number;
}

/** The house that channels and people live in. */
export interface WorkspaceRow {
  /** Letters, digits and hyphens, at most 26; no underscore, so that it can be read off a channel's id. */
  id: string;
  name: string;
  /** Rises whenever someone loses the workspace; part of every event's audience. */
  audienceEpoch: number;
  /** Owners; never falls to 0. */
  ownerCount: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** That a person is in a workspace, and as what. Checked on every call, consistently. */
export interface WorkspaceMemberRow {
  userId: string;
  workspaceId: string;
  role: WorkspaceRole;
  /** Made anew each time the person is taken in. A channel membership counts while it names it, so that whoever left and came back is in no channel. */
  membershipId: string;
  /** When the channels that they made of late are paid off, at the rate that one person may make them; absent = none was made. */
  makingPaidAt?: number;
  createdAt: string;
  updatedAt: string;
}

/** A channel or a direct message: one ordered log. */
export interface ChannelRow {
  /** The workspace's id, an underscore, and the channel's own part. */
  id: string;
  workspaceId: string;
  /** Absent for a direct message. */
  name?: string;
  /** The name in lower case, a line feed, and the id, so that channels of one name have an order. Absent for what is private. */
  publicName?: string;
  topic?: string;
  isPrivate: boolean;
  isDm: boolean;
  /** The people of a direct message, sorted. Absent for any other channel: its people are ChannelMember rows. */
  members?: string[];
  memberCount: number;
  /** The position of the last change. */
  headSeq: number;
  /** Messages ever sent; less a reader's readCount it gives what is unread. */
  messageCount: number;
  /** The channel's time at headSeq. Rises with every position, also where the servers' clocks do not. */
  clock: number;
  /** Rises whenever someone loses the channel; part of every event's audience. */
  audienceEpoch: number;
  /** The workspace's audienceEpoch at headSeq. Never goes back, so that no event after a position is told to an older audience. */
  workspaceEpoch: number;
  /** By person: when what they sent of late is paid off, at the rate that one person may send. Those paid off are removed. */
  senders: Record<string, number>;
  /** By second since 1970: messages sent in it. Seconds gone by are removed. */
  sends: Record<string, number>;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  archivedAt?: string;
  /** Absent before the first message. */
  lastMessageAt?: number;
}

/** That a person is in a channel, and what they have read of it. */
export interface ChannelMemberRow {
  userId: string;
  channelId: string;
  addedBy: string;
  /** The person's WorkspaceMember.membershipId when they were put in. */
  membershipId: string;
  createdAt: string;
  lastReadSeq: number;
  /** Messages of the channel up to lastReadSeq. */
  readCount: number;
  /** The position of the last message that mentions the person; absent = none. */
  lastMentionSeq?: number;
  /** When they last told the channel that they are typing; absent = never. */
  typedAt?: number;
}

/** One message. The key is the id that the sender's client made, so that a second put of it can not succeed, ever. */
export interface MessageRow {
  id: string;
  channelId: string;
  userId: string;
  /** Absent once deleted. */
  content?: string;
  attachments?: Attachment[];
  replyToId?: string;
  mentions?: string[];
  /** By emoji. Empty = none. */
  reactions: Record<string, ReactionTally>;
  seq: number;
  /** The channel's messageCount at this message. */
  ordinal: number;
  /** seq, on messages whose ordinal divides by 64; absent on others. */
  mark?: number;
  /** The position of the last change. Absent while there is none; readers are told seq. */
  rev?: number;
  createdAt: string;
  updatedAt: string;
  editedAt?: string;
  deletedAt?: string;
}

/** That one person put one emoji on one message: a row or no row, so twice is once. */
export interface ReactionRow {
  messageId: string;
  /** The emoji, a number sign, and the person's id. */
  emojiByUser: string;
  /** The channel's id, a bar, and the person's id. */
  reader: string;
  /** The message's seq. */
  seq: number;
  channelId: string;
  userId: string;
  emoji: string;
  createdAt: string;
}

/** That files have to be looked at: what no message holds is removed. Written before a file is kept, and before a message with files is deleted, so that no crash leaves a file behind. */
export interface FileCheckRow {
  /** The last letter of the message's id: 32 of them, so that no partition takes all. */
  shard: string;
  /** When it is to be looked at (ISO 8601), the message's id and the file's, if it is about one, with number signs between. */
  dueAtAndFile: string;
  messageId: string;
  channelId: string;
  /** The message's author. */
  userId: string;
  /** The one file that may have been kept in vain. Absent = all of them, of a message that was deleted. */
  fileId?: string;
}

/** What one person uploaded on the last day on which they did. */
export interface UploadDayRow {
  userId: string;
  /** In UTC, such as 2026-01-31. */
  day: string;
  /** The file that began the day. AppSync takes a put that failed for done where the row is as it would have been: two that begin a day at once must differ. */
  firstFileId: string;
  files: number;
  bytes: number;
}

/** Which channel is the direct message of a set of people: one for each set, also when two open it at once. */
export interface DirectMessageRow {
  workspaceId: string;
  /** The people's ids, sorted, joined by commas. */
  people: string;
  channelId: string;
}
