import { afterAll } from 'vitest';

/**
 * Run with each file of those that share a process with others: a file that leaves another clock, network or zone behind fails itself, and
 * not whichever file comes next.
 */
const names = ['Date', 'clearTimeout', 'crypto', 'fetch', 'performance', 'queueMicrotask', 'setTimeout'] as const;
const stateOf = () => [...names.map((name) => [name, globalThis[name]] as const), ['TZ', process.env.TZ] as const];

const before = new Map<string, unknown>(stateOf());

// Registered first, it is called last.
afterAll(() => {
  const left = stateOf().filter(([name, value]) => before.get(name) !== value);
  if (left.length > 0) throw new Error(`left behind as the file changed it: ${left.map(([name]) => name).join(', ')}`);
});
