import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildWeb } from '../../dev/build.ts';
import { createWebRoute } from '../../dev/web-route.ts';
import { ParleyStack } from '../../infra/parley-stack.ts';
import { stageOf } from '../../infra/stages.ts';
import { createLocalAppSync, type LocalAppSync, type Route } from '../../local/index.ts';
import { startModeApp } from '../server/mode-app.ts';

export interface CognitoParley {
  readonly origin: string;
  /** Somebody of the pool. */
  readonly username: string;
  readonly password: string;
  close(): Promise<void>;
}

/**
 * Parley for a team on Cognito: the stage trusts the tokens of a user pool, and the page signs people in with it. The pool is that of another
 * local server, so that its keys can be fetched from where the stage says.
 */
export async function startCognitoParley(): Promise<CognitoParley> {
  const pools = await startModeApp();
  const { cognito } = await pools.setup('userPool');
  if (!cognito) throw new Error('there is no user pool');
  const { userPoolId, userPoolClientId, userPoolEndpoint, username, password } = cognito;
  const region = userPoolId.split('_')[0] ?? '';
  const directory = mkdtempSync(join(tmpdir(), 'cognito-parley-'));
  const app = new App({ outdir: directory, analyticsReporting: false });
  new ParleyStack(app, 'Parley', {
    stage: {
      ...stageOf('dev'),
      name: 'by-pool',
      sessions: [
        {
          kind: 'issuer',
          userIdPrefix: '',
          issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
          jwksUrl: `${userPoolEndpoint}/${userPoolId}/.well-known/jwks.json`,
          audiences: [userPoolClientId],
        },
      ],
    },
  });
  app.synth();
  const page = createWebRoute(await buildWeb(), () => ({
    connect: [server.url, server.realtimeUrl, userPoolEndpoint],
  }));
  const outputs: Route = ({ url }, response) => {
    if (url !== '/parley-outputs.json') return false;
    const auth = { aws_region: region, user_pool_id: userPoolId, user_pool_client_id: userPoolClientId };
    const custom = { user_pool_endpoint: userPoolEndpoint };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ version: '1', data: { url: server.url }, auth, custom }));
    return true;
  };
  const server: LocalAppSync = await createLocalAppSync({ assembly: directory, routes: [outputs, page] });
  return {
    origin: server.origin,
    username,
    password,
    async close() {
      await server.close();
      await pools.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
