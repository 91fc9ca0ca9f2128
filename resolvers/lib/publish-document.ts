/**
 * How many fields one document of the service asks for at most: as many resolvers as a request may run (`resolverCount` of the stages), which holds
 * for people as well.
 */
export const fieldsAtOnce = 5;

/**
 * What the service says when it publishes a number of events, and hands on a number of lists of them. It selects everything that a subscriber can ask for: AppSync gives
 * subscribers only what the publishing mutation selected, under its names, which is why no person's own mutation publishes.
 */
export function publishDocument(events: number, inbox: number, lists = 0): string {
  const variables: string[] = [];
  const fields: string[] = [];
  for (const index of firstNumbers(events)) {
    variables.push(`$event${index}: ChannelEventInput!`);
    fields.push(`event${index}: publishChannelEvent(input: $event${index}) { ...Event }`);
  }
  for (const index of firstNumbers(inbox)) {
    variables.push(`$inbox${index}: InboxEventInput!`);
    fields.push(`inbox${index}: publishInboxEvent(input: $inbox${index}) { ...Inbox }`);
  }
  for (const index of firstNumbers(lists)) {
    variables.push(`$list${index}: [InboxEventInput!]!`);
    fields.push(`list${index}: publishInboxEvents(input: $list${index})`);
  }
  const fragments = `${events > 0 ? channelEvent : ''}${inbox > 0 ? inboxEvent : ''}`;
  return `mutation Publish(${variables.join(', ')}) { ${fields.join(' ')} }${fragments}`;
}

const channelEvent = `
fragment Event on ChannelEvent {
  channelId seq kind actorId at audience endsAudience
  message {
    id channelId userId content attachments { id name contentType size } replyToId mentions
    reactions { emoji count reactedByMe } seq rev createdAt updatedAt editedAt deletedAt
  }
  reaction { messageId channelId userId emoji createdAt }
  member { channelId userId addedBy createdAt lastReadSeq unreadCount user { id name createdAt updatedAt } }
  channel {
    id workspaceId name topic isPrivate isDm members memberCount headSeq createdBy createdAt updatedAt archivedAt
    lastMessageAt
  }
}`;

const inboxEvent = `
fragment Inbox on InboxEvent { userId kind actorId at workspaceId channelId messageId seq }`;

function firstNumbers(count: number): number[] {
  const numbers: number[] = [];
  for (const index of [0, 1, 2, 3, 4]) {
    if (index < count) numbers.push(index);
  }
  return numbers;
}
