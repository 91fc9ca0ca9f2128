import { MessagingError } from '@parley/client';
import { strings } from '../strings/index.ts';

/** What went wrong, in a sentence for people. */
export function sayError(error: unknown): string {
  const { errors } = strings;
  if (!(error instanceof MessagingError)) return errors.unknown;
  const { code, limit } = error;
  switch (code) {
    case 'NETWORK':
      return errors.network;
    case 'TIMEOUT':
      return errors.timeout;
    case 'SERVICE_UNAVAILABLE':
    case 'CONTENDED':
      return errors.unavailable;
    case 'SESSION_REQUIRED':
      return errors.session;
    case 'PERSON_CHANGED':
      return errors.personChanged;
    case 'CHANNEL_NOT_FOUND':
    case 'WORKSPACE_NOT_FOUND':
      return errors.hidden;
    case 'CHANNEL_ARCHIVED':
      return errors.archived;
    case 'REPLY_NOT_FOUND':
      return errors.replyMissing;
    case 'CONTENT_EMPTY':
      return errors.contentEmpty;
    case 'CONTENT_TOO_LONG':
      return errors.contentTooLong(limit ?? 4000);
    case 'CONTENT_INVALID':
      return errors.contentInvalid;
    case 'MESSAGE_NOT_FOUND':
      return errors.messageMissing;
    case 'MEMBER_NOT_FOUND':
      return errors.memberMissing;
    case 'ROLE_REQUIRED':
      return errors.role;
    case 'MEMBERS_ONLY':
      return errors.membersOnly;
    case 'OUTBOX_FULL':
      return errors.outboxFull;
    case 'STORAGE_FULL':
      return errors.storageFull;
    case 'SEND_LIMIT':
      return errors.sendLimit;
    case 'UPLOAD_LIMIT':
      return errors.uploadLimit;
    case 'UPLOAD_NOT_FOUND':
      return errors.uploadMissing;
    case 'MENTIONS_TOO_MANY':
      return errors.mentionsTooMany(limit ?? 15);
    case 'DM_FIXED':
      return errors.dmFixed;
    case 'STAYS_PRIVATE':
      return errors.staysPrivate;
    case 'LAST_OWNER':
      return errors.lastOwner;
    case 'NOT_AUTHOR':
      return errors.notAuthor;
    case 'MESSAGE_DELETED':
      return errors.messageDeleted;
    case 'ATTACHMENTS_TOO_MANY':
      return errors.attachmentsTooMany(limit ?? 10);
    case 'NAME_INVALID':
      return limit === undefined ? errors.nameInvalid : errors.nameTooLong(limit);
    case 'TOPIC_INVALID':
      return limit === undefined ? errors.topicInvalid : errors.topicTooLong(limit);
    case 'EMOJI_INVALID':
      return errors.emojiInvalid;
    case 'EMOJI_TOO_MANY':
      return errors.emojiTooMany(limit ?? 20);
    case 'MEMBERS_INVALID':
      return errors.membersInvalid;
    case 'MEMBERS_TOO_MANY':
      return errors.membersTooMany(limit ?? 100);
    // Nothing that a person does here leads to these: what is said of them is for whoever looks into it.
    case 'ATTACHMENT_INVALID':
    case 'SEQ_INVALID':
    case 'JUMP_INVALID':
    case 'ID_TAKEN':
    case 'ID_INVALID':
    case 'LIMIT_INVALID':
    case 'CURSOR_INVALID':
    case 'METRICS_TOO_MANY':
    case 'METRIC_INVALID':
    case 'CLOSED':
    case 'UNKNOWN':
      return error.message;
    default:
      code satisfies never;
      return error.message;
  }
}
