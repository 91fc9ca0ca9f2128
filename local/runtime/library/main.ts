import { deepenStacks, stackFormatter } from './code-position.ts';
import { console } from './console.ts';
import { dynamodb, evaluate, utils } from './evaluate.ts';
import { harden } from './harden.ts';
import { connectHost } from './host.ts';
import type { HostFunctions } from './host-functions.ts';

/** Turns the global scope it runs in into AppSync's, for good, and answers how to run a handler there. */
export function boot(functions: HostFunctions): typeof evaluate {
  connectHost(functions);
  deepenStacks();
  harden({ ...utils, console, Error: stackFormatter }, [dynamodb]);
  return evaluate;
}
