import { pathToFileURL } from 'node:url';
import type { startParley as StartParley } from '../../dev/parley.ts';
import { answer } from '../measure/answering.ts';

/** The product as `npm start` brings it up, from the copy of the repository that the environment names. */
const folder = process.env['PARLEY_BENCH_COPY'] ?? '';
const { startParley } = (await import(pathToFileURL(`${folder}/dev/parley.ts`).href)) as {
  startParley: typeof StartParley;
};
const parley = await startParley();
answer(
  null,
  () => Promise.resolve(null),
  () => parley.close(),
);
