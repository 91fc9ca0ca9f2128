export { sdkEnvironment } from './environment.ts';
export { createLambda, type Lambda, type LambdaOptions } from './lambda.ts';
export type { LambdaError, LambdaOutcome } from './outcome.ts';
export type { LambdaLog, LogLevel } from './sandbox.ts';
