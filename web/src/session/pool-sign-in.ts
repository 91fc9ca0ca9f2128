import type { GetToken } from '@parley/client';

/** What a user pool asks for next. `other`: something that this page has no words for. */
export type Step = 'done' | 'new-password' | 'code' | 'other';

/** People of a Cognito user pool. Each rejects as Amplify does. */
export interface UserPool {
  readonly token: GetToken;
  /** Whether somebody signed in before, in this browser. */
  isSignedIn(): Promise<boolean>;
  signIn(username: string, password: string): Promise<Step>;
  /** What the last step asked for. */
  answer(text: string): Promise<Step>;
  signOut(): Promise<void>;
}
