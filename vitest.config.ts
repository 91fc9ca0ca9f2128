import { defineConfig } from 'vitest/config';

const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

// CDK's validation of a template is for deployments, and takes half of a synthesis.
const env = { CDK_VALIDATION: 'false' };

/** What `expect.poll` waits for is there at once, but on a machine that does much else: its own second is too short for that. */
const expectation = { poll: { timeout: 10_000 } };

/** Tests that start servers share two cores and one machine's ports with each other: one file after the other. */
const served = { env, expect: expectation, testTimeout: 120_000, hookTimeout: 300_000, fileParallelism: false };

/** Of the web client, what needs no browser. */
const pureWeb = 'test/web/{channel,content,composer,emoji,list,shell,strings}/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
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
        },
      },
      {
        ...source,
        test: {
          name: 'conformance',
          env,
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { ...source, test: { ...served, name: 'server', include: ['test/{server,service,journeys}/**/*.test.ts'] } },
      { ...source, test: { ...served, name: 'browser', include: ['test/web/**/*.test.ts'], exclude: [pureWeb] } },
    ],
  },
});
