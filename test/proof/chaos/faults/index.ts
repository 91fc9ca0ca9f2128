import type { FaultKind } from '../plan.ts';
import type { BeginFault } from './fault.ts';
import * as links from './links.ts';
import * as services from './services.ts';
import * as tabs from './tabs.ts';

/** How each kind of fault begins. */
export const faults: Readonly<Record<FaultKind, BeginFault>> = {
  'kill-server': services.killServer,
  'kill-engine': services.killEngine,
  'stop-server': services.stopServer,
  'stop-engine': services.stopEngine,
  'stop-client': tabs.stopTab,
  cut: links.cut,
  'half-open': links.halfOpen,
  trickle: links.trickle,
  pieces: links.pieces,
  'late-close': links.lateClose,
  'frames-dropped': links.framesDropped,
  'frames-shuffled': links.framesShuffled,
  'answers-lost': links.answersLost,
  'requests-doubled': links.requestsDoubled,
  'gateway-errors': links.gatewayErrors,
  'answers-broken': links.answersBroken,
  throttling: services.throttling,
  'no-token': tabs.noToken,
  'no-network': links.noNetwork,
  'crash-full': tabs.crashFull,
  'kill-leader': tabs.killLeader,
  reload: tabs.reload,
  churn: tabs.churn,
  'foreign-sender': services.foreignSender,
};
