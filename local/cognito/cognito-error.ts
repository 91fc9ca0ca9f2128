/** A refusal in the words of the user pools API. Answered with status 400. */
export class CognitoError extends Error {
  /** As in `NotAuthorizedException`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'CognitoError';
    this.type = type;
  }
}

export function notAuthorized(message = 'Incorrect username or password.'): CognitoError {
  return new CognitoError('NotAuthorizedException', message);
}

export function invalidParameter(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message);
}
