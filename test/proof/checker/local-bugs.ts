import type { PlantedBug } from './planted-bugs.ts';

/** Mistakes in the local AppSync, of the kind that a real service might make too. */
export const localBugs: readonly PlantedBug[] = [
  {
    name: 'a put forgets its condition',
    changes: [
      {
        file: 'local/datasources/dynamodb/put-item.ts',
        from: '        ConditionExpression: condition?.expression.text,\n        ...placeholders(condition?.expression),\n',
        to: '',
      },
    ],
    faults: [{ kind: 'foreign-sender' }],
    shows: ['R4', 'R11', 'R18'],
  },
  {
    name: 'filters are not looked at',
    changes: [
      {
        file: 'local/realtime/registry.ts',
        from: 'for (const subscription of candidates(index, payload)) {',
        to: 'for (const subscription of index.all) {',
      },
      {
        file: 'local/realtime/registry.ts',
        from: 'if (filter.isDecidedByKeys === true || filter.matches(payload)) found.push(subscription);',
        to: 'if (candidates(index, payload).size >= 0 || filter) found.push(subscription);',
      },
    ],
    shows: ['R14', 'R20'],
  },
  {
    name: 'a null is left out of what is delivered',
    changes: [
      {
        file: 'local/realtime/publish.ts',
        from: 'payload: Buffer.from(JSON.stringify(errors.length === 0 ? { data } : { data, errors })),',
        to: 'payload: Buffer.from(JSON.stringify(errors.length === 0 ? { data } : { data, errors }, (_, value: unknown) => value ?? undefined)),',
      },
    ],
    shows: ['R20'],
  },
];
