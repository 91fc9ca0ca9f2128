import type { HttpAnswer } from './http-answer.ts';

/** Carries requests to one address. */
export interface HttpChannel {
  /**
   * `deadline` is in epoch milliseconds.
   *
   * @throws {StaleConnection} the other side closed an idle connection just as it was taken up.
   * @throws {DynamoDbUnavailable} there was no answer in time.
   */
  post(headers: Readonly<Record<string, string>>, body: string, deadline: number): Promise<HttpAnswer>;
  /** Ends all connections. Requests under way fail as unavailable. */
  close(): void;
}

/** More connections than this bring nothing: the local engine has one lock, and calls beyond it wait their turn. */
export const MAX_CONNECTIONS = 64;

/** A read may go out again; a write may have been carried out, so the caller has to know. */
export class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}
