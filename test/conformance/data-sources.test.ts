// One server for all of them.
import './data-sources/types.ts';
import './data-sources/items.ts';
import './data-sources/queries.ts';
import './data-sources/batches.ts';
import './data-sources/conditions.ts';
import './data-sources/transactions.ts';
import './data-sources/access.ts';
import './data-sources/functions.ts';
import './data-sources/direct-lambda.ts';
import './data-sources/http.ts';
