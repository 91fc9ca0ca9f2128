/** The one global of AppSync's runtime that `@aws-appsync/utils` does not declare. It writes to the API's log. */
declare const console: { log(...values: unknown[]): void; error(...values: unknown[]): void };
