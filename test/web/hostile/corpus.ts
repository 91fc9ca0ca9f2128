import { hostileAddresses } from './addresses.ts';
import { hostileFileNames, hostileLetters } from './letters.ts';
import { hostileMarkdown } from './markdown.ts';
import { hostileMarkup } from './markup.ts';

/** The ways in which a message can hold an address. */
const carriers: ((address: string) => string)[] = [
  (address) => address,
  (address) => `[press](${address})`,
  (address) => `<${address}>`,
  (address) => `**[*press*](${address})** and ${address}`,
];

/** What people could write to harm who reads it: shown in every place where the page shows what people wrote. */
export const corpus: readonly string[] = [
  ...new Set([
    ...hostileMarkup,
    ...hostileMarkdown,
    ...hostileLetters,
    ...hostileFileNames,
    ...carriers.flatMap((carry) => hostileAddresses.map(carry)),
  ]),
];
