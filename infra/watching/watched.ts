import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Firewall } from '../firewall.ts';
import type { Stage } from '../stage.ts';

/** What alarms and the dashboard look at. */
export interface Watched {
  readonly stage: Stage;
  readonly apiId: string;
  readonly tables: readonly WatchedTable[];
  readonly authorizer: IFunction;
  readonly metricsRecorder: IFunction;
  /** Signs uploads and links of files. */
  readonly files: IFunction;
  /** Removes files that no message holds. */
  readonly fileKeeper: IFunction;
  /** Null = the stage has none. */
  readonly firewall: Firewall | null;
}

export interface WatchedTable {
  readonly model: string;
  readonly table: ITableV2;
  /** Their names. */
  readonly indexes: readonly string[];
}
