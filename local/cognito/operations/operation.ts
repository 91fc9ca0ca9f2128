import type { UserPoolClientDefinition } from '../../assembly/model.ts';
import { CognitoError } from '../cognito-error.ts';
import type { Input } from '../input.ts';
import { textOf } from '../input.ts';
import type { UserPool } from '../user-pool.ts';

/** One operation of the user pools API. Rejects with a `CognitoError`. */
export type Operation = (pools: readonly UserPool[], input: Input) => Promise<object>;

export interface ClientOfPool {
  readonly pool: UserPool;
  readonly client: UserPoolClientDefinition;
}

/** The app client that an operation names, and its pool. */
export function clientOf(pools: readonly UserPool[], input: Input): ClientOfPool {
  const id = textOf(input, 'ClientId');
  for (const pool of pools) {
    const client = pool.definition.clients.find((candidate) => candidate.id === id);
    if (client) return { pool, client };
  }
  throw new CognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
}
