import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { ask, fill, key, newPartition, operation } from './api.ts';

const roles: Standing = {
  ...operation(''),
  source: 'AppSync Developer Guide: Attaching a data source, access permissions',
};
fact(roles, 'a data source whose role may only read cannot write', async () => {
  const { error } = await ask({ operation: 'PutItem', key: key(newPartition()) }, 'frozen');
  expect(error?.type).toBe('DynamoDB:AccessDeniedException');
});
fact(roles, 'a data source whose role may only read can read', async () => {
  const pk = await fill(1);
  expect((await ask({ operation: 'GetItem', key: key(pk, 'k0') }, 'frozen')).result).toEqual({ pk, sk: 'k0' });
});
fact(roles, 'a batch on a table that the role does not name is refused', async () => {
  const tables = { Others: { keys: [key('x')] } };
  expect((await ask({ operation: 'BatchGetItem', tables }, 'frozen')).error?.type).toMatch(/AccessDenied/);
});
