import type { Facts } from './facts.ts';
import type { FinalLog } from './final-logs.ts';
import type { Message } from './messages.ts';
import type { Limits, Report } from './violation.ts';

/** What each check is given. */
export interface Judged {
  readonly facts: Facts;
  readonly messages: ReadonlyMap<string, Message>;
  readonly logs: ReadonlyMap<string, FinalLog>;
  readonly limits: Limits;
  readonly report: Report;
}
