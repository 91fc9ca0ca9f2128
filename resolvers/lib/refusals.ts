import type { Verdict } from './access.ts';
import { fail } from './errors.ts';
import type { ChannelAccess } from './stash.ts';

/** Ends the resolver unless `authorizeChannel` may let the caller go on. */
export function requireAllowed(verdict: Verdict, access: ChannelAccess): void {
  switch (verdict) {
    case 'allowed':
      return;
    case 'hidden':
      return failHidden(access);
    case 'fixed':
      return fail({
        type: 'Forbidden',
        code: 'DM_FIXED',
        message: 'A direct message keeps its people and its settings.',
      });
    case 'membersOnly':
      return fail({ type: 'Forbidden', code: 'MEMBERS_ONLY', message: 'Only members of the channel may do this.' });
    case 'role':
      return fail({ type: 'Forbidden', code: 'ROLE_REQUIRED', message: 'Your role does not let you do this.' });
    case 'archived':
      return failArchived();
  }
  verdict satisfies never;
}

/** One answer for what does not exist and for what the caller may not know of. */
export function failHidden(access: ChannelAccess): never {
  if (access.hides === 'message') failMessageNotFound();
  fail({ type: 'NotFound', code: 'CHANNEL_NOT_FOUND', message: 'There is no such channel.' });
}

export function failMessageNotFound(): never {
  fail({ type: 'NotFound', code: 'MESSAGE_NOT_FOUND', message: 'There is no such message.' });
}

export function failReplyNotFound(): never {
  fail({
    type: 'NotFound',
    code: 'REPLY_NOT_FOUND',
    field: 'replyToId',
    message: 'There is no such message to answer here.',
  });
}

export function failArchived(): never {
  fail({
    type: 'Forbidden',
    code: 'CHANNEL_ARCHIVED',
    message: 'This channel is archived: it can be read, not written.',
  });
}
