const number = new Intl.NumberFormat();

/** What the files of messages say to people. */
export const files = {
  list: 'Files of this message',
  waiting: 'Waiting',
  uploading: (percent: number) => `Uploading, ${percent} %`,
  done: (name: string) => `${name}: ready`,
  /** Said before what is wrong, to whoever does not see beside which file it stands. */
  of: (name: string) => `${name}: `,
  failed: (reason: string) => `Not uploaded. ${reason}`,
  retry: (name: string) => `Upload ${name} again`,
  remove: (name: string) => `Take ${name} off`,
  tooLarge: (name: string, limit: number) => `${name} is larger than ${number.format(limit / 1_048_576)} MB.`,
  empty: (name: string) => `${name} is empty.`,
  open: (name: string) => `Open ${name}`,
  gone: 'This file is not there any more.',
  unreached: 'This file could not be loaded. Press to try again.',
  openBut: (name: string, trouble: string) => `Open ${name}. ${trouble}`,
};
