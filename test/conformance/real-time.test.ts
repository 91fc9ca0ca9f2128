// One server for all of them.
import './real-time/protocol.ts';
import './real-time/authorization.ts';
import './real-time/errors.ts';
import './real-time/quotas.ts';
import './real-time/timing.ts';
