import type { GraphQLResolveInfo } from 'graphql';
import { responsePathAsArray } from 'graphql';
import type { DataSource, DataSourceResult } from '../datasources/data-source.ts';
import type { HandlerContext, HandlerName, Outcome, ResolverCode, ResolverError } from '../runtime/evaluation.ts';
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
    const evaluation = code.run(handler, { ...this.base, stash: this.stash, ...moment });
    this.stash = evaluation.stash;
    for (const error of evaluation.appendedErrors) this.append(error);
    if (evaluation.subscriptionFilter !== undefined) this.subscriptionFilter = evaluation.subscriptionFilter;
    if (evaluation.invalidationFilter !== undefined) this.invalidationFilter = evaluation.invalidationFilter;
    this.state.invalidations.push(...evaluation.invalidations);
    Object.assign(this.state.responseHeaders, evaluation.responseHeaders);
    this.state.logs.push(...evaluation.logs);
    if (evaluation.outcome.kind === 'error') throw new FieldError(evaluation.outcome.error);
    return evaluation.outcome;
  }

  /** Asks a data source. A failure of the source is part of the answer; only the deadline makes this throw. */
  async call(bound: BoundDataSource, request: unknown, caller: string): Promise<DataSourceResult> {
    const { deadline } = this.state.request;
    const answer = await withinDeadline(this.state, bound.source.call({ request, caller, deadline }));
    if (answer.cost) addCost(this.state, answer.cost);
    else if (bound.isMetered) addCost(this.state, { calls: 1, readUnits: 0, writeUnits: 0 });
    return answer;
  }

  private append(error: ResolverError): void {
    const path = responsePathAsArray(this.info.path);
    const [node] = this.info.fieldNodes;
    const data = filterData(error.data, this.info.fieldNodes, this.state.prepared.fragments);
    this.state.appendedErrors.push(wireResolverError({ ...error, data }, path, node ? [node] : []));
  }
}
