/**
 * # Files of messages
 *
 * Files are uploaded while a message is being written, and the message is sent when they are there: what waits in the outbox then holds
 * no file, only what is said of it. The service keeps files that no message holds for a day.
 *
 * @example
 * import { createParley } from '@parley/client';
 * import { openLinks, openUploads } from '@parley/client/attachments';
 *
 * const parley = createParley({ endpoint, getToken });
 * const timeline = parley.openTimeline('harbor_general');
 *
 * const uploads = openUploads(parley, 'harbor_general');
 * uploads.onChange(() => {
 *   for (const { attachment, state, progress } of uploads.state().files) console.log(attachment.name, state, progress);
 * });
 * uploads.add([new File(['High water at six.'], 'tides.txt', { type: 'text/plain' })]);
 *
 * // When `isDone`:
 * const id = await timeline.post({
 *   id: uploads.state().messageId,
 *   content: '',
 *   attachments: uploads.attachments(),
 * });
 * uploads.close();
 *
 * // Whoever reads it:
 * const links = openLinks(parley);
 * const message = timeline.state().messages.find((one) => one.id === id);
 * const [file] = message?.attachments ?? [];
 * if (message && file) console.log((await links.linkTo(message, file.id))?.url);
 */
export { openUploads, type Uploads, type UploadsState, type UploadState } from './open-uploads.ts';
export { uploadFile, type UploadOptions } from './upload-file.ts';
export { describeFile } from './describe-file.ts';
export { openLinks, type FileLink, type FileLinks } from './open-links.ts';
