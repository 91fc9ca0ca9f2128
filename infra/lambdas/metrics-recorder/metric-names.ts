/** `counted`: what is added up. All others are measured, in a unit of CloudWatch's. */
type Unit = 'counted' | 'Milliseconds' | 'Count';

/**
 * What CloudWatch calls each metric, and what it is measured in. Dashboards and alarms name them as they stand here, in the namespace and
 * with the dimensions below.
 */
export const metricNames: Readonly<Record<string, readonly [name: string, unit: Unit]>> = {
  DELIVERY: ['Delivery', 'counted'],
  DELIVERY_LATENCY: ['DeliveryLatency', 'Milliseconds'],
  DELIVERY_UNTIMED: ['DeliveryUntimed', 'counted'],
  SEND_STORED: ['SendStored', 'Milliseconds'],
  SEND_SHOWN: ['SendShown', 'Milliseconds'],
  SEND_REFUSED: ['SendRefused', 'counted'],
  GAP_FOUND: ['GapFound', 'counted'],
  GAP_CLOSED: ['GapClosed', 'Milliseconds'],
  SYNC_TIME: ['SyncTime', 'Milliseconds'],
  CONNECTION_LOST: ['ConnectionLost', 'counted'],
  RECONNECT_TIME: ['ReconnectTime', 'Milliseconds'],
  CONNECT_TIME: ['ConnectTime', 'Milliseconds'],
  START_RETRIED: ['StartRetried', 'counted'],
  START_REFUSED: ['StartRefused', 'counted'],
  OUTBOX_DEPTH: ['OutboxDepth', 'Count'],
  OUTBOX_AGE: ['OutboxAge', 'Milliseconds'],
  DUPLICATE_DROPPED: ['DuplicateDropped', 'counted'],
  FRAME_DROPPED: ['FrameDropped', 'counted'],
  BURST_SIZE: ['BurstSize', 'Count'],
  POLL: ['Poll', 'counted'],
};

export const namespace = 'Parley/Client';

/**
 * Each metric twice: over all clients, since CloudWatch adds up no dimensions by itself, and by what they run in. What comes of each set
 * is billed as a metric of its own, so nothing that varies more belongs here.
 */
export const dimensions: readonly (readonly string[])[] = [['Stage'], ['Stage', 'Platform']];
