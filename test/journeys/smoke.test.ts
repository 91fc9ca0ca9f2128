import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { expectLifeOfAFile } from '../support/life-of-a-file.ts';
import { startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';
import { type Target, smoker, targetOf } from '../support/target.ts';

/** The one that was deployed, or is served here. */
const stageName = stageNames.find((name) => name === process.env.STAGE) ?? 'prod';
const stage = stageOf(stageName);

/**
 * The least that a deployment must do: somebody signs in, writes, hears it, and sends a file. By default against this machine, by the address of its server
 * and a session alone, as against any other; with `TARGET` against what `test/support/target.ts` says. It leaves a workspace of its own there,
 * the same each time, and a message for each run.
 */
async function openTarget(): Promise<Target & { close(): Promise<void> }> {
  if (process.env.TARGET) return { ...(await targetOf(process.env)), close: () => Promise.resolve() };
  const network = await startNetwork({ stage: stageName, seed: false });
  const { token } = await network.signInAs(smoker);
  const target = await targetOf({ TARGET: 'url', URL: network.url, TOKEN: token });
  return { ...target, close: () => network.close() };
}

describe('a deployment', () => {
  let target: Awaited<ReturnType<typeof openTarget>>;
  let person: Person;
  beforeAll(async () => {
    target = await openTarget();
    person = new Person(target.userId, target.token, target);
  });
  afterAll(() => target?.close());

  test('lets somebody in, and nobody without a session', async () => {
    expect((await person.get<{ me: { id: string } }>(operations.me)).me.id).toBe(target.userId);
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

  test('takes a file to its store, hands it back, and removes it with its message', async () => {
    await expectLifeOfAFile(await ownChannel(), person, person);
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
