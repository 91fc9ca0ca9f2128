import type { PendingChange, PendingMessage } from '@parley/client';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const number = new Intl.NumberFormat();

const newMessages = (count: number) => plural(count, { one: '# new message', other: '# new messages' });

/** Every word that the list of messages says to people. */
export const list = {
  log: (label: string) => `Messages in ${label}`,
  keys: 'Arrow keys move between messages. Enter leads to what can be done with one.',
  today: 'Today',
  yesterday: 'Yesterday',
  newLine: 'New',
  edited: 'edited',
  editedAt: (time: string) => `Edited ${time}`,
  beingEdited: 'You are editing this message.',
  tombstone: 'This message was deleted.',
  reactions: 'Reactions',
  attachments: 'Attachments',
  loading: 'Loading messages…',
  loadingOlder: 'Loading older messages…',
  loadingNewer: 'Loading newer messages…',
  tryAgain: 'Try again',
  somethingWrong: 'Something went wrong.',
  beginning: (label: string, isDm: boolean) => (isDm ? label : `Welcome to ${label}`),
  begins: (label: string, isDm: boolean) => `This is where ${isDm ? 'your conversation' : label} begins.`,
  isEmpty: 'No messages yet. Write the first one.',
  notThere: 'There is no such message here. This is the nearest one.',

  jumpToLatest: 'Jump to latest',
  newSince: newMessages,
  jumpToFirstUnread: 'Jump to first unread',
  announceOne: (name: string, text: string) => `${name}: ${text}`,
  announceFile: (name: string, count: number) =>
    `${name} ${plural(count, { one: 'sent a file', other: 'sent # files' })}.`,
  announceMany: (count: number) => `${newMessages(count)}.`,

  actions: 'Actions',
  react: 'React',
  addReaction: 'Add a reaction',
  reactWith: (emoji: string) => `React with ${emoji}`,
  moreEmoji: 'More emoji',
  reply: 'Reply',
  edit: 'Edit',
  remove: 'Delete',
  removeAsk: 'Delete…',
  copyText: 'Copy text',
  copyLink: 'Copy link',
  markUnread: 'Mark unread from here',
  more: 'More actions',
  copied: 'Copied.',
  notCopied: 'It could not be copied.',
  cancel: 'Cancel',
  removeTitle: 'Delete this message?',
  removeExplained: 'It goes for everyone, and can not be brought back.',

  reaction: (emoji: string, count: number, isOwn: boolean) =>
    `${emoji} ${number.format(count)}${isOwn ? ', yours among them' : ''}`,
  whoLoading: 'Who was it?',
  whoUnknown: 'It is not known who it was.',
  who: (names: readonly string[], more: number) =>
    more > 0 ? `${names.join(', ')} and ${number.format(more)} more` : new Intl.ListFormat('en').format(names),
  you: 'You',

  quoteOf: (name: string) => `Go to the message of ${name} that this answers: `,
  quoteLoading: 'Loading…',
  quoteMissing: 'The message that this answers is not there.',
  quoteFile: (name: string) => `File: ${name}`,

  pending: {
    queued: 'Waiting to be sent',
    sending: 'Sending…',
    sent: 'Sent',
    refused: 'Not sent',
  } satisfies Record<PendingMessage['state'], string>,
  change: {
    edit: { queued: 'Edit waits', sending: 'Saving…', refused: 'Not edited' },
    delete: { queued: 'Deletion waits', sending: 'Deleting…', refused: 'Not deleted' },
    react: { queued: 'Reaction waits', sending: 'Reacting…', refused: 'Reaction not saved' },
  } satisfies Record<PendingChange['kind'], Record<PendingChange['state'], string>>,
  discard: 'Discard',
} as const;
