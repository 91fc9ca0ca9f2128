import { embeddedMetrics } from './embedded-metrics.ts';

/**
 * Writes what a client measured of itself into this function's log, from which CloudWatch takes it. The line goes to standard output as it
 * is: `console.log` would put a time and a request's id before it (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html).
 */
export async function handler(event: unknown): Promise<void> {
  const document = embeddedMetrics(event, process.env.STAGE ?? 'unknown', Date.now());
  if (document) process.stdout.write(`${JSON.stringify(document)}\n`);
}
