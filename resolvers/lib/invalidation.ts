/**
 * Subscriptions to a channel are ended at once where somebody loses the right to them. It is the fast way and no more: what holds is
 * the audience of each event.
 */
const subscriptionField = 'onChannelEvent';

/** Marks a subscription of somebody who reads a channel because it is public, without being in it. */
const publicReader = 'public';

/** Which losses end a subscription of this person's to this channel. */
export function endedBy(channelId: string, workspaceId: string, userId: string, isInChannel: boolean) {
  const groups = [
    [is('channelId', channelId), is('userId', userId)],
    [is('workspaceId', workspaceId), is('userId', userId)],
  ];
  if (!isInChannel) groups.push([is('channelId', channelId), is('reader', publicReader)]);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}

export function lostChannel(channelId: string, userId: string) {
  return { subscriptionField, payload: { channelId, userId } };
}

export function lostWorkspace(workspaceId: string, userId: string) {
  return { subscriptionField, payload: { workspaceId, userId } };
}

/** Everyone who is not in the channel, which was public until now. */
export function lostPublicChannel(channelId: string) {
  return { subscriptionField, payload: { channelId, reader: publicReader } };
}

function is(fieldName: string, value: string) {
  return { fieldName, operator: 'eq' as const, value };
}
