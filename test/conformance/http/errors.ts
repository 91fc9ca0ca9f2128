import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { answered, api, bodies, graphqlSpec, sure } from './api.ts';

const errorPage: Standing = { ...sure, source: 'AppSync Developer Guide: Built-in utilities in util, util.error' };
fact(
  bodies,
  "a resolver's error has path, data, errorType, errorInfo, locations and message, and status 200",
  async () => {
    const { status, body } = await api.post({ query: '{ fails { id } }' });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { fails: null },
      errors: [
        {
          path: ['fails'],
          data: { id: 'p' },
          errorType: 'NotFound',
          errorInfo: { code: 'P1', hint: 'ask' },
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'No such person.',
        },
      ],
    });
  },
);
fact(errorPage, "an error's data is cut to the selection of the field", async () => {
  const { errors } = await api.ask('{ fails { name } }');
  expect(errors?.[0]?.['data']).toEqual({ name: 'Ann' });
});
fact(errorPage, "an error's info is not cut", async () => {
  const { errors } = await api.ask('{ fails { name } }');
  expect(errors?.[0]?.['errorInfo']).toEqual({ code: 'P1', hint: 'ask' });
});
fact(errorPage, "an appended error leaves the field's value", async () => {
  const { data, errors } = await api.ask('{ appends { name } }');
  expect(data).toEqual({ appends: { name: 'Ann' } });
  expect(errors).toMatchObject([{ path: ['appends'], errorType: 'Partial', data: { name: 'Ann' } }]);
});
fact(graphqlSpec, 'an error of one field leaves the others', async () => {
  expect((await api.ask('{ fails { id } hello }')).data).toEqual({ fails: null, hello: 'hello you' });
});
fact(graphqlSpec, "an error's path uses the alias", async () => {
  expect((await api.ask('{ mine: fails { id } }')).errors?.[0]?.['path']).toEqual(['mine']);
});
const nonNull: Standing = {
  ...answered,
  source: 'public AppSync issues that quote "Cannot return null for non-nullable type"',
};
fact(nonNull, 'null for a non-null field names type and parent, and makes the parent null', async () => {
  const { data, errors } = await api.ask('{ person { id strict } }');
  expect(data).toEqual({ person: null });
  expect(errors?.[0]?.['message']).toBe(
    "Cannot return null for non-nullable type: 'String' within parent 'Person' (/person/strict)",
  );
});
fact(nonNull, 'null for a non-null root field makes data null', async () => {
  const { data, errors } = await api.ask('{ missing }');
  expect(data).toBeNull();
  expect(errors?.[0]?.['message']).toBe(
    "Cannot return null for non-nullable type: 'Int' within parent 'Query' (/missing)",
  );
});
fact(nonNull, 'null in a list of non-null items makes the list null', async () => {
  const { data, errors } = await api.ask('{ many }');
  expect([data, errors?.length]).toEqual([{ many: null }, 1]);
});
