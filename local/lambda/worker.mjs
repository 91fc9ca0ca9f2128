// @ts-check
// The inside of a Lambda: runs in a worker thread and knows nothing but its handler. Plain JavaScript, because worker
// threads do not share the loader that runs the rest of this server's TypeScript.

import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
/** @type {{ codeDirectory: string, handler: string, name: string, arn: string }} */
const { codeDirectory, handler: handlerName, name, arn } = workerData;

/** A failure that Lambda's runtime names itself, rather than by the error's class. */
class RuntimeError extends Error {
  /** @param {string} errorType @param {string} message */
  constructor(errorType, message) {
    super(message);
    this.name = errorType;
  }
}

for (const level of /** @type {const} */ (['trace', 'debug', 'info', 'log', 'warn', 'error'])) {
  console[level] = (...values) => {
    const shown = level === 'log' ? 'info' : level === 'trace' ? 'debug' : level;
    port.postMessage({ kind: 'log', level: shown, text: format(...values) });
  };
}

process.on('uncaughtException', (error) => crash('Runtime.UncaughtException', error));
process.on('unhandledRejection', (reason) => crash('Runtime.UnhandledPromiseRejection', reason));

try {
  const handle = await loadHandler();
  port.on('message', (message) => void answer(handle, message));
  port.postMessage({ kind: 'ready' });
} catch (error) {
  port.postMessage({ kind: 'crashed', error: describe(error) });
  port.close();
}

/** @param {Function} handle @param {{ id: string, event: string, timeoutMs: number }} message */
async function answer(handle, { id, event, timeoutMs }) {
  const startedAt = Date.now();
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: '128',
    awsRequestId: id,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, startedAt + timeoutMs - Date.now()),
  };
  try {
    const value = marshal(await run(handle, JSON.parse(event), context));
    port.postMessage({ kind: 'returned', id, value });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, error: describe(error) });
  }
}

/**
 * Handlers answer by a promise or, the older way, through a callback.
 * @param {Function} handle @param {unknown} event @param {unknown} context @returns {Promise<unknown>}
 */
function run(handle, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (/** @type {unknown} */ error, /** @type {unknown} */ value) =>
      error === null || error === undefined ? resolve(value) : reject(error);
    const returned = handle(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    // One that takes no callback and returns no promise has nothing more to say; Lambda drops what it returned.
    else if (handle.length < 3) resolve(null);
  });
}

/** @param {unknown} value */
function marshal(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch {
    throw new RuntimeError('Runtime.MarshalError', 'Unable to stringify response body');
  }
}

async function loadHandler() {
  const dot = handlerName.lastIndexOf('.');
  const moduleName = handlerName.slice(0, dot);
  const exportName = handlerName.slice(dot + 1);
  const file = ['.js', '.mjs', '.cjs'].map((ending) => join(codeDirectory, moduleName + ending)).find(existsSync);
  if (dot < 1 || file === undefined) {
    throw new RuntimeError('Runtime.ImportModuleError', `Cannot find module '${moduleName}'`);
  }
  const isEsm = file.endsWith('.mjs') || (file.endsWith('.js') && isModuleScope(file));
  if (!isEsm) treatAsCommonJs();
  const loaded = isEsm ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  const handle = loaded[exportName];
  if (typeof handle !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  return handle;
}

/**
 * In Lambda the code stands alone in /var/task. Here it lies within some project, whose package.json must not decide
 * what kind of module `index.js` is: only one inside the code's own folder may.
 * @param {string} file
 */
function isModuleScope(file) {
  for (let folder = dirname(file); `${folder}${sep}`.startsWith(`${codeDirectory}${sep}`); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
  }
  return false;
}

function treatAsCommonJs() {
  // `_extensions` and `_compile` are not in the public types; Node keeps them for exactly this.
  const extensions = /** @type {any} */ (Module)._extensions;
  const original = extensions['.js'];
  extensions['.js'] = (/** @type {any} */ module, /** @type {string} */ file) => {
    if (isModuleScope(file)) return original(module, file);
    return module._compile(readFileSync(file, 'utf8'), file);
  };
}

/** @param {string} errorType @param {unknown} error */
function crash(errorType, error) {
  const { errorMessage, trace, errorType: ownType } = describe(error);
  port.postMessage({ kind: 'crashed', error: { errorType, errorMessage: `${ownType}: ${errorMessage}`, trace } });
  port.close();
}

/** @param {unknown} error */
function describe(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: format(error), trace: [] };
}
