import type { GraphQLResolveInfo } from 'graphql';
import { OperationTypeNode, responsePathAsArray } from 'graphql';
import type { DataSource, DataSourceResult } from '../datasources/data-source.ts';
import type {
  Evaluation,
  HandlerContext,
  HandlerName,
  Outcome,
  RequestUse,
  ResolverCode,
  ResolverError,
} from '../runtime/evaluation.ts';
import { FieldError } from './errors.ts';
import { filterData, wireResolverError } from './resolver-errors.ts';
import type { RequestState } from './request-state.ts';
import { addCost, checkDeadline, withinDeadline } from './request-state.ts';
import { selectionInfo } from './selection-set.ts';

/** A data source as resolvers reach it. */
export interface BoundDataSource {
  readonly source: DataSource;
  /** False for NONE, which calls nothing. */
  readonly isMetered: boolean;
}

/** An outcome that did not fail. */
export type Finished = Exclude<Outcome, { kind: 'error' }>;

type Moment = Pick<HandlerContext, 'prev' | 'result' | 'error'>;

/** One run of one resolver: what its handlers share from the first to the last. */
export class FieldRun {
  /** Undefined = the code did not call the extension. The last call wins. */
  subscriptionFilter: unknown;
  invalidationFilter: unknown;

  private stash: Readonly<Record<string, unknown>> = {};
  private readonly state: RequestState;
  private readonly info: GraphQLResolveInfo;
  private readonly base: Omit<HandlerContext, 'stash' | 'prev' | 'result' | 'error'>;

  constructor(run: {
    readonly state: RequestState;
    readonly info: GraphQLResolveInfo;
    readonly source: unknown;
    readonly args: Readonly<Record<string, unknown>>;
    readonly environment: Readonly<Record<string, string>>;
  }) {
    this.state = run.state;
    this.info = run.info;
    const selection = selectionInfo(run.info, run.state.prepared.conditionVariables.length === 0);
    this.base = {
      arguments: run.args,
      identity: run.state.request.caller.identity,
      source: run.source ?? null,
      request: { headers: run.state.request.headers, domainName: null },
      info: {
        fieldName: run.info.fieldName,
        parentTypeName: run.info.parentType.name,
        variables: run.state.request.variables,
        selectionSetList: selection.list,
        selectionSetGraphQL: selection.graphql,
      },
      env: run.environment,
    };
  }

  /** Runs a handler. Throws a `FieldError` where it failed. */
  handle(code: ResolverCode, handler: HandlerName, moment: Moment): Finished {
    checkDeadline(this.state);
    const evaluation = code.run(handler, { ...this.base, stash: this.stash, ...moment }, this.used());
    this.stash = evaluation.stash;
    this.keep(evaluation);
    this.log(code, evaluation);
    if (evaluation.outcome.kind === 'error') throw new FieldError(evaluation.outcome.error);
    return evaluation.outcome;
  }

  /**
   * Asks a data source. A failure of the service is part of the answer. A request that is none never reaches the service:
   * that ends the field, and the response handler does not run, as the time running out does.
   */
  async call(bound: BoundDataSource, request: unknown, caller: string): Promise<DataSourceResult> {
    const { deadline } = this.state.request;
    const batch = { request: this.state, field: `${this.info.parentType.name}.${this.info.fieldName}` };
    const asked = bound.source.call({ request, caller, deadline, batch });
    // What asks nobody answers at once, and needs no timer.
    const answer = await (bound.isMetered ? withinDeadline(this.state, asked) : asked);
    if (answer.cost) addCost(this.state, answer.cost);
    else if (bound.isMetered) addCost(this.state, { calls: 1, readUnits: 0, writeUnits: 0 });
    const { error } = answer;
    if (error?.type === 'MappingTemplate') {
      throw new FieldError({ message: error.message, errorType: error.type, data: null, errorInfo: null });
    }
    return answer;
  }

  private used(): RequestUse {
    return {
      isMutation: this.info.operation.operation === OperationTypeNode.MUTATION,
      invalidations: this.state.invalidations.map((invalidation) => JSON.stringify(invalidation)),
      responseHeadersLength: this.state.responseHeadersLength,
      timeLeftMs: this.state.request.deadline - Date.now(),
    };
  }

  /** What a run leaves behind counts even where it failed. */
  private keep(evaluation: Evaluation): void {
    for (const error of evaluation.appendedErrors) this.append(error);
    if (evaluation.subscriptionFilter !== undefined) this.subscriptionFilter = evaluation.subscriptionFilter;
    if (evaluation.invalidationFilter !== undefined) this.invalidationFilter = evaluation.invalidationFilter;
    this.state.invalidations.push(...evaluation.invalidations);
    if (evaluation.cacheEvictions > 0) this.state.apiCacheEntriesDeleted = 0;
    this.state.responseHeadersLength = evaluation.responseHeadersLength;
    for (const [name, value] of Object.entries(evaluation.responseHeaders)) this.setHeader(name, value);
  }

  /** The last definition of a name wins, however it is written. */
  private setHeader(name: string, value: string): void {
    const { responseHeaders } = this.state;
    for (const known of Object.keys(responseHeaders)) {
      if (known.toLowerCase() === name.toLowerCase()) delete responseHeaders[known];
    }
    responseHeaders[name] = value;
  }

  private log(code: ResolverCode, { logs, sources, outcome }: Evaluation): void {
    logs.forEach((line, index) => this.state.logs.push(`${line}${inParentheses(sources.logs[index] ?? null)}`));
    if (outcome.kind !== 'error' || outcome.error.errorType !== 'Code') return;
    const { message } = outcome.error;
    // The rest of the message can quote what the caller sent. An error that the code itself calls `Code` has no place.
    const place = /^code\.js(?::\d+:\d+)?: \w+/.exec(message)?.[0];
    if (place === undefined) return;
    const { parentTypeName, fieldName } = this.base.info;
    this.state.logs.push(`ERROR - ${message}${inParentheses(sources.error)}`);
    this.state.codeFailures.push(`${parentTypeName}.${fieldName} failed in ${sources.error ?? code.origin}: ${place}`);
  }

  private append(error: ResolverError): void {
    const path = responsePathAsArray(this.info.path);
    const [node] = this.info.fieldNodes;
    const data = filterData(error.data, this.info.fieldNodes, this.state.prepared.fragments);
    this.state.appendedErrors.push(wireResolverError({ ...error, data }, path, node ? [node] : []));
  }
}

function inParentheses(source: string | null): string {
  return source === null ? '' : ` (${source})`;
}
