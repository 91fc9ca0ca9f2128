import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Session, signSession } from '../../dev/sessions.ts';
import * as operations from '../../generated/operations.ts';
import { type StackOutputs, outputOf } from '../../infra/deploy/amplify-outputs.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

interface Target {
  readonly url: string;
  readonly realtimeUrl: string;
  readonly session: Session;
  close(): Promise<void>;
}

const account = { user: 'parley-smoke', name: 'Smoke' };
const lifetimeMs = 10 * 60_000;
/** The one that was deployed, or is served here. */
const stageName = stageNames.find((name) => name === process.env.STAGE) ?? 'prod';
const stage = stageOf(stageName);

/**
 * The least that a deployment must do: somebody signs in, writes, and hears it. Against this machine by default; with `TARGET=aws` against the stage
 * whose deployment wrote `OUTPUTS` (`cdk-outputs.json`), with credentials that may read its session secret. It leaves a workspace of its own
 * there, the same each time, and a message for each run.
 */
async function openTarget(): Promise<Target> {
  if (process.env.TARGET !== 'aws') {
    const network = await startNetwork({ stage: stageName, seed: false });
    const session = await network.signInAs(account, lifetimeMs);
    return { url: network.url, realtimeUrl: network.realtimeUrl, session, close: () => network.close() };
  }
  const outputs = JSON.parse(readFileSync(process.env.OUTPUTS ?? 'cdk-outputs.json', 'utf8')) as StackOutputs;
  const url = outputOf(outputs, 'GraphqlUrl');
  const client = new SecretsManagerClient({ region: outputOf(outputs, 'Region') });
  const { SecretString: secret = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: outputOf(outputs, 'SessionSecretArn') }),
  );
  const session = await signSession(account, secret, lifetimeMs);
  return { url, realtimeUrl: realtimeUrlOf(url), session, close: () => Promise.resolve() };
}

/** AppSync Developer Guide, "Building a real-time WebSocket client": a host of AppSync's own has another beside it, a domain of one's own a path. */
function realtimeUrlOf(url: string): string {
  const socket = url.replace('https://', 'wss://');
  const isAppSyncs = socket.includes('.appsync-api.');
  return isAppSyncs ? socket.replace('.appsync-api.', '.appsync-realtime-api.') : `${socket}/realtime`;
}

describe('a deployment', () => {
  let target: Target;
  let person: Person;
  beforeAll(async () => {
    target = await openTarget();
    person = new Person(account.user, target.session.token, target);
  });
  afterAll(() => target?.close());

  test('lets somebody in, and nobody without a session', async () => {
    expect((await person.get<{ me: { id: string } }>(operations.me)).me.id).toBe(account.user);
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'nobody' },
      body: JSON.stringify({ query: '{ me { id } }' }),
    });
    expect(response.status).toBe(401);
  });

  test('takes a message, tells it at once, and still has it afterwards', async () => {
    const channelId = await ownChannel();
    const listener = await person.listen(channelId);
    const sent = await person.send(channelId, `smoke ${new Date().toISOString()}`);
    expect((await listener.next()).message?.id).toBe(sent.id);
    listener.close();
    expect((await person.page(channelId, { limit: 1 })).items).toEqual([sent]);
  });

  test('tells its schema where the stage says so, and nowhere else', async () => {
    const { errors } = await person.ask('{ __schema { types { name } } }');
    expect(errors.length === 0).toBe(stage.hasIntrospection);
  });

  async function ownChannel(): Promise<string> {
    const { listWorkspaces } = await person.get<{ listWorkspaces: { items: { id: string }[] } }>(
      operations.listWorkspaces,
    );
    const [workspace] = listWorkspaces.items;
    if (workspace) {
      const [mine] = await person.channels(workspace.id);
      if (mine) return mine.channel.id;
    }
    const workspaceId =
      workspace?.id ??
      (await person.get<{ createWorkspace: { id: string } }>(operations.createWorkspace, { input: { name: 'Smoke' } }))
        .createWorkspace.id;
    const input = { workspaceId, name: 'smoke', isPrivate: true };
    return (await person.get<{ createChannel: { id: string } }>(operations.createChannel, { input })).createChannel.id;
  }
});
