import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signSession } from '../../../dev/sessions.ts';
import { type StageName, buildAssembly } from '../../../dev/build.ts';
import { type LocalAppSync, createLocalAppSync } from '../../../local/index.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { type Grant, type Template, grantsOf, without } from './grants.ts';
import { type Site, TooLate, tellStory } from './stories.ts';

/** What became of a story: where it broke, and by what words; null = it went well to the end. */
export type Verdict = { readonly step: string; readonly words: string; readonly isLate: boolean } | null;

/** A copy of a stage's assembly, of whose policies something can be taken away. */
export interface Workshop {
  readonly grants: readonly Grant[];
  /**
   * Tells the story on the service without the grant; null = with all of them. What came too late is waited for longer, once more: a slow machine
   * must not pass for a right that is missed.
   */
  play(missing: Grant | null): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openWorkshop(stage: StageName, patienceMs: number): Promise<Workshop> {
  const folder = temporaryDirectory();
  cpSync(await buildAssembly(stage), folder.path, { recursive: true });
  const file = join(folder.path, 'Parley.template.json');
  const text = readFileSync(file, 'utf8');
  const template = JSON.parse(text) as Template;
  let server: LocalAppSync | null = null;

  const serve = async (missing: Grant | null): Promise<LocalAppSync> => {
    writeFileSync(file, missing ? JSON.stringify(without(template, missing)) : text);
    if (server && missing && !missing.isOfDataSource) {
      // What a function has read, it keeps: a new one has to ask.
      await server.close();
      server = null;
    }
    if (server) await server.reload(folder.path);
    else server = await createLocalAppSync({ assembly: folder.path });
    return server;
  };

  const tell = async (site: Site): Promise<Verdict> => {
    const { steps, end } = tellStory(site);
    try {
      for (const { name, run } of steps) {
        try {
          await run();
        } catch (error) {
          const words = error instanceof Error ? error.message : String(error);
          return { step: name, words, isLate: error instanceof TooLate };
        }
      }
      return null;
    } finally {
      end();
    }
  };

  return {
    grants: grantsOf(template),
    async play(missing) {
      const serving = await serve(missing);
      const verdict = await tell(siteOf(serving, patienceMs));
      return verdict?.isLate ? tell(siteOf(serving, 3 * patienceMs)) : verdict;
    },
    async close() {
      await server?.close();
      folder.remove();
    },
  };
}

function siteOf(server: LocalAppSync, patienceMs: number): Site {
  const { dynamoDb } = server;
  if (!dynamoDb) throw new Error('the assembly has no table');
  return {
    url: server.url,
    realtimeUrl: server.realtimeUrl,
    dynamoDb,
    patienceMs,
    runSchedules: () => server.runSchedules(),
    tableOf: (model) => {
      const variable = `${model.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`;
      const name = server.deployment.apis[0]?.environment[variable];
      if (!name) throw new Error(`the API has no table for the model ${model}`);
      return name;
    },
    signInAs: (account) => signSession(account, server.secret(server.deployment.outputs.SessionSecretArn ?? '')),
  };
}
