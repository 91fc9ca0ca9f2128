import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const number = new Intl.NumberFormat();
const list = new Intl.ListFormat('en');

/** Every word of the dialogs. */
export const dialogs = {
  loading: 'Loading…',
  cancel: 'Cancel',
  results: (count: number) => plural(count, { one: '# result', other: '# results' }),

  switcher: {
    title: 'Go to a channel or person',
    field: 'Find a channel or person',
    list: 'Places',
    nothing: 'Nothing of that name.',
    join: 'not joined yet',
    dm: 'new conversation',
    create: (name: string) => `Create a channel “${name}”`,
    keys: '↑ ↓ to choose, Enter to go, Escape to close',
  },

  create: {
    title: 'Create a channel',
    name: 'Name',
    nameRule: (left: number) =>
      left < 0
        ? plural(-left, { one: '# character too many.', other: '# characters too many.' })
        : `1 to 80 characters. ${plural(left, { one: '# left.', other: '# left.' })}`,
    nameMissing: 'Give it a name.',
    nameExists: (name: string) => `There is a channel “${name}” already. People may mix them up.`,
    topic: 'Topic (optional)',
    topicRule: 'What it is about, in at most 250 characters.',
    isPrivate: 'Private',
    privateRule: 'Only people who are added can see it. This can not be undone.',
    publicRule: 'Everyone in the workspace but guests can find it and join.',
    people: 'Add people (optional)',
    submit: 'Create',
    submitting: 'Creating…',
  },

  browse: {
    title: 'Channels',
    field: 'Find a channel by name',
    list: 'Channels',
    join: 'Join',
    joining: 'Joining…',
    joined: 'Joined',
    open: 'Open',
    look: 'Look inside',
    none: 'There is no channel that you could join.',
    nothing: 'No channel of that name.',
    details: (people: number, isArchived: boolean) =>
      `${plural(people, { one: '# member', other: '# members' })}${isArchived ? ' · archived' : ''}`,
    joinNamed: (name: string) => `Join ${name}`,
    openNamed: (name: string) => `Open ${name}`,
    lookNamed: (name: string) => `Look inside ${name}`,
  },

  dm: {
    title: 'New direct message',
    people: 'To',
    explained: 'Up to 8 others. The same people always share one conversation.',
    submit: 'Open',
    submitting: 'Opening…',
  },

  peopleField: {
    find: 'Name of a person',
    list: 'People',
    nothing: 'Nobody of that name.',
    take: (name: string) => `Leave ${name} out`,
    chosen: 'Chosen people',
    full: (limit: number) => `That is all: at most ${number.format(limit)}.`,
  },

  members: {
    title: (place: string) => `People in ${place}`,
    find: 'Find by name',
    list: 'Members',
    addField: 'Add a person of the workspace',
    submit: 'Add',
    submitting: 'Adding…',
    added: (names: readonly string[]) => `Added: ${list.format(names)}.`,
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    removeAsk: (name: string) => `Remove ${name} from this channel?`,
    removeYes: 'Remove',
    removed: (name: string) => `${name} is not in this channel any more.`,
    you: 'you',
    creator: 'made this channel',
    roles: { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member', GUEST: 'Guest' },
    nothing: 'Nobody of that name.',
    notSignedIn: 'has not signed in yet',
    fixed: 'The people of a direct message never change.',
  },

  workspacePeople: {
    title: (workspace: string) => `People of ${workspace}`,
    addField: 'Id of the person, as their session has it',
    role: 'As',
    roleOf: (name: string) => `What ${name} is here`,
    change: 'Change',
    changeRole: (name: string) => `Change what ${name} is here`,
    changed: (name: string, role: string) => `${name} is ${role} now.`,
    submit: 'Take in',
    added: (name: string) => `${name} is in the workspace now.`,
    removeAsk: (name: string) => `Take ${name} out of the workspace, and so out of all of its channels?`,
    removeYes: 'Take out',
    removed: (name: string) => `${name} is not in the workspace any more.`,
    leave: 'Leave the workspace',
    leaveAsk: 'Leave the workspace, and with it all of its channels?',
    leaveYes: 'Leave',
  },

  createWorkspace: {
    title: 'Create a workspace',
    name: 'Name',
    nameRule: '1 to 80 characters. You will be its owner.',
    submit: 'Create',
    submitting: 'Creating…',
  },

  settings: {
    title: 'Channel settings',
    name: 'Name',
    topic: 'Topic',
    noTopic: 'No topic',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved.',
    readOnly: 'Its creator, admins and owners can change these.',
    isArchived: 'This channel is archived: it can be read, and nothing in it can be changed.',
    privacy: 'Privacy',
    publicNow: 'Public: everyone in the workspace but guests can find it and join.',
    privateNow: 'Private: only people who were added can see it.',
    makePrivate: 'Make private…',
    makePrivateAsk: 'Make it private for good? Only its present members will see it. It can not be made public again.',
    makePrivateYes: 'Make private',
    archive: 'Archive…',
    archiveAsk: 'Archive it? It stays readable, and nobody can write in it until it is opened again.',
    archiveYes: 'Archive',
    unarchive: 'Open again',
    leave: 'Leave…',
    leaveAsk: (isPrivate: boolean) =>
      isPrivate
        ? 'Leave it? It is private: you come back only if a member adds you.'
        : 'Leave it? It goes from your list. You can join again at any time.',
    leaveYes: 'Leave',
    join: 'Join channel',
    way: 'What can be done',
    createdBy: (name: string, day: string) => `Made by ${name} on ${day}.`,
  },

  signOut: {
    title: 'Sign out?',
    unsent: (count: number) =>
      plural(count, {
        one: '# message or change is not sent yet. Signing out removes it from this device for good.',
        other: '# messages or changes are not sent yet. Signing out removes them from this device for good.',
      }),
    stay: 'Stay',
    leave: 'Sign out',
  },
} as const;
