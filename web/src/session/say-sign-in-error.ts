import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';

const words = strings.session;

/**
 * What a user pool refused, in words. Amplify names its errors as Cognito does (Amazon Cognito user pools API Reference, "Common Errors" and those
 * of InitiateAuth and RespondToAuthChallenge). Whether there is such an account is not said.
 */
export function saySignInError(error: unknown, step: string): string {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAuthorizedException':
      return step === 'code' ? words.codeRefused : words.refused;
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
