import type {
  ChannelMemberRow,
  ChannelRow,
  DirectMessageRow,
  MessageRow,
  UserRow,
  WorkspaceMemberRow,
  WorkspaceRow,
} from '#generated/models';
import { type AccountId, accounts } from '../accounts.ts';
import { type ChannelSeed, type WorkspaceSeed, workspaces } from './workspaces.ts';
import { ulidAt } from './ulid-at.ts';

/** Rows to write, by model, in the order in which they may be written. */
export interface SeedRows {
  User: UserRow[];
  WorkspaceMember: WorkspaceMemberRow[];
  DirectMessage: DirectMessageRow[];
  Message: MessageRow[];
  Channel: ChannelRow[];
  ChannelMember: ChannelMemberRow[];
  /** Last: that they are there says that all is. */
  Workspace: WorkspaceRow[];
}

/**
 * The demo data as it would be had people written it up to `now` (epoch milliseconds). The same `now` gives the same rows.
 * `logbookLength`: how many messages its long channel has.
 */
export function seedRows(now: number, logbookLength = 10_000): SeedRows {
  const founded = iso(now - 90 * 86_400_000);
  const rows: SeedRows = {
    User: accounts.map(({ user, name }) => ({ id: user, name, createdAt: founded, updatedAt: founded })),
    WorkspaceMember: [],
    DirectMessage: [],
    Message: [],
    Channel: [],
    ChannelMember: [],
    Workspace: [],
  };
  for (const workspace of workspaces(logbookLength)) addWorkspace(rows, workspace, founded, now);
  return rows;
}

/** Of so many messages the service gives one its mark. */
const markEvery = 64;

function addWorkspace(
  rows: SeedRows,
  { id, name, people, channels }: WorkspaceSeed,
  founded: string,
  now: number,
): void {
  const createdBy = people[0]?.[0] ?? '';
  const ownerCount = people.filter(([, role]) => role === 'OWNER').length;
  rows.Workspace.push({ id, name, audienceEpoch: 1, ownerCount, createdBy, createdAt: founded, updatedAt: founded });
  for (const [userId, role] of people) {
    rows.WorkspaceMember.push({
      userId,
      workspaceId: id,
      role,
      membershipId: stayOf(id, userId),
      createdAt: founded,
      updatedAt: founded,
    });
  }
  for (const channel of channels) addChannel(rows, id, channel, founded, now);
}

function addChannel(rows: SeedRows, workspaceId: string, seed: ChannelSeed, founded: string, now: number): void {
  const id = `${workspaceId}_${seed.slug}`;
  const messages = messagesOf(id, seed, now);
  const last = messages.at(-1);
  const lastMessageAt = last ? Date.parse(last.createdAt) : Date.parse(founded);
  rows.Message.push(...messages);
  rows.Channel.push({
    id,
    workspaceId,
    ...(seed.name ? { name: seed.name } : {}),
    ...(seed.name && seed.kind === 'public' ? { publicName: `${seed.name.toLowerCase()}\n${id}` } : {}),
    ...(seed.topic ? { topic: seed.topic } : {}),
    isPrivate: seed.kind !== 'public',
    isDm: seed.kind === 'dm',
    ...(seed.kind === 'dm' ? { members: [...seed.people].sort() } : {}),
    memberCount: seed.people.length,
    headSeq: messages.length,
    messageCount: messages.length,
    clock: lastMessageAt,
    audienceEpoch: 1,
    workspaceEpoch: 1,
    senders: {},
    sends: {},
    createdBy: seed.people[0] ?? '',
    createdAt: founded,
    updatedAt: founded,
    ...(last ? { lastMessageAt } : {}),
  });
  if (seed.kind === 'dm') {
    rows.DirectMessage.push({ workspaceId, people: [...seed.people].sort().join(','), channelId: id });
  }
  const read = Math.max(0, messages.length - (seed.unread ?? 0));
  for (const userId of seed.people) {
    const isAuthor = last?.userId === userId;
    const position = isAuthor ? messages.length : read;
    rows.ChannelMember.push({
      userId,
      channelId: id,
      addedBy: seed.people[0] ?? userId,
      membershipId: stayOf(workspaceId, userId),
      createdAt: founded,
      lastReadSeq: position,
      readCount: position,
    });
  }
}

/** The lines with their times counted back from now, so that the last one is `seed.minutesAgo` old. */
function messagesOf(channelId: string, { slug, lines, minutesAgo }: ChannelSeed, now: number): MessageRow[] {
  const minutes = lines.reduce((sum, [, minutesLater]) => sum + minutesLater, 0);
  let at = now - (minutes + minutesAgo) * 60_000;
  return lines.map(([userId, minutesLater, content]: readonly [AccountId, number, string], index) => {
    // Times rise strictly with positions, also where somebody answers within the minute.
    at += Math.max(1, minutesLater * 60_000);
    const createdAt = iso(at);
    const seq = index + 1;
    return {
      id: ulidAt(at, `${slug}/${seq}`),
      channelId,
      userId,
      content,
      reactions: {},
      seq,
      ordinal: seq,
      ...(seq % markEvery === 0 ? { mark: seq } : {}),
      createdAt,
      updatedAt: createdAt,
    };
  });
}

/** A person's one stay in a workspace: the demo's people never left. */
function stayOf(workspaceId: string, userId: string): string {
  return `${workspaceId}-${userId}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
