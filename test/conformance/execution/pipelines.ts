import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, contextPage, early, field, overview } from './api.ts';

fact(overview, 'a unit resolver runs request, data source, response', async () => {
  expect(await field('unit')).toEqual({ trace: ['unit request', 'unit response'], prev: null, result: 'unit' });
});
fact(overview, 'a pipeline runs request, each function with both handlers, then response', async () => {
  expect(await field('order')).toMatchObject({
    trace: ['request', 'one request', 'one response', 'two request', 'two response', 'response'],
  });
});
fact(overview, "the first function's ctx.prev.result is what the resolver's request returned", async () => {
  expect(await field('first')).toMatchObject({ result: { before: true } });
});
fact(overview, "a later function's ctx.prev.result is what the function before it answered", async () => {
  expect(await field('chain')).toMatchObject({ result: ['one', 'two'] });
});
fact(overview, 'the last output is both ctx.result and ctx.prev.result of the response handler', async () => {
  expect(await field('order')).toMatchObject({ prev: 'two', result: 'two' });
});
fact(contextPage, 'one stash is shared by all handlers of a resolver', async () => {
  expect(((await field('order')) as { trace: string[] }).trace).toHaveLength(6);
});
fact(contextPage, 'the stash of one resolver is not seen by another, nor by the next request', async () => {
  await api.ask('{ order unit }');
  expect(await field('unit')).toMatchObject({ trace: ['unit request', 'unit response'] });
});

fact(early, 'earlyReturn with NEXT skips the data source and response of the function alone', async () => {
  expect(await field('next')).toMatchObject({
    trace: ['request', 'one request', 'two request', 'two response', 'response'],
    result: ['early'],
  });
});
fact({ ...early, certainty: 'likely' }, 'earlyReturn in a function goes on with the next', async () => {
  expect(await field('plain')).toMatchObject({
    trace: ['request', 'one request', 'two request', 'two response', 'response'],
  });
});
fact(early, 'earlyReturn with END goes on with the response handler of the resolver', async () => {
  expect(await field('end')).toEqual({ trace: ['request', 'one request', 'response'], prev: 'early', result: 'early' });
});
fact(
  { ...early, certainty: 'decided' },
  "earlyReturn in a pipeline's own request runs its response handler at once",
  async () => {
    expect(await field('atOnce')).toEqual({ trace: ['request', 'response'], prev: 'early', result: 'early' });
  },
);
fact(early, 'earlyReturn in a unit resolver is the value of the field', async () => {
  expect(await field('unitEarly')).toEqual({ early: true });
});
fact(
  { ...early, certainty: 'likely' },
  'earlyReturn in a response handler ends that handler with its value',
  async () => {
    expect(await field('lateEarly')).toMatchObject({
      trace: ['request', 'one request', 'one response', 'two request', 'two response', 'response'],
    });
  },
);
