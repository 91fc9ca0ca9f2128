import type { WorkspaceRole } from '#generated/models';
import type { AccountId } from '../accounts.ts';
import * as conversations from './conversations.ts';
import { logbook } from './logbook.ts';

export interface WorkspaceSeed {
  id: string;
  name: string;
  /** The owner first. */
  people: readonly (readonly [AccountId, WorkspaceRole])[];
  channels: readonly ChannelSeed[];
}

export interface ChannelSeed {
  /** The channel's own part of its id. */
  slug: string;
  kind: 'public' | 'private' | 'dm';
  /** Absent for a direct message. */
  name?: string;
  topic?: string;
  people: readonly AccountId[];
  lines: readonly conversations.Line[];
  /** How long ago the last line was written. */
  minutesAgo: number;
  /** Messages at the end that all but the last author have not read; absent = none. */
  unread?: number;
}

/** `logbookLength`: how many messages the long channel has. */
export const workspaces = (logbookLength: number): readonly WorkspaceSeed[] => [
  {
    id: 'harbor',
    name: 'Harbor Works',
    people: [
      ['alice', 'OWNER'],
      ['bob', 'ADMIN'],
      ['carol', 'MEMBER'],
      ['dave', 'GUEST'],
    ],
    channels: [
      {
        slug: 'general',
        kind: 'public',
        name: 'general',
        topic: 'What everyone should know',
        people: ['alice', 'bob', 'carol', 'dave'],
        // The log's first entries come before the conversation, so that there is more than one page of it.
        lines: [...logbook(60), ...conversations.general],
        minutesAgo: 12,
      },
      {
        slug: 'design',
        kind: 'public',
        name: 'design',
        topic: 'Icons, colours, paper',
        people: ['carol', 'alice', 'bob'],
        lines: conversations.design,
        minutesAgo: 190,
        unread: 1,
      },
      {
        slug: 'boathouse',
        kind: 'public',
        name: 'boathouse',
        topic: 'Kettles and other matters',
        people: ['dave', 'bob', 'alice'],
        lines: conversations.boathouse,
        minutesAgo: 35,
        unread: 3,
      },
      {
        slug: 'logbook',
        kind: 'public',
        name: 'logbook',
        topic: 'Every movement in the harbour',
        people: ['alice', 'bob', 'carol'],
        lines: logbook(logbookLength),
        minutesAgo: 5,
      },
      {
        slug: 'launch',
        kind: 'private',
        name: 'launch',
        topic: 'The winter timetable',
        people: ['alice', 'carol'],
        lines: conversations.launch,
        minutesAgo: 60,
      },
      {
        slug: 'dm-alice-bob',
        kind: 'dm',
        people: ['alice', 'bob'],
        lines: conversations.aliceAndBob,
        minutesAgo: 30,
      },
      {
        slug: 'dm-alice-bob-carol',
        kind: 'dm',
        people: ['alice', 'bob', 'carol'],
        lines: conversations.threeOfUs,
        minutesAgo: 240,
      },
    ],
  },
  {
    id: 'orchard',
    name: 'Old Orchard',
    people: [['eve', 'OWNER']],
    channels: [
      {
        slug: 'general',
        kind: 'public',
        name: 'general',
        topic: 'Apples, mostly',
        people: ['eve'],
        lines: conversations.orchard,
        minutesAgo: 400,
      },
    ],
  },
];
