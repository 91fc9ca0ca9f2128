import { pluralIn } from './plural.ts';

const plural = pluralIn('en');

/** Every word of what stands around the channel: sidebar, notices, banner, metrics. */
export const shell = {
  title: (place: string) => `${place} · Parley`,
  product: 'Parley',
  unreadTitle: (count: number, title: string) => (count > 0 ? `(${count}) ${title}` : `• ${title}`),
  opening: 'Opening Parley…',
  didNotOpen: 'Parley did not open',
  tryAgain: 'Try again',
  close: 'Close',
  notLoaded: 'This could not be loaded.',

  nothingTitle: 'Nothing here',
  nothingHere: 'This address leads to no place in Parley.',
  noWorkspaceTitle: 'No workspace yet',
  noWorkspace: 'You are in no workspace. Ask someone to invite you to theirs, or make one of your own.',
  noChannelTitle: 'No channel yet',
  noChannel: (workspace: string) => `You are in no channel of ${workspace}.`,

  menu: 'Channels',
  sidebar: 'Channels and direct messages',
  channels: 'Channels',
  dms: 'Direct messages',
  find: 'Go to channel or person…',
  findKeys: (isApple: boolean) => (isApple ? '⌘K' : 'Ctrl K'),
  browse: 'Browse channels',
  createChannel: 'Create a channel',
  newDm: 'New direct message',
  isPrivate: ', private',
  isArchived: ', archived',
  unread: (count: number) => plural(count, { one: ', # unread message', other: ', # unread messages' }),
  mentioned: ', mentions you',
  more: '99+',

  workspaceMenu: (name: string, hasNews: boolean) => `${name}: workspaces${hasNews ? ', unread elsewhere' : ''}`,
  workspaces: 'Workspaces',
  workspacePeople: (name: string) => `People of ${name}`,
  createWorkspace: 'Create a workspace',
  hasUnread: ', unread',

  account: 'Your account',
  connection: 'Connection and speed',
  signOut: 'Sign out',
  signingOut: 'Signing out…',

  channelMembers: (count: number) => plural(count, { one: '# member', other: '# members' }),
  channelSettings: 'Channel settings',

  banner: {
    label: 'Connection',
    offline: 'You are offline.',
    offlineNext: 'What you write is kept here and sent as soon as you are back.',
    reconnecting: 'Reconnecting…',
    reconnectingNext: 'Parley tries again by itself. What you write is kept and sent then.',
    connecting: 'Connecting…',
    connectingNext: 'It takes longer than usual. Parley keeps trying.',
    catchingUp: 'Connected.',
    catchingUpNext: 'Catching up on what you missed…',
    waiting: (count: number) => plural(count, { other: '# yet to be sent.' }),
    back: 'Back. You are up to date.',
  },

  metrics: {
    title: 'Connection and speed',
    explained: 'What this window has measured of itself in the last five to ten minutes.',
    status: 'Connection',
    statuses: {
      live: 'Live: all of it is up to date',
      'catching-up': 'Catching up',
      reconnecting: 'Reconnecting',
      offline: 'Offline',
    },
    what: 'What',
    half: 'Half within',
    most: '95 % within',
    count: 'Times',
    delivery: 'A message arrives here',
    sent: 'Yours is stored',
    caughtUp: 'Back to live after a loss',
    lost: 'Connections lost',
    reconnects: 'Reconnects',
    gaps: 'Gaps found',
    gapsClosed: 'Gaps closed',
    waiting: 'Waiting to be sent',
    refused: 'Refused',
    received: 'Events received',
    ms: (value: number) =>
      new Intl.NumberFormat('en', { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }).format(value),
    none: '–',
  },
} as const;
