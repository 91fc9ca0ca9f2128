import { classifyFailure } from '../classify-failure.ts';
import type { Meter } from '../metric.ts';
import type { Message } from '../model.ts';
import type { OutboxSend } from '../outbox/flusher.ts';
import { outcomeOf } from '../outbox/outcome.ts';

/**
 * Sends as `sendWith` does, and tells the meter what was stored and what was refused. `sendWith` makes what sends, and calls its argument with
 * each message that an answer told.
 */
export function meteredSend(meter: Meter, sendWith: (onMessage: (message: Message) => void) => OutboxSend): OutboxSend {
  const send = sendWith(({ id, createdAt }) => meter.stored(id, createdAt));
  return async (entry, options) => {
    try {
      return await send(entry, options);
    } catch (failure) {
      const error = classifyFailure(failure);
      if (outcomeOf(entry, error) === 'refused') meter.note({ name: 'send-refused', why: error.code });
      throw failure;
    }
  };
}
