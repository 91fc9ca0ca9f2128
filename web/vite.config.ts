import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const leftOutPrefix = '\0left-out:';
/** The one file that makes Amplify's client. */
const amplifyClient = /\/client\/src\/transport\/amplify-client\.[jt]s$/;

/** What stands in the place of what is left out, by the end of what it is imported as. */
const leftOut: ReadonlyMap<string, string> = new Map([
  [
    '@aws-amplify/data-schema/runtime',
    `// What Amplify's data client names its own requests with; nobody sets it here.
    export const INTERNAL_USER_AGENT_OVERRIDE = Symbol('INTERNAL_USER_AGENT_OVERRIDE');
    export function addSchemaToClient() {
      throw new Error('The model API of Amplify is not part of this page.');
    }
    export const addSchemaToClientWithInstance = addSchemaToClient;`,
  ],
  [
    '/Providers/AWSAppSyncRealTimeProvider/index.mjs',
    `export class AWSAppSyncRealTimeProvider {
      subscribe() {
        throw new Error('The WebSocket of Amplify is not part of this page.');
      }
    }`,
  ],
]);

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), leanAmplify(), earlyFont()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // `data:` images and fonts would be refused by a strict content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    // All browsers that run this page know `modulepreload` (Chrome 66, Safari 17, Firefox 115), and would only be slower without.
    modulePreload: { polyfill: false },
    // What the page begins with is one file: apart, what dialogs share with it would be some fifteen, and 6 kB more once compressed.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } } },
  },
});

/**
 * Leaves out of the page what Amplify brings along and the page never runs, a seventh of its script. Each is a branch that our own calls
 * do not take, and fails loudly should they ever.
 *
 * - The context that the client calls the API with has no Cognito of its own: sessions come by `getToken`. `aws-amplify` adds Cognito to
 *   the same function of `@aws-amplify/core`; only where people sign in with a user pool is it loaded, with the code that needs it.
 * - The model API, which Amplify makes for clients without an `endpoint`; ours has one.
 * - Amplify's own WebSocket: subscriptions go by the client's transport.
 */
function leanAmplify(): Plugin {
  const met = new Set<string>();
  return {
    name: 'lean-amplify',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === 'aws-amplify' && amplifyClient.test(importer)) {
        met.add(source);
        return this.resolve('@aws-amplify/core', importer);
      }
      const part = [...leftOut.keys()].find((end) => source.endsWith(end));
      if (part !== undefined) met.add(part);
      return part === undefined ? null : leftOutPrefix + part;
    },
    load: (id) => (id.startsWith(leftOutPrefix) ? leftOut.get(id.slice(leftOutPrefix.length)) : null),
    generateBundle() {
      // What is called otherwise some day would be back without a word.
      const unmet = ['aws-amplify', ...leftOut.keys()].filter((part) => !met.has(part));
      if (unmet.length > 0) this.error(`Nothing imports ${unmet.join(' and ')} any more as it is left out here.`);
    },
  };
}

/** Has the page ask for its font at once, not once its script has drawn the first letter. */
function earlyFont(): Plugin {
  return {
    name: 'early-font',
    transformIndexHtml(_html, { bundle = {} }) {
      const font = Object.keys(bundle).find((name) => /\/inter-latin-wght-normal-[^/]+\.woff2$/.test(name));
      if (font === undefined) return [];
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
  };
}
