import { util } from '@aws-appsync/utils';
import type { AttachmentInput } from '#generated/schema';
import { hasVisible } from './content.ts';
import { failInput } from './errors.ts';
import { isUlid } from './ids.ts';

const maxAttachments = 10;
const maxBytes = 104_857_600;

/** Controls, broken pairs, line ends, separators of paths, and what turns the direction of writing: `gpj.exe` must not look like a picture. */
const unfitForName =
  '(?s)^.*[\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}/\\\\\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}].*\\z';

/** RFC 6838, section 4.2, in lower case. */
const token = '[a-z0-9][a-z0-9!#$&^_.+-]*';

/** Ends the resolver unless these can go with a message. None at all can. */
export function requireAttachments(attachments: AttachmentInput[]): void {
  if (attachments.length > maxAttachments) {
    failInput(
      'ATTACHMENTS_TOO_MANY',
      'attachments',
      `A message has at most ${maxAttachments} attachments.`,
      maxAttachments,
    );
  }
  const ids: string[] = [];
  attachments.forEach((attachment, index) => {
    const place = `attachments[${index}]`;
    requireAttachment(attachment, place);
    if (ids.indexOf(attachment.id) >= 0) failAttachment(`${place}.id`, 'Each attachment has an id of its own.');
    ids.push(attachment.id);
  });
}

/** Ends the resolver unless this can be a file of a message. `place` is where the input has it. */
export function requireAttachment({ id, name, contentType, size }: AttachmentInput, place: string): void {
  if (!isUlid(id)) failAttachment(`${place}.id`, 'The id of an attachment is a ULID in upper case.');
  if (!isFileName(name)) failAttachment(`${place}.name`, 'A file’s name has 1 to 255 characters and is no path.', 255);
  if (!isContentType(contentType)) {
    failAttachment(`${place}.contentType`, 'A content type is like image/png, in lower case.', 127);
  }
  if (size < 1 || size > maxBytes) failAttachment(`${place}.size`, `A file has 1 to ${maxBytes} bytes.`, maxBytes);
}

function isFileName(name: string): boolean {
  if (!util.matches('(?s)^.{1,255}\\z', name) || util.matches(unfitForName, name)) return false;
  return name !== '.' && name !== '..' && hasVisible(name);
}

function isContentType(contentType: string): boolean {
  return util.matches('^.{3,127}\\z', contentType) && util.matches(`^${token}/${token}\\z`, contentType);
}

export function failAttachment(field: string, message: string, limit?: number): never {
  failInput('ATTACHMENT_INVALID', field, message, limit);
}
