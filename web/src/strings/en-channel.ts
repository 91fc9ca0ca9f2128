import type { TimelineState } from '@parley/client';

const list = new Intl.ListFormat('en');

/** Every word that the page of one channel says to people, but for those of its list and its composer. */
export const channel = {
  opening: 'Opening…',
  archived: 'Archived',
  archivedExplained: 'This channel is archived. Everything in it can be read, and nobody can write here.',
  missingTitle: 'Channel not found',
  missing: 'It does not exist, or it is private. If someone sent you this link, ask them to add you.',
  home: 'Go to your channels',
  failedTitle: 'The channel did not open',
  tryAgain: 'Try again',
  /** `place`: as in a sentence, such as "#launch" or "Bob Tanaka". */
  ledOut: (place: string) => `You are not in ${place} any more, so you were brought here.`,
  close: 'Close',
  looking: (place: string) => `You are looking at ${place}. Join to keep it in your sidebar.`,
  join: 'Join',
  joining: 'Joining…',
  typing: (names: readonly string[]) => {
    if (names.length > 3) return 'Several people are typing…';
    return `${list.format(names)} ${names.length === 1 ? 'is' : 'are'} typing…`;
  },
  notKept: (reason: string) => `Not sent. ${reason}`,
  notEdited: (reason: string) => `Not changed. ${reason}`,
  editedGone: 'The message that you were changing was deleted.',
  markedUnread: 'Marked unread from here on this device.',
  connection: 'Connection',
  connecting: 'Connecting…',
  status: {
    live: 'Live',
    'catching-up': 'Catching up…',
    reconnecting: 'Reconnecting…',
    offline: 'Offline',
  } satisfies Record<TimelineState['status'], string>,
} as const;
