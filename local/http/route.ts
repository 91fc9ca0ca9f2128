import type { IncomingMessage, ServerResponse } from 'node:http';

/** A handler that is asked before the GraphQL endpoints. True = it answered, or will. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
