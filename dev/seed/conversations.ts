import type { AccountId } from '../accounts.ts';

/** Who says what, oldest first, and how many minutes after the line before. */
export type Line = readonly [author: AccountId, minutesLater: number, content: string];

export const general: readonly Line[] = [
  ['alice', 0, 'Morning all. The harbour map goes out on Thursday, so today is the day to say what is still missing.'],
  ['bob', 4, 'The tide table is in. It agrees with the paper one for all of November, to the minute.'],
  ['carol', 2, 'Nice. Which station did you take?'],
  ['bob', 1, 'The outer pier. The inner one is eleven minutes behind, which is what confused us last spring.'],
  ['alice', 3, 'Eleven minutes! That explains the ferry.'],
  ['dave', 12, 'I can walk the east quay this afternoon and check the berth numbers against the map.'],
  ['alice', 1, 'Please do. Take the tablet, the paper list is from before the storm.'],
  [
    'carol',
    26,
    'New icons are in the design channel. The lighthouse finally looks like a lighthouse and not like a salt shaker.',
  ],
  ['bob', 2, 'I will miss the salt shaker.'],
  [
    'dave',
    95,
    'East quay done. Berths 14 and 15 swapped places, everything else is right.\n\nPhotos are on the shared drive.',
  ],
  ['alice', 6, 'Thank you Dave! Swapped on the map too.'],
  [
    'bob',
    240,
    'Load test of the departures board: 1,000 screens, one of us typing. Everyone saw each change before I could look up.',
  ],
  ['carol', 3, 'And when the network goes?'],
  [
    'bob',
    2,
    'It says so, waits, and catches up by itself. Nothing twice, nothing missing. I pulled the cable six times.',
  ],
  ['carol', 1, 'Pull it a seventh time for me.'],
  ['bob', 9, 'Seven.'],
  ['alice', 780, 'Good morning. Two days left. Carol, is the print version with the printer?'],
  ['carol', 5, 'Since last night. They asked for the map in A1 as well; I sent both.'],
  [
    'dave',
    18,
    'Harbour master likes it. Only wish: the fuel dock in another colour, because people keep mooring there.',
  ],
  ['carol', 4, 'Easy. Orange?'],
  ['dave', 2, 'Orange, and bold. He was very clear about bold.'],
  [
    'alice',
    44,
    'Decided: orange and bold. Please everybody look at the map once more before four, on a phone, outside, in the sun.',
  ],
  ['bob', 60, 'In the sun the depth lines vanish. I can make them a shade darker.'],
  ['carol', 3, 'Do it. I will check the print once you have.'],
  ['bob', 31, 'Darker. Have a look.'],
  ['carol', 7, 'Much better. I can read 2.4 m at the sluice now, from across the table.'],
  ['alice', 900, 'Map is out! Thank you, all of you. Cake in the boat house at three.'],
  ['dave', 2, 'What kind of cake?'],
  ['alice', 1, 'Lighthouse.'],
  ['bob', 1, 'Salt shaker, then.'],
  ['carol', 14, 'First visitors in the log: 212 in an hour, and one from Valparaíso. Ahoy.'],
  ['bob', 3, 'Latency from there is 240 ms, and the tide table is still right. For our harbour, anyway.'],
  ['alice', 8, 'Next week: the winter timetable. I will put the plan in the launch channel tonight.'],
];

export const design: readonly Line[] = [
  ['carol', 0, 'Icons, third round: lighthouse, fuel dock, showers, sluice. Same grid, same weight.'],
  ['alice', 7, 'The sluice is lovely.'],
  ['bob', 3, 'The showers look like rain. Which is also fair.'],
  ['carol', 20, 'Fuel dock is orange now: #c2410c on light, #fb923c on dark. Both pass contrast.'],
];

export const launch: readonly Line[] = [
  ['alice', 0, 'Plan for the winter timetable. Private until the council has voted, please.'],
  ['carol', 15, 'Understood. I start on the poster, without the dates.'],
];

export const boathouse: readonly Line[] = [
  ['dave', 0, 'Who took the good kettle?'],
  ['bob', 2, 'Define good.'],
  ['dave', 1, 'The one that works.'],
];

export const orchard: readonly Line[] = [
  ['eve', 0, 'Frost tonight. I will light the fires at four.'],
  ['eve', 700, 'All rows fine. Two degrees at the lowest.'],
];

export const aliceAndBob: readonly Line[] = [
  ['bob', 0, 'Do you want the bad news about the kettle?'],
  ['alice', 3, 'Is it in your office?'],
  ['bob', 1, 'It is in my office.'],
];

export const threeOfUs: readonly Line[] = [
  ['alice', 0, 'Dave has his tenth year here on Friday. A card?'],
  ['carol', 4, 'Already drawn. There is a lighthouse on it.'],
  ['bob', 2, 'I bring a kettle.'],
];
