/** What the files of messages say to people. */
export const files = {
  list: 'Files of this message',
  waiting: 'Waiting',
  uploading: (percent: number) => `Uploading, ${percent} %`,
  done: 'Ready',
  failed: (reason: string) => `Not uploaded. ${reason}`,
  retry: (name: string) => `Upload ${name} again`,
  remove: (name: string) => `Take ${name} off`,
  tooLarge: (name: string) => `${name} is larger than 100 MB or empty.`,
  tooMany: 'A message has at most 10 files.',
  open: (name: string) => `Open ${name}`,
  gone: 'This file is not there any more.',
};
