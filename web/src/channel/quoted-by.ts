import { type Message, MessagingError } from '@parley/client';

/** A message that another one of the channel quotes. Null = there is none that the reader may see, or it is of another channel. */
export async function quotedBy(asked: Promise<Message>, channelId: string): Promise<Message | null> {
  try {
    const message = await asked;
    return message.channelId === channelId ? message : null;
  } catch (error) {
    if (error instanceof MessagingError && error.type === 'NotFound') return null;
    throw error;
  }
}
