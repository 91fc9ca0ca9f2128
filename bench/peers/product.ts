import { pathToFileURL } from 'node:url';
import type { startParley as StartParley } from '../../dev/parley.ts';
import { answer } from '../measure/answering.ts';

/** The product as `npm start` brings it up, or `npm start -- --memory`, from the copy of the repository that the environment names. */
const folder = process.env['PARLEY_BENCH_COPY'] ?? '';
const { startParley } = (await import(pathToFileURL(`${folder}/dev/parley.ts`).href)) as {
  startParley: typeof StartParley;
};
const dataDirectory = process.env['PARLEY_BENCH_MEMORY'] ? null : `${folder}/.local`;
const parley = await startParley({ dataDirectory });
answer(
  null,
  () => Promise.resolve(null),
  () => parley.close(),
);
