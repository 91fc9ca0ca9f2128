/** What a resolver's request handler asked for, and where it stands. */
export interface DataSourceCall {
  /** The value that the request handler returned. */
  readonly request: unknown;
  /** The resolver's or function's address, as in `Query.me` or `sequence`: names the caller in logs, and binds paging tokens. */
  readonly caller: string;
  /** The moment at which the whole GraphQL request is given up, in epoch milliseconds. */
  readonly deadline: number;
  /** Calls of one field in one GraphQL request may go out as one batch. Absent = the call stands alone. */
  readonly batch?: BatchScope;
}

export interface BatchScope {
  /** The GraphQL request, told from others by identity. */
  readonly request: object;
  /** As in `Post.author`. */
  readonly field: string;
}

/** `ctx.result` and `ctx.error` of the response handler. Both may be set: a failed condition also carries the current item. */
export interface DataSourceResult {
  readonly result: unknown;
  readonly error?: DataSourceError;
  /** What the call cost; absent = the data source is not metered. */
  readonly cost?: Consumption;
}

export interface DataSourceError {
  /** AppSync's spelling, as in `DynamoDB:ConditionalCheckFailedException`. */
  readonly type: string;
  readonly message: string;
}

export interface Consumption {
  /** Calls to the service, an automatic re-read after a failed condition included. */
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** One data source of the API. `call` never rejects: whatever happens becomes a `DataSourceResult`. */
export interface DataSource {
  readonly name: string;
  call(call: DataSourceCall): Promise<DataSourceResult>;
}
