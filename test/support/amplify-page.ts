import { callEverything, refreshSession } from './amplify.ts';

/** A page that offers Amplify to a test: see `test/web/amplify-modes.test.ts`. */
const page = { callEverything, refreshSession };

declare global {
  interface Window {
    amplify: typeof page;
  }
}

window.amplify = page;
