import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A Secrets Manager that answers when it is told to, and counts who asks. */
const asked: ServerResponse[] = [];
let onAsked: () => void = () => undefined;
const server = createServer((request, response) => {
  request.resume();
  asked.push(response);
  onAsked();
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

test('is read once by all who ask at once, kept, and asked for again where it could not be read', async () => {
  const { readSessionSecret } = await import('../../infra/lambdas/session-authorizer/session-secret.ts');
  const isRefused = isAsked();
  const refused = Promise.allSettled([readSessionSecret(), readSessionSecret()]);
  await isRefused;
  answer(400, { __type: 'ResourceNotFoundException', message: 'not yet' });
  expect((await refused).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(1);

  const isRead = isAsked();
  const read = Promise.all([readSessionSecret(), readSessionSecret()]);
  await isRead;
  answer(200, { SecretString: 'hush' });
  for (const secret of [...(await read), await readSessionSecret()])
    expect(Buffer.from(secret).toString()).toBe('hush');
  expect(asked).toHaveLength(2);
});
