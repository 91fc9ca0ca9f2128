import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';

/** A Secrets Manager that answers when it is told to, and counts who asks for which version. */
const asked: ServerResponse[] = [];
const stages: string[] = [];
let onAsked: () => void = () => undefined;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    stages.push((JSON.parse(body) as { VersionStage: string }).VersionStage);
    asked.push(response);
    onAsked();
  });
});
const isAsked = () => new Promise<void>((resolve) => (onAsked = resolve));
const answer = (status: number, body: object) =>
  asked.at(-1)?.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    SESSION_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:s',
  });
});
afterAll(() => void server.close().closeAllConnections());

const hour = 3_600;
const now = () => Date.now() / 1000;
const texts = (secrets: readonly Uint8Array[]) => secrets.map((one) => Buffer.from(one).toString());

let readSessionSecrets: () => Promise<readonly Uint8Array[]>;
beforeEach(async () => {
  asked.length = 0;
  stages.length = 0;
  // What it keeps is of one process: each test has its own.
  vi.resetModules();
  ({ readSessionSecrets } = await import('../../infra/lambdas/session-authorizer/session-secret.ts'));
});

test('is read once by all who ask at once, kept, and asked for again where it could not be read', async () => {
  const isRefused = isAsked();
  const refused = Promise.allSettled([readSessionSecrets(), readSessionSecrets()]);
  await isRefused;
  answer(400, { __type: 'ResourceNotFoundException', message: 'not yet' });
  expect((await refused).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(1);

  const isRead = isAsked();
  const read = Promise.all([readSessionSecrets(), readSessionSecrets()]);
  await isRead;
  answer(200, { SecretString: 'hush', CreatedDate: now() - 25 * hour });
  for (const secrets of [...(await read), await readSessionSecrets()]) expect(texts(secrets)).toEqual(['hush']);
  expect(stages).toEqual(['AWSCURRENT', 'AWSCURRENT']);
});

test('comes with the one before for a day after a change', async () => {
  const isRead = isAsked();
  const read = readSessionSecrets();
  await isRead;
  const isReadAgain = isAsked();
  answer(200, { SecretString: 'new', CreatedDate: now() - 23 * hour });
  await isReadAgain;
  answer(200, { SecretString: 'old', CreatedDate: now() - 900 * hour });
  expect(texts(await read)).toEqual(['new', 'old']);
  expect(stages).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
});

test('comes alone where there was none before, or where it was taken away', async () => {
  const isRead = isAsked();
  const read = readSessionSecrets();
  await isRead;
  const isReadAgain = isAsked();
  answer(200, { SecretString: 'new', CreatedDate: now() });
  await isReadAgain;
  answer(400, { __type: 'ResourceNotFoundException', message: 'no such version' });
  expect(texts(await read)).toEqual(['new']);
});
