import type { Message } from '@parley/client';

/** What one author wrote without a long pause. */
export interface MessageGroup {
  userId: string;
  /** At least one. */
  messages: [Message, ...Message[]];
}

/** One day, in the reader's own time. */
export interface Day {
  /** Midnight at its beginning. */
  date: Date;
  groups: MessageGroup[];
}

const longPauseMs = 5 * 60_000;

/** `messages`, oldest first, by day and author. */
export function groupMessages(messages: readonly Message[]): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const date = midnightOf(message.createdAt);
    let day = days.at(-1);
    if (day?.date.getTime() !== date.getTime()) {
      day = { date, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    const last = group?.messages.at(-1);
    if (group && last && group.userId === message.userId && msBetween(last, message) < longPauseMs) {
      group.messages.push(message);
    } else {
      day.groups.push({ userId: message.userId, messages: [message] });
    }
  }
  return days;
}

function midnightOf(at: string): Date {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date;
}

function msBetween(a: Message, b: Message): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt);
}
