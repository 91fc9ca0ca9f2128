import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';
import { createDrafts, type Drafts, type DraftsOptions } from './create-drafts.ts';

export type OpenDraftsOptions = Pick<DraftsOptions, 'store' | 'notes' | 'name' | 'limit'>;

const draftsByParley = new WeakMap<Parley, Drafts>();

/**
 * What the person was writing, by channel, kept on this device. There is one for each Parley: `options` count for the first who opens it. It
 * closes with the Parley, whose `forget` removes them. What keeps drafts is loaded by this call, and kept apart by person: what is written before
 * that is there, and before it is known who the person is, is in memory alone.
 *
 * @example
 * const drafts = openDrafts(parley);
 * drafts.set('harbor_general', { text: 'Is anybody' });
 */
export function openDrafts(parley: Parley, options: OpenDraftsOptions = {}): Drafts {
  const known = draftsByParley.get(parley);
  if (known) return known;
  const { endpoint, userId, surroundings, onClose } = partsOf(parley);
  const drafts = createDrafts({ name: `parley-drafts:${endpoint}`, ...options, ...surroundings, person: userId });
  draftsByParley.set(parley, drafts);
  const close = () => drafts.close();
  if (!onClose(close)) close();
  return drafts;
}
