import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { decodeJwt } from 'jose';
import { readFileSync } from 'node:fs';
import { signSession } from '../../dev/sessions.ts';
import { type StackOutputs, outputOf } from '../../infra/deploy/amplify-outputs.ts';

/** A deployment that runs somewhere, and somebody who is let in there. */
export interface Target {
  readonly url: string;
  readonly realtimeUrl: string;
  readonly token: string;
  readonly userId: string;
}

/** Who tries what was deployed. */
export const smoker = { user: 'parley-smoke', name: 'Smoke' };

const lifetimeMs = 10 * 60_000;

/**
 * What the environment names.
 *
 * - `TARGET=aws`: the stage whose deployment wrote `OUTPUTS` (default `cdk-outputs.json`), with credentials that may read its session secret.
 * - `TARGET=url`: whatever answers at `URL` (`https://…/graphql`), with the session `TOKEN`; `USER_ID` where the stage puts a prefix before its `sub`.
 */
export async function targetOf(environment: NodeJS.ProcessEnv): Promise<Target> {
  const { TARGET, URL: url, TOKEN: token, USER_ID, OUTPUTS = 'cdk-outputs.json' } = environment;
  if (TARGET === 'url') {
    if (!url || !token) throw new Error('TARGET=url needs URL and TOKEN');
    const userId = USER_ID ?? decodeJwt(token.replace(/^Bearer /, '')).sub ?? '';
    return { url, realtimeUrl: realtimeUrlOf(url), token, userId };
  }
  if (TARGET !== 'aws') throw new Error(`TARGET is aws or url, not ${TARGET}`);
  // Written by the CDK command line, in the form that it documents.
  const outputs = JSON.parse(readFileSync(OUTPUTS, 'utf8')) as StackOutputs;
  const client = new SecretsManagerClient({ region: outputOf(outputs, 'Region') });
  const { SecretString: secret = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: outputOf(outputs, 'SessionSecretArn') }),
  );
  const graphqlUrl = outputOf(outputs, 'GraphqlUrl');
  const session = await signSession(smoker, secret, lifetimeMs);
  return { url: graphqlUrl, realtimeUrl: realtimeUrlOf(graphqlUrl), token: session.token, userId: session.userId };
}

/** AppSync Developer Guide, "Building a real-time WebSocket client": a host of AppSync's own has another beside it, a domain of one's own a path. */
function realtimeUrlOf(url: string): string {
  const socket = url.replace(/^http/, 'ws');
  const isAppSyncs = socket.includes('.appsync-api.');
  return isAppSyncs ? socket.replace('.appsync-api.', '.appsync-realtime-api.') : `${socket}/realtime`;
}
