import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import type { Step } from './pool-sign-in.ts';

const words = strings.session;

/** What the page asks for. */
export type SignInStep = Exclude<Step, 'done'> | 'begin';

/**
 * What a user pool refused, in words. Amplify names its errors as Cognito does (Amazon Cognito user pools API Reference, "Common Errors" and those
 * of InitiateAuth and RespondToAuthChallenge). Whether there is such an account is not said. A step has to be answered within three minutes, unless
 * the pool says otherwise; later, and after too many wrong answers, it is "not authorized" whatever one answers.
 */
export function saySignInError(error: unknown, step: SignInStep): string {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAuthorizedException':
      return step === 'begin' ? words.refused : words.stepOver;
    case 'UserNotFoundException':
    case 'UserNotConfirmedException':
      return words.refused;
    case 'CodeMismatchException':
    case 'ExpiredCodeException':
      return words.codeRefused;
    case 'InvalidPasswordException':
      return words.passwordRefused;
    case 'LimitExceededException':
    case 'TooManyRequestsException':
    case 'TooManyFailedAttemptsException':
      return words.tooManyTries;
    case 'NetworkError':
      return strings.errors.network;
    default:
      return sayError(error);
  }
}
