import type { OperationDefinitionNode } from 'graphql';
import { Kind } from 'graphql';
import type { RequestState } from './graphql/request-state.ts';
import type { RequestSummary } from './log.ts';

/** What one executed operation did. `startedAt` is of `performance.now()`. */
export function summarize(
  state: RequestState,
  operation: OperationDefinitionNode,
  errors: readonly { readonly errorType?: string | null }[],
  startedAt: number,
): RequestSummary {
  return {
    operation: describeOperation(operation),
    durationMs: performance.now() - startedAt,
    ...state.cost,
    errors: errors.map(({ errorType }) => errorType ?? 'Validation'),
  };
}

function describeOperation({ operation, name, selectionSet }: OperationDefinitionNode): string {
  const fields = selectionSet.selections.map((node) =>
    node.kind === Kind.FIELD ? node.name.value : node.kind === Kind.FRAGMENT_SPREAD ? `...${node.name.value}` : '...',
  );
  return `${operation} ${name ? `${name.value} ` : ''}{ ${fields.join(' ')} }`;
}
