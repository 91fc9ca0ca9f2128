import { describe, expect, test } from 'vitest';
import { readOperation } from '../../../local/http/operation.ts';

describe('the body of a request', () => {
  test('gives query, name and variables, the last two if there are any', () => {
    expect(readOperation('{"query":"{ a }","operationName":"A","variables":{"v":1}}')).toEqual({
      query: '{ a }',
      operationName: 'A',
      variables: { v: 1 },
    });
    const bare = { query: '{ a }', operationName: null, variables: {} };
    expect(readOperation('{"query":"{ a }"}')).toEqual(bare);
    expect(readOperation('{"query":"{ a }","operationName":null,"variables":null}')).toEqual(bare);
    expect(readOperation('{"query":"{ a }","operationName":""}')).toEqual(bare);
  });

  test.each([
    ['', 'Request body is empty.'],
    [' \n', 'Request body is empty.'],
    ['{ a }', 'Unable to parse GraphQL query.'],
    ['null', 'Unable to parse GraphQL query.'],
    ['[]', 'Unable to parse GraphQL query.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['{"query":1}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ a }","variables":"{}"}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ a }","variables":[]}', 'Unable to parse GraphQL query.'],
  ])('%j is refused', (body, message) => {
    expect(() => readOperation(body)).toThrow(expect.objectContaining({ status: 400, message }));
  });
});
