import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { type Network, startNetwork } from '../../support/network.ts';
import { type ScratchProject, scratchProject, scriptsOf } from './scratch-project.ts';

/** What somebody else's project would write with the client: everything by its public name. */
const program = `
import { createParley, newMessageId, MessagingError, type ChannelTimeline, type Message } from '@parley/client';

export async function sayAndHear(endpoint: string, token: string, webSocket?: typeof WebSocket): Promise<string> {
  const parley = createParley({ endpoint, getToken: () => token, ...(webSocket ? { webSocket } : {}) });
  const timeline: ChannelTimeline = parley.openTimeline('harbor_general');
  const id = newMessageId();
  const heard = new Promise<Message>((resolve) => {
    timeline.onChange(() => {
      const { messages, status } = timeline.state();
      const found = messages.find((message) => message.id === id);
      if (found && status === 'live') resolve(found);
    });
  });
  await parley.send({ id, channelId: 'harbor_general', content: 'From a scratch project.' });
  const { content, userId } = await heard;
  const refused = await parley.channel('harbor_nothing').catch((error: unknown) => error);
  const code = refused instanceof MessagingError ? refused.code : 'none';
  timeline.close();
  parley.close();
  return \`\${userId}: \${content} \${code}\`;
}
`;
const said = 'alice: From a scratch project. CHANNEL_NOT_FOUND';

let network: Network;
let project: ScratchProject;
let token: string;

beforeAll(async () => {
  [network, project] = await Promise.all([
    startNetwork(),
    scratchProject(['aws-amplify', 'ulid', 'react', 'react-dom', 'ws', '@types/react', '@types/ws', '@types/node']),
  ]);
  ({ token } = await network.signIn('alice'));
  project.write('say-and-hear.ts', program);
});
afterAll(async () => {
  project?.remove();
  await network?.close();
});

/** The tools are run from where they are installed, as a project's own `node_modules/.bin` would. */
const tool = (name: string) => join(import.meta.dirname, '../../../node_modules/.bin', name);

describe('the packed client', () => {
  test('holds what was built, its types and its manifest, and no sources of ours', () => {
    expect(project.packed).toContain('package.json');
    const strays = project.packed.filter(
      (path) => path !== 'package.json' && !/^dist\/.*\.(js|d\.ts|js\.map)$/.test(path),
    );
    expect(strays).toEqual([]);
  });

  test.each(['nodenext', 'bundler'])('has types for a project that resolves as %s', async (resolution) => {
    const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
    const lib = ['ES2023', 'DOM', 'DOM.Iterable'];
    const compilerOptions = { strict: true, noEmit: true, module, moduleResolution: resolution, target: 'es2023', lib };
    const files = ['say-and-hear.ts', 'misuse.ts', 'entries.ts'];
    project.write(
      'misuse.ts',
      `import { createParley } from '@parley/client';
// @ts-expect-error: it needs to know whose session it is.
createParley({ endpoint: 'https://example.com/graphql' });
`,
    );
    project.write(
      'entries.ts',
      `import { cognitoToken } from '@parley/client/cognito';
import { createParley } from '@parley/client';
export const parley = createParley({ endpoint: 'https://example.com/graphql', getToken: cognitoToken() });
`,
    );
    project.write(
      `tsconfig.${resolution}.json`,
      JSON.stringify({ compilerOptions: { ...compilerOptions, types: ['node'] }, files }),
    );
    await project.run(tool('tsc'), '--project', `tsconfig.${resolution}.json`);
  });

  test('runs in Node', async () => {
    project.write(
      'main.ts',
      `import { WebSocket } from 'ws';
import { sayAndHear } from './say-and-hear.js';
const [endpoint = '', token = ''] = process.argv.slice(2);
// The class of ws has all that is used of a browser's.
console.log(await sayAndHear(endpoint, token, WebSocket as unknown as typeof globalThis.WebSocket));
`,
    );
    const compilerOptions = { strict: true, outDir: 'out', module: 'nodenext', target: 'es2023', skipLibCheck: true };
    const lib = ['ES2023', 'DOM', 'DOM.Iterable'];
    project.write(
      'tsconfig.node.json',
      JSON.stringify({ compilerOptions: { ...compilerOptions, lib, types: ['node'] }, files: ['main.ts'] }),
    );
    await project.run(tool('tsc'), '--project', 'tsconfig.node.json');
    expect((await project.run(process.execPath, 'out/main.js', network.url, token)).trim()).toBe(said);
  });

  test('runs in a page that Vite built', async () => {
    project.write(
      'page/index.html',
      '<!doctype html><title>Scratch</title><script type="module" src="./page.ts"></script>',
    );
    project.write(
      'page/page.ts',
      `import { sayAndHear } from '../say-and-hear.js';
const { endpoint = '', token = '' } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
sayAndHear(endpoint, token).then(
  (said) => (document.title = said),
  (error: unknown) => (document.title = String(error)),
);
`,
    );
    await project.run(tool('vite'), 'build', 'page', '--outDir', '../built', '--logLevel', 'warn');
    const built = join(project.folder, 'built');
    expect(scriptsOf(built)).not.toEqual([]);
    const server = await serve(built);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://localhost:${port}/index.html#${new URLSearchParams({ endpoint: network.url, token })}`);
      await page.waitForFunction("document.title !== 'Scratch'");
      expect(await page.title()).toBe(said);
    } finally {
      await browser.close();
      server.close();
    }
  });
});

function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, pathname);
    // Such as the icon that every browser asks for.
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html');
    return response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(server)));
}
