/** What S3 answers where nothing is wrong. */
export interface ObjectsReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}
