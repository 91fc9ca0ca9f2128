import type { Pace } from './messages.ts';
import { createRandom, type Random } from './random.ts';

/** What a run does, all of it drawn from the seed before it begins. */
export interface Plan {
  readonly seed: number;
  readonly size: SizeName;
  /** Messages that are to be acknowledged at least. */
  readonly sends: number;
  readonly people: readonly string[];
  readonly devices: readonly PlannedDevice[];
  readonly channels: readonly PlannedChannel[];
  /** In the order in which they begin. */
  readonly faults: readonly PlannedFault[];
  readonly pace: Pace;
  /** When the last fault begins, as a share of the messages. */
  readonly lastBeginsAt: number;
  /** How long the product may take after the last fault. */
  readonly settleMs: number;
}

export type SizeName = 'quick' | 'full';

export interface PlannedDevice {
  readonly name: string;
  readonly person: string;
  readonly tabs: number;
}

export interface PlannedChannel {
  readonly slug: string;
  readonly isPrivate: boolean;
  readonly members: readonly string[];
}

export interface PlannedFault {
  readonly kind: FaultKind;
  /** How long it lasts. */
  readonly ms: number;
  /** Chooses whom it befalls, among whom there is then. From 0, below 1. */
  readonly target: number;
  /** Chooses the variant, and how hard it is. From 0, below 1. */
  readonly variant: number;
  readonly strength: number;
  /** How many faults may be under way when it begins. */
  readonly beside: 0 | 1 | 2;
}

/** What befalls the service, the ways to it, and those who use it; `faults/` does it. */
export const faultKinds = [
  'kill-server',
  'kill-engine',
  'stop-server',
  'stop-engine',
  'stop-client',
  'cut',
  'half-open',
  'trickle',
  'pieces',
  'late-close',
  'frames-dropped',
  'frames-shuffled',
  'answers-lost',
  'requests-doubled',
  'gateway-errors',
  'answers-broken',
  'throttling',
  'no-token',
  'no-network',
  'crash-full',
  'kill-leader',
  'reload',
  'churn',
  'foreign-sender',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** After these, what was asked for may have been done and not answered. */
const losing: ReadonlySet<FaultKind> = new Set([
  'kill-server',
  'kill-engine',
  'late-close',
  'answers-lost',
  'gateway-errors',
  'answers-broken',
  'throttling',
  'no-network',
  'crash-full',
  'kill-leader',
  'reload',
]);

export interface Size {
  readonly sends: number;
  readonly faults: number;
  readonly people: number;
  readonly devices: number;
  readonly channels: number;
  /** How many of the people are in a channel. */
  readonly memberShare: number;
  readonly pace: Pace;
  readonly settleMs: number;
  /** The longest that a fault lasts. */
  readonly longestMs: number;
  /** How much seldomer long ones are than short ones. */
  readonly shortness: number;
  /** The last of them begins early enough to end within the run. */
  readonly lastBeginsAt: number;
  /** Those that lose answers come first: then nothing waits for what they may still do when the work is done. */
  readonly isLosingFirst: boolean;
}

const sizes: Readonly<Record<SizeName, Size>> = {
  // Few who hear of each message, in many channels: what a message costs is mostly that it is heard.
  quick: {
    sends: 5_000,
    faults: 20,
    people: 4,
    devices: 5,
    memberShare: 0.35,
    channels: 8,
    pace: { mostWaiting: 12, mostKept: 200, pauseMs: 20 },
    // A lost answer holds what is wished of the same message next for 40 s.
    settleMs: 50_000,
    longestMs: 2_500,
    shortness: 2,
    lastBeginsAt: 0.6,
    isLosingFirst: true,
  },
  full: {
    sends: 100_000,
    faults: 200,
    people: 4,
    devices: 5,
    memberShare: 0.35,
    channels: 8,
    // With the 450 of a burst the outbox is not full.
    pace: { mostWaiting: 12, mostKept: 48, pauseMs: 20 },
    settleMs: 60_000,
    longestMs: 45_000,
    shortness: 5,
    lastBeginsAt: 0.92,
    isLosingFirst: false,
  },
};

const names = ['ann', 'bob', 'cho', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon', 'kim', 'lou', 'mia', 'ned', 'ola'];

export function drawPlan(seed: number, sizeName: SizeName, more: Partial<Size> = {}): Plan {
  const size = { ...sizes[sizeName], ...more };
  const random = createRandom(seed, 'plan');
  const people = names.slice(0, size.people);
  return {
    seed,
    size: sizeName,
    sends: size.sends,
    people,
    devices: drawDevices(people, size.devices),
    channels: drawChannels(people, size, random.fork('channels')),
    faults: drawFaults(size, random.fork('faults')),
    pace: size.pace,
    lastBeginsAt: size.lastBeginsAt,
    settleMs: size.settleMs,
  };
}

/** The first people have two devices; the first of all has the most tabs, and its second device two where there are many. */
function drawDevices(people: readonly string[], count: number): PlannedDevice[] {
  const most = count > 6 ? 3 : 2;
  return Array.from({ length: count }, (_, index) => {
    const person = people[index % people.length] ?? '';
    const isFirst = index < people.length;
    return {
      name: `${person}.${isFirst ? 'desk' : 'phone'}`,
      person,
      tabs: index === 0 ? most : count > 6 && index === people.length ? 2 : 1,
    };
  });
}

/** The first is public: all may read it, whether they are in it or not. */
function drawChannels(people: readonly string[], size: Size, random: Random): PlannedChannel[] {
  const channels = Array.from({ length: size.channels }, () => people.filter(() => random.isLucky(size.memberShare)));
  const among = (members: readonly string[]) => people.filter((person) => !members.includes(person));
  // Nobody is in none, and nowhere is nobody left to write when somebody is removed.
  for (const person of among(channels.flat())) random.pick(channels).push(person);
  for (const members of channels) while (members.length < 2) members.push(random.pick(among(members)));
  return channels.map((members, index) => {
    return { slug: index === 0 ? 'square' : `room${index}`, isPrivate: index > 0, members };
  });
}

/** Every kind once before any comes again. */
function drawFaults({ faults, longestMs, shortness, isLosingFirst }: Size, random: Random): PlannedFault[] {
  let deck: FaultKind[] = [];
  const drawn = Array.from({ length: faults }, () => {
    if (deck.length === 0) deck = [...faultKinds];
    const kind = random.pick(deck);
    deck = deck.filter((one) => one !== kind);
    // Most are short, some as long as may be.
    const ms = Math.round(200 + (longestMs - 200) * random.next() ** shortness);
    return {
      kind,
      ms,
      target: random.next(),
      variant: random.next(),
      strength: random.next(),
      // Others may be under way: none, one or two.
      beside: random.pick([0, 1, 2] as const),
    };
  });
  if (!isLosingFirst) return drawn;
  return [...drawn.filter(({ kind }) => losing.has(kind)), ...drawn.filter(({ kind }) => !losing.has(kind))];
}
