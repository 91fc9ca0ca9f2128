/** Nobody known makes this request. Answered with status 401, or with an error message on a WebSocket. */
export class UnauthorizedError extends Error {
  readonly status = 401;
  readonly errorType = 'UnauthorizedException';

  constructor(message = 'You are not authorized to make this call.') {
    super(message);
    this.name = 'UnauthorizedError';
  }
}
