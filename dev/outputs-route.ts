import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Serves `/parley-outputs.json`, which a deployment writes beside the web client (infra/deploy/amplify-outputs.ts): here the API is where the page is,
 * by whatever name it was asked for.
 */
export function createOutputsRoute(region: () => string) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/parley-outputs.json' || request.method !== 'GET') return false;
    const data = {
      url: `http://${request.headers.host ?? 'localhost'}/graphql`,
      aws_region: region(),
      default_authorization_type: 'AWS_LAMBDA',
      authorization_types: ['AWS_IAM'],
    };
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' })
      .end(JSON.stringify({ version: '1', data }));
    return true;
  };
}
