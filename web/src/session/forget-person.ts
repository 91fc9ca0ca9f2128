import { forgetUnreadMarks } from '../channel/unread-marks.ts';
import { forgetHabits } from '../emoji/emoji-habits.ts';
import { forgetPlace } from '../shell/last-place.ts';
import { forgetParley } from './open-parley.ts';
import { endPresence } from './presence.ts';
import type { Session } from './session.ts';
import { openUserPool } from './user-pool.ts';

/** Removes all that this device keeps of a person. False = something could not be removed. */
export async function forgetPerson({ kind, userId }: Session): Promise<boolean> {
  // Other windows do the same at once.
  endPresence(userId);
  forgetPlace(userId);
  forgetHabits();
  forgetUnreadMarks(userId);
  const pool = kind === 'user-pool' ? openUserPool().then((opened) => opened.signOut()) : null;
  const results = await Promise.allSettled([forgetParley(), pool]);
  // What a page that was still open wrote meanwhile.
  forgetPlace(userId);
  forgetUnreadMarks(userId);
  return results.every(({ status }) => status === 'fulfilled');
}
