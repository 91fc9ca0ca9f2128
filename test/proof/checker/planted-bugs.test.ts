import { expect, test } from 'vitest';
import { root } from '../../../dev/build.ts';
import { clientBugs } from './client-bugs.ts';
import { localBugs } from './local-bugs.ts';
import { serviceBugs } from './service-bugs.ts';
import { changesIn } from './workshop.ts';

test.each([...serviceBugs, ...clientBugs, ...localBugs])('can still be planted in the code as it is: $name', (bug) => {
  expect(changesIn(root, bug).size).toBeGreaterThan(0);
});
