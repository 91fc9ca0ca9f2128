import type { OperationDefinitionNode } from 'graphql';
import { Kind } from 'graphql';
import type { RequestState } from './graphql/request-state.ts';
import type { Log, RequestSummary } from './log.ts';
import { describeRequest } from './log.ts';

/** Hears what each executed operation did. `startedAt` is of `performance.now()`. */
export type Report = (
  state: RequestState,
  operation: OperationDefinitionNode,
  errors: readonly { readonly errorType?: string | null; readonly message: string }[],
  startedAt: number,
) => void;

/** Writes each executed operation to the log, and hands on what it cost. */
export function createReport(log: Log, onRequest: (summary: RequestSummary) => void): Report {
  return (state, operation, errors, startedAt) => {
    const summary: RequestSummary = {
      operation: describeOperation(operation),
      durationMs: performance.now() - startedAt,
      ...state.cost,
      errors: errors.map(({ errorType }) => typeName(errorType ?? 'Validation')),
    };
    log.info(describeRequest(summary));
    for (const failure of state.codeFailures) log.warn(failure);
    for (const { message } of errors) log.debug(`error: ${message}`);
    for (const line of state.logs) log.debug(line);
    onRequest(summary);
  };
}

/** How much of an operation is told: its text is the caller's, and may be as long as one likes. */
const MAX_FIELDS = 8;
const MAX_NAME = 60;

function describeOperation({ operation, name, selectionSet }: OperationDefinitionNode): string {
  const fields = selectionSet.selections.map((node) =>
    node.kind === Kind.FIELD
      ? short(node.name.value)
      : node.kind === Kind.FRAGMENT_SPREAD
        ? `...${short(node.name.value)}`
        : '...',
  );
  const shown =
    fields.length <= MAX_FIELDS ? fields : [...fields.slice(0, MAX_FIELDS), `and ${fields.length - MAX_FIELDS} more`];
  return `${operation} ${name ? `${short(name.value)} ` : ''}{ ${shown.join(' ')} }`;
}

function short(name: string): string {
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME)}…`;
}

/** Resolver code may give any text as an error's type. Only what looks like a type is told. */
function typeName(type: string): string {
  return /^[A-Za-z][\w.:-]{0,80}$/.test(type) ? type : 'Error';
}
