// One server for all of them.
import './subscriptions/operators.ts';
import './subscriptions/limits.ts';
import './subscriptions/arguments.ts';
import './subscriptions/payload.ts';
import './subscriptions/starts.ts';
import './subscriptions/invalidation.ts';
