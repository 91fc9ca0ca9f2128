import { randomUUID } from 'node:crypto';
import { UnauthorizedError } from '../auth/unauthorized-error.ts';
import { logDefect } from '../log.ts';
import type { FrameError } from './frames.ts';
import type { Handshake } from './handshake.ts';
import type { StartParts } from './start.ts';

/** What stands against the connection; empty = nothing. */
export async function checkHandshake(parts: StartParts, handshake: Handshake | null): Promise<readonly FrameError[]> {
  const refusal = await refusalOf(parts, handshake);
  if (refusal === null) return [];
  parts.executor.log.info(`connection refused: ${refusal.errorCode} ${refusal.errorType}`);
  return [refusal];
}

async function refusalOf(parts: StartParts, handshake: Handshake | null): Promise<FrameError | null> {
  if (handshake === null) return badRequest('The authorization header of the connection cannot be read.');
  if (!parts.isOwnHost(handshake.headers['host'] ?? '')) {
    return badRequest('The host in the authorization header is not that of this API.');
  }
  try {
    await parts.authorize({
      requestId: randomUUID(),
      headers: handshake.headers,
      sourceIp: handshake.sourceIp,
      operation: { queryString: null, operationName: 'DeepDish:Connect', variables: {} },
      signed: { method: 'POST', path: `${parts.path}/connect`, body: '{}' },
    });
    return null;
  } catch (error) {
    if (error instanceof UnauthorizedError) {
      return { errorType: error.errorType, errorCode: error.status, message: error.message };
    }
    logDefect(parts.executor.log, error);
    return { errorType: 'InternalFailure', errorCode: 500, message: 'The connection could not be authorized.' };
  }
}

function badRequest(message: string): FrameError {
  return { errorType: 'BadRequestException', errorCode: 400, message };
}
