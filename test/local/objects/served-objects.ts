import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { BucketDefinition } from '../../../local/assembly/model.ts';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { createObjectsRoute, type ObjectStore, openObjectStore } from '../../../local/objects/index.ts';

/** The page that the bucket's first CORS rule names. */
export const page = 'https://page.example';

const bucket: BucketDefinition = {
  logicalId: 'Files',
  name: 'files',
  arn: 'arn:aws:s3:::files',
  cors: [
    { origins: [page], methods: ['GET', 'POST'], headers: ['x-*'], exposed: ['ETag'], maxAgeSeconds: 60 },
    { origins: [page], methods: ['GET'], headers: ['range'], exposed: [], maxAgeSeconds: null },
    { origins: ['*'], methods: ['HEAD'], headers: [], exposed: [], maxAgeSeconds: null },
  ],
  expiry: [],
};

/** Roles by what they may do: `writer` all, `reader` only read what it knows of. */
const actions = {
  writer: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'],
  reader: ['s3:GetObject'],
};

export type RoleName = keyof typeof actions;

export interface ServedObjects {
  readonly url: string;
  readonly store: ObjectStore;
  /** The AWS SDK's own client in the role; null = with credentials that nobody gave out. */
  as(role: RoleName | null): S3Client;
  /** What the service takes for now, in milliseconds from the real one. */
  shift(ms: number): void;
  close(): Promise<void>;
}

/** The objects of one bucket, over HTTP and without anything else. */
export async function serveObjects(): Promise<ServedObjects> {
  const identities = createIdentityStore();
  const store = openObjectStore(null);
  let shiftedMs = 0;
  const arnOf = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
  const roles = Object.entries(actions).map(([role, allowed]) => ({
    arn: arnOf(role),
    statements: [{ effect: 'Allow', actions: allowed, resources: [bucket.arn, `${bucket.arn}/*`] } as const],
  }));
  const route = createObjectsRoute({
    store,
    identities,
    roles: () => roles,
    bucketOf: (name) => (name === bucket.name ? bucket : undefined),
    ownOrigins: new Set(['http://localhost:4000']),
    now: () => Date.now() + shiftedMs,
  });
  const server = createServer((request, response) => {
    const served = Promise.resolve(route(request, response));
    // What fails in another way than S3 does ends the connection, as in the server itself.
    void served.then((isServed) => isServed || response.writeHead(421).end()).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // A port's, as it listens on one.
  return {
    url,
    store,
    as(role) {
      const credentials = (role === null ? createIdentityStore() : identities).credentialsOf(arnOf(role ?? 'nobody'));
      return new S3Client({
        endpoint: url,
        region: 'eu-west-1',
        credentials,
        forcePathStyle: true,
        maxAttempts: 1,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
    },
    shift: (ms) => void (shiftedMs = ms),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends a form that the client signs for the key and the given fields. */
export async function postForm(
  client: S3Client,
  Key: string,
  body: string,
  { fields = {}, sent = {} }: { readonly fields?: Record<string, string>; readonly sent?: Record<string, string> } = {},
): Promise<Response> {
  const signed = await createPresignedPost(client, { Bucket: bucket.name, Key, Fields: fields, Expires: 60 });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...signed.fields, ...sent })) form.set(name, value);
  form.set('file', new Blob([body]), 'C:\\own\\map.png');
  return fetch(signed.url, { method: 'POST', body: form });
}
