/** What a picture of each type begins with. These alone are ever shown; everything else comes as a file to be saved. */
const beginnings: Readonly<Record<string, (start: Buffer) => boolean>> = {
  'image/png': (start) => has(start, 0, '\x89PNG\r\n\x1a\n'),
  'image/jpeg': (start) => has(start, 0, '\xff\xd8\xff'),
  'image/gif': (start) => has(start, 0, 'GIF87a') || has(start, 0, 'GIF89a'),
  'image/webp': (start) => has(start, 0, 'RIFF') && has(start, 8, 'WEBP'),
  'image/avif': (start) => has(start, 4, 'ftypavif') || has(start, 4, 'ftypavis'),
};

/** The bytes that `isPicture` looks at. */
export const looksAt = 16;

export function isShown(contentType: string): boolean {
  return Object.hasOwn(beginnings, contentType);
}

/** Whether what begins so is a picture of this type. */
export function isPicture(contentType: string, start: Buffer): boolean {
  return beginnings[contentType]?.(start) ?? false;
}

function has(start: Buffer, at: number, text: string): boolean {
  const bytes = Buffer.from(text, 'latin1');
  return start.subarray(at, at + bytes.length).equals(bytes);
}
