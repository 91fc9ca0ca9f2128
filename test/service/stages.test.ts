import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { expectLifeOfAFile } from '../support/life-of-a-file.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/** What is deployed to each stage, served as it is. `STAGE=prod npx vitest run --project server test/journeys` tells all stories on one of them. */
describe.each(stageNames.filter((name) => name !== 'load'))('the assembly of %s', (name) => {
  const stage = stageOf(name);
  let network: Network;
  let alice: Person;
  beforeAll(async () => {
    network = await startNetwork({ stage: name });
    alice = await network.as('alice');
  });
  afterAll(() => network?.close());

  test('takes a message and tells it', async () => {
    const listener = await (await network.as('bob')).listen('harbor_general');
    const sent = await alice.send('harbor_general', `on ${name}`);
    expect((await listener.next()).message?.id).toBe(sent.id);
    listener.close();
  });

  test('keeps a file of a message, shows it to who reads, and removes it with the message', async () => {
    await expectLifeOfAFile('harbor_general', alice, await network.as('bob'));
  });

  test('tells its schema where the stage says so, and nowhere else', async () => {
    const { data, errors } = await alice.ask('{ __schema { queryType { name } } }');
    expect(errors.length > 0).toBe(!stage.hasIntrospection);
    if (stage.hasIntrospection) expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  test('runs as many resolvers for one request as the stage says, and no more', async () => {
    const asking = (count: number) =>
      alice.ask<Record<string, unknown>>(
        `{ ${Array.from({ length: count }, (_, at) => `a${at}: me { id }`).join(' ')} }`,
      );
    expect((await asking(stage.resolverCount)).errors).toEqual([]);
    expect((await asking(stage.resolverCount + 1)).errors).toMatchObject([
      { errorType: 'ResolverExecutionLimitReached' },
    ]);
  });
});
