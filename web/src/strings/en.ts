import { channel } from './en-channel.ts';
import { errors } from './en-errors.ts';
import { files } from './en-files.ts';
import { list } from './en-list.ts';
import { session } from './en-session.ts';
import { shell } from './en-shell.ts';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');

/** Every word that the page says to people. */
export const en = {
  /** The language of the words, and which way it is written: the page's. */
  language: 'en',
  direction: 'ltr',
  content: {
    copyCode: 'Copy',
    copied: 'Copied',
    copyFailed: 'Not copied',
    code: (language: string | null) => (language === null ? 'Code' : `Code, ${language}`),
    edited: 'edited',
    mention: (name: string) => `@${name}`,
    truePlace: (place: string) => `(${place})`,
    deleted: 'This message was deleted.',
  },
  composer: {
    form: 'Write a message',
    message: (place: string) => `Message ${place}`,
    edit: 'Edit message',
    send: 'Send',
    save: 'Save',
    cancel: 'Cancel',
    attach: 'Attach files',
    emoji: 'Emoji',
    keys: 'Enter sends, Shift + Enter starts a new line',
    editKeys: 'Enter saves, Escape cancels',
    editing: 'Editing a message',
    sending: 'Sending…',
    drop: 'Drop files here to attach them',
    replyTo: (name: string) => `Reply to ${name}`,
    cancelReply: 'Do not reply',
    people: 'People',
    emojiNames: 'Emoji',
    suggestions: (count: number) => plural(count, { one: '# suggestion', other: '# suggestions' }),
    you: 'you',
    left: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
    tooMany: (count: number) => plural(count, { one: '# character too many', other: '# characters too many' }),
    tryAgain: 'Try again',
    notSent: (reason: string) => `Not sent. ${reason}`,
    closed: {
      archived: 'This channel is archived. Nobody can write here.',
      'not-member': 'Only its members write here. Join to take part.',
      removed: 'You are not a member of this channel any more.',
    },
  },
  list,
  channel,
  shell,
  session,
  errors,
  files,
  emoji: {
    picker: 'Choose an emoji',
    search: 'Search emoji',
    grid: 'Emoji',
    groups: 'Groups of emoji',
    loading: 'Loading emoji…',
    failed: 'The emoji could not be loaded.',
    tryAgain: 'Try again',
    nothing: 'No emoji of that name',
    found: (count: number) => plural(count, { one: '# emoji found', other: '# emoji found' }),
    tones: 'Skin tone',
    tone: {
      none: 'Default skin tone',
      light: 'Light skin tone',
      'medium-light': 'Medium-light skin tone',
      medium: 'Medium skin tone',
      'medium-dark': 'Medium-dark skin tone',
      dark: 'Dark skin tone',
    },
    group: {
      recent: 'Recent',
      'Smileys & Emotion': 'Smileys and emotion',
      'People & Body': 'People and body',
      'Animals & Nature': 'Animals and nature',
      'Food & Drink': 'Food and drink',
      'Travel & Places': 'Travel and places',
      Activities: 'Activities',
      Objects: 'Objects',
      Symbols: 'Symbols',
      Flags: 'Flags',
    },
  },
} as const;
