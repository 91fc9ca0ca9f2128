import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

// CDK's validation of a template is for deployments, and takes half of a synthesis.
const env = { CDK_VALIDATION: 'false' };

/** What `expect.poll` waits for is there at once, but on a machine that does much else: its own second is too short for that. */
const expectation = { poll: { timeout: 10_000 } };

/** Of tests that start servers, with as many more processes. */
const served = { env, expect: expectation, testTimeout: 120_000, hookTimeout: 300_000 };

/** Vitest's own default leaves one core of two idle. */
const everyCore = { maxWorkers: Math.max(2, availableParallelism() - 1) };

/** Files that share a process: half of the time would go into loading the same modules for each, and running them while they are cold. */
const shared = { isolate: false, setupFiles: ['test/support/leaves-nothing.ts'] };

/** Of the service, what measures by the clock how much is let through in a second. */
const byTheClock = 'test/service/{abuse,making-limits,report-metrics,send-limits,typing}.test.ts';

/** Of the web client, what needs no browser. */
const pureWeb = 'test/web/{channel,content,composer,emoji,list,shell,strings}/**/*.test.ts';

export default defineConfig({
  test: {
    // Group by group; what has no group and no parallel files comes last, one file after the other.
    projects: [
      {
        ...source,
        test: {
          ...everyCore,
          ...shared,
          name: 'unit',
          env,
          expect: expectation,
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/{infra,journeys,server,service,conformance}/**',
            `test/web/!(channel|content|composer|emoji|list|shell|strings)/**`,
            'test/web/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        // One worker, which keeps its modules: every stage is synthesised once, and CDK, which takes seconds to load, is loaded once.
        test: {
          name: 'infra',
          env,
          include: ['test/infra/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...source,
        test: {
          ...everyCore,
          ...shared,
          name: 'conformance',
          env,
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        // Each file has a server and an engine of its own.
        test: {
          ...served,
          ...shared,
          name: 'service',
          include: ['test/service/**/*.test.ts'],
          exclude: [byTheClock],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      // What asks how long something takes has the machine for itself, and so has a browser, which is many processes.
      {
        ...source,
        test: {
          ...served,
          name: 'server',
          include: ['test/{server,journeys}/**/*.test.ts', byTheClock],
          fileParallelism: false,
        },
      },
      {
        ...source,
        test: {
          ...served,
          name: 'browser',
          include: ['test/web/**/*.test.ts'],
          exclude: [pureWeb],
          fileParallelism: false,
        },
      },
    ],
  },
});
