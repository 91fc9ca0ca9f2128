import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import { createAppSyncFetcher } from './appsync-fetcher.ts';
import { SignIn } from './SignIn.tsx';
import type { Session } from './session.ts';

const firstQuery = `# GraphiQL on the live schema. Choose an account above, or give a header below:
#   { "Authorization": "…" }  or  { "x-api-key": "…" }
# Ctrl-Enter runs; subscriptions stay open until stopped.
`;

/** GraphiQL on this server's API, signed in as one of the server's accounts or by whatever header the reader gives. */
export function Console({ endpoint }: { endpoint: string }) {
  // Undefined = not known yet: without it GraphiQL would ask for a schema that nobody may read.
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const fetcher = useMemo(() => createAppSyncFetcher(endpoint, session?.token ?? null), [endpoint, session]);
  return (
    <div className="console">
      <SignIn session={session ?? null} onChange={setSession} />
      {session === undefined ? null : (
        <GraphiQL fetcher={fetcher} defaultQuery={firstQuery} shouldPersistHeaders={false} />
      )}
    </div>
  );
}
