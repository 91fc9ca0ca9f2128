import { setTimeout as delay } from 'node:timers/promises';
import type { BeginFault } from './fault.ts';

/** Faults of the server and of the engine under it. */

/** The server dies at a random point, and is started again on the same data. */
export const killServer: BeginFault = async ({ service }) => {
  if (!service.isUp) return null;
  await service.kill();
  return { on: 'server', end: () => service.restart() };
};

/** The engine dies. Its keeper starts it again after a moment; what it acknowledged is on disk. */
export const killEngine: BeginFault = async ({ service }) => {
  const { pid } = service.engine;
  if (pid === null) return null;
  const isBack = new Promise<void>((resolve) => {
    const stop = service.engine.onRestart(() => {
      stop();
      resolve();
    });
  });
  process.kill(pid, 'SIGKILL');
  return { on: 'engine', end: () => isBack };
};

/** The server stands still, and goes on as if nothing had been: its sockets are open, its timers late. */
export const stopServer: BeginFault = async ({ service }) => {
  if (!service.isUp) return null;
  service.signal('SIGSTOP');
  return { on: 'server', end: async () => service.signal('SIGCONT') };
};

export const stopEngine: BeginFault = async ({ service }) => {
  const { pid } = service.engine;
  if (pid === null) return null;
  process.kill(pid, 'SIGSTOP');
  return {
    on: 'engine',
    async end() {
      // Where it was killed meanwhile there is nobody to go on.
      if (service.engine.pid === pid) process.kill(pid, 'SIGCONT');
    },
  };
};

/** The engine has too much to do, or writers meet: 1 to 30 % of the calls fail, or their answers are lost. */
export const throttling: BeginFault = async ({ service }, { variant, strength }) => {
  const kinds = [
    'ProvisionedThroughputExceededException',
    'TransactionConflict',
    'ThrottlingException',
    'KeyRangeThroughputExceeded',
    'InternalServerError',
    'lost-answer',
  ] as const;
  const kind = kinds[Math.floor(variant * kinds.length)] ?? kinds[0];
  const chance = 0.01 + 0.29 * strength;
  const stop = service.engineProxy.begin(kind, chance);
  return { on: 'engine', words: `${kind} ${Math.round(chance * 100)} %`, end: async () => stop() };
};

/** Somebody who was told `{ id }` alone, and so would blank every screen if what they sent were what is published. */
export const foreignSender: BeginFault = async (stage, { strength }, random) => {
  let isOver = false;
  const writing = (async () => {
    for (let count = Math.round(5 + 20 * strength); count > 0 && !isOver; count -= 1) {
      await stage.foreigner.send(random.pick(stage.channelIds));
      await delay(20);
    }
  })();
  return {
    words: 'selects { id } alone',
    async end() {
      isOver = true;
      await writing;
    },
  };
};
