import type { AttachmentInput } from '../../../generated/operations.ts';
import { MessagingError } from '../errors.ts';
import { newMessageId } from '../message-id.ts';

/** Bytes, as the service has it. */
const largestFile = 104_857_600;
const longestName = 255;

/** Controls, formats, broken pairs, line ends and separators of paths; among the formats what turns the direction of writing. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029/\\]/gu;
const plainType = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/**
 * What a message says of a file: a new id, its name without what no name may hold, its type, its size. Throws `ATTACHMENT_INVALID` for one
 * that the service would refuse: `field` is `size`, `limit` the most bytes.
 */
export function describeFile({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): AttachmentInput {
  if (size < 1 || size > largestFile) {
    const message = size < 1 ? 'The file is empty.' : 'The file is larger than 100 MB.';
    throw new MessagingError({
      code: 'ATTACHMENT_INVALID',
      type: 'InvalidInput',
      message,
      field: 'size',
      limit: largestFile,
    });
  }
  const [plain = ''] = type.toLowerCase().split(';');
  const contentType = plain.length <= 127 && plainType.test(plain) ? plain : 'application/octet-stream';
  return { id: newMessageId(), name: fitName(name), contentType, size };
}

function fitName(name: string): string {
  const fit = [...name.replace(unfit, '').trim()];
  // The ending says what opens it.
  const kept = fit.length <= longestName ? fit : [...fit.slice(0, longestName - 20), ...fit.slice(-20)];
  const text = kept.join('');
  return text === '' || text === '.' || text === '..' ? 'file' : text;
}
