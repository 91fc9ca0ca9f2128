import { RequestRefused } from './failure.ts';
import type { RequestObject } from './request-object.ts';

/** Members that AppSync knows on versioned data sources only. */
export const versioningMembers = ['_version', 'customPartitionKey', 'populateIndexFields'] as const;

/** @throws {RequestRefused} where the request uses one of them. */
export function refuseVersioning(request: RequestObject): void {
  for (const name of versioningMembers) {
    if (request[name] !== undefined && request[name] !== null) {
      throw new RequestRefused(
        `Unsupported element '$[${name}]': it needs a versioned data source, which this server does not serve.`,
      );
    }
  }
}
