import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundleResolver } from '../../infra/bundle.ts';
import { fields, steps } from '../../infra/wiring.ts';

// The guide knows handlers as functions that are exported under their own names; whether another's can be exported as one is not said.
test('every bundle has its handlers under their own names', () => {
  const files = [...Object.keys(fields), ...Object.keys(steps).map((step) => `functions/${step}`)];
  const renamed = files.filter((file) => {
    const code = readFileSync(bundleResolver(file), 'utf8');
    return !/^export \{\s+request,\s+response\s+\};$/m.test(code);
  });
  expect(renamed).toEqual([]);
});
