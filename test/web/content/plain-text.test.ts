import { expect, test } from 'vitest';
import { plainText } from '../../../web/src/content/plain-text.ts';

const nameOf = (id: string) => ({ bob: 'Bob Tanaka' })[id] ?? id;

test.each([
  ['at **7:10** from *here*, ~~no~~', 'at 7:10 from here, no'],
  ['<@bob> and <@stranger>', '@Bob Tanaka and @stranger'],
  ['[the map](https://parley.example/map)', 'the map'],
  ['see `berths.csv`\n```json\n{}\n```', 'see berths.csv\n{}'],
  ['> quoted\n\n- one\n- two', 'quoted\none\ntwo'],
  [':ocean: <b>', ':ocean: <b>'],
])('%j says %j', (content, text) => expect(plainText(content, nameOf)).toBe(text));
