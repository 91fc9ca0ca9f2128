import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import { onTestFinished } from 'vitest';
import { AssemblyError, readAssembly, type AssemblyProblem, type Place } from '../../../local/assembly/read.ts';
import type { Deployment } from '../../../local/assembly/model.ts';

export const place: Place = {
  accountId: '123456789012',
  region: 'eu-west-1',
  graphqlUrl: () => 'http://localhost:4000/graphql',
  realtimeUrl: () => 'ws://localhost:4000/graphql/realtime',
};

export interface Workshop {
  readonly app: App;
  readonly stack: Stack;
  /** Writes a file beside the assembly and answers its path. */
  file(name: string, text: string): string;
  /** A folder with a handler that Lambda can run. */
  handlerFolder(): string;
  api(authorizationConfig?: appsync.AuthorizationConfig): appsync.GraphqlApi;
}

/** Synthesises an app with one stack, `Team`, for real and reads it. */
export function deploy(build: (workshop: Workshop) => void): Deployment {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Team');
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  build({
    app,
    stack,
    file,
    handlerFolder: () => dirname(file('handler/index.mjs', 'export const handler = async () => 1;')),
    api: (authorizationConfig) =>
      new appsync.GraphqlApi(stack, 'Api', {
        name: 'team',
        definition: appsync.Definition.fromFile(file('schema.graphql', 'type Query { hello: String }')),
        ...(authorizationConfig === undefined ? {} : { authorizationConfig }),
      }),
  });
  app.synth();
  return readAssembly(join(directory, 'out'), place);
}

/** The problems that stop the read. */
export function problemsOf(build: (workshop: Workshop) => void): readonly AssemblyProblem[] {
  try {
    deploy(build);
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems;
    throw error;
  }
  throw new Error('the assembly was read without a problem');
}
