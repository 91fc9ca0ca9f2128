import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { api, field, limits, overview } from './api.ts';

const errors: Standing = {
  ...overview,
  source: 'AppSync Developer Guide: Resolver reference for DynamoDB, error handling',
};
fact(errors, 'a failure of the data source reaches the response handler, which may swallow it', async () => {
  expect(await field('swallowed')).toEqual({ swallowed: 'DynamoDB:ValidationException' });
});
fact(errors, 'a failure that is passed to util.error is an error of the field', async () => {
  expect(await api.ask('{ passedOn }')).toMatchObject({
    data: { passedOn: null },
    errors: [{ path: ['passedOn'], errorType: 'DynamoDB:ValidationException' }],
  });
});
fact(
  { ...errors, certainty: 'likely' },
  'a failure of the data source does not stop the functions after it',
  async () => {
    expect(await field('afterError')).toMatchObject({ result: 'DynamoDB:ValidationException' });
  },
);
fact(
  { ...overview, source: 'AppSync Developer Guide: Built-in utilities in util, util.error' },
  'util.error in a function ends the whole resolver',
  async () => {
    expect(await api.ask('{ stopped }')).toMatchObject({
      data: { stopped: null },
      errors: [{ message: 'Enough.', errorType: 'Stopped' }],
    });
  },
);
fact(
  { ...errors, certainty: 'likely', source: 'aws/aws-appsync-community#328' },
  'an exception of the code is an error of type Code on its field',
  async () => {
    const { data, errors: found } = await api.ask('{ crashed }');
    expect(data).toEqual({ crashed: null });
    expect(found).toMatchObject([
      { path: ['crashed'], errorType: 'Code', message: expect.stringContaining('TypeError') },
    ]);
  },
);
fact(
  limits('AWS General Reference: AppSync quotas'),
  'a handler with more than 1,000 iterations fails its field',
  async () => {
    expect((await api.ask('{ looping }')).errors).toMatchObject([{ path: ['looping'], errorType: 'Code' }]);
  },
);
