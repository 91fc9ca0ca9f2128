/** The function itself behind the ARN of one of its versions or aliases, which ends in one more part. */
export function unqualifiedArn(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}
