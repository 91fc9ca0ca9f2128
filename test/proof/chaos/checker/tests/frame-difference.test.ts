import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameDifferences, type ShownMessage, type ShownState } from '../../frame-difference.ts';
import type { Row } from '../../history.ts';

const empty: ShownState = {
  messages: [],
  pending: [],
  changes: new Map(),
  status: 'live',
  hasOlder: false,
  hasNewer: false,
  error: null,
};

function message(seq: number, rev = seq): ShownMessage {
  return { id: `M${seq}`, seq, rev, content: `as of ${rev}`, reactions: [] };
}

it('tells the first state as it is, and then what is new alone', () => {
  const difference = frameDifferences();
  const [one, two] = [message(1), message(2)];
  const first = difference({ ...empty, messages: [one] });
  expect(first).toMatchObject({ isFirst: true, status: 'live' });
  expect(first?.rows?.map((row) => row.slice(0, 3))).toEqual([['M1', 1, 1]]);
  expect(difference({ ...empty, messages: [one] })).toBeNull();
  expect(difference({ ...empty, messages: [one, two] })).toEqual({ rows: [expect.arrayContaining(['M2'])] });
  expect(difference({ ...empty, messages: [two] })).toEqual({ gone: ['M1'] });
});

it('tells what is shown twice, in one list or in both', () => {
  const one = message(1);
  expect(frameDifferences()({ ...empty, messages: [one, message(1)] })?.doubled).toEqual(['M1']);
  expect(frameDifferences()({ ...empty, messages: [one], pending: [{ id: 'M1', state: 'sent' }] })?.doubled).toEqual([
    'M1',
  ]);
  expect(
    frameDifferences()({ ...empty, messages: [one], pending: [{ id: 'M2', state: 'sent' }] })?.doubled,
  ).toBeUndefined();
});

it('tells what stands after a higher position', () => {
  expect(frameDifferences()({ ...empty, messages: [message(2), message(1)] })?.misplaced).toEqual(['M1']);
  expect(frameDifferences()({ ...empty, messages: [message(1), message(2)] })?.misplaced).toBeUndefined();
});

it('tells a message again when a change is laid over it, and when it is taken off', () => {
  const difference = frameDifferences();
  const messages = [message(1), message(2)];
  difference({ ...empty, messages });
  const changes = new Map([['M1', [{ kind: 'edit' }]]]);
  expect(difference({ ...empty, messages, changes })?.rows?.map((row) => [row[0], row[6]])).toEqual([['M1', 1]]);
  expect(difference({ ...empty, messages })?.rows?.map((row) => [row[0], row[6]])).toEqual([['M1', 0]]);
});

it('lets one follow any list of messages through any changes', () => {
  const list = fc.uniqueArray(fc.record({ seq: fc.integer({ min: 1, max: 12 }), isChanged: fc.boolean() }), {
    selector: ({ seq }) => seq,
  });
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 8 }), (states) => {
      const difference = frameDifferences();
      const known = new Map<number, ShownMessage>();
      const followed = new Map<string, Row>();
      for (const [index, state] of states.entries()) {
        const messages = state
          .toSorted((a, b) => a.seq - b.seq)
          .map(({ seq, isChanged }) => {
            const next = isChanged ? message(seq, 100 + index) : (known.get(seq) ?? message(seq));
            known.set(seq, next);
            return next;
          });
        const told = difference({ ...empty, messages });
        for (const id of told?.gone ?? []) followed.delete(id);
        for (const row of told?.rows ?? []) followed.set(row[0], row);
        const shown = messages.map(({ id, rev }) => `${id} ${rev}`);
        expect([...followed.values()].map(([id, , rev]) => `${id} ${rev}`).sort()).toEqual(shown.sort());
      }
    }),
  );
});
