/** A subscription filter that AppSync refuses when the subscription starts. */
export class FilterError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FilterError';
  }
}
