/**
 * What the service selects when it publishes: everything that a subscriber can ask for. AppSync gives subscribers only what
 * the publishing mutation selected, under its names, which is why no person's own mutation publishes.
 */
export const publishDocument = `mutation PublishChannelEvent($input: ChannelEventInput!) {
  publishChannelEvent(input: $input) {
    channelId
    seq
    kind
    actorId
    at
    audience
    message { id channelId userId content replyToId seq rev createdAt updatedAt }
  }
}`;
