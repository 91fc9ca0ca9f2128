import type { FromTab, TabStart, ToTab } from '../messages.ts';
import { useLightFetch } from './light-fetch.ts';
import { openSession, type Session } from './session.ts';

/**
 * One tab: a plain Node process that runs the real client on messages from the runner. It may be stopped or killed at any moment.
 */
useLightFetch();
let session: Session | undefined;
let early: Exclude<ToTab, TabStart>[] = [];

process.on('message', (message: ToTab) => {
  if (message.type === 'start') return begin(message);
  if (session) session.hear(message);
  else early.push(message);
});
// The runner is gone.
process.on('disconnect', () => process.exit());

function begin(start: TabStart): void {
  session = openSession(start, tell);
  for (const message of early) session.hear(message);
  early = [];
}

function tell(message: FromTab): void {
  process.send?.(message);
}
