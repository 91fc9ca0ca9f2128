/**
 * Every metric that alarms and the dashboard may name, with its dimensions and who says that it is measured. Written from the sources, not from
 * infra/: a name that only infra/ knows is one that nobody measures.
 */
export interface KnownMetric {
  readonly namespace: string;
  readonly names: readonly string[];
  readonly dimensions: readonly string[];
  readonly source: string;
}

const appSync = 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html';

export const knownMetrics: readonly KnownMetric[] = [
  {
    namespace: 'AWS/AppSync',
    names: ['4XXError', '5XXError', 'Latency'],
    dimensions: ['GraphQLAPIId'],
    source: `${appSync} (CloudWatch metrics)`,
  },
  {
    namespace: 'AWS/AppSync',
    names: [
      ...['ActiveConnections', 'ActiveSubscriptions'],
      ...['ConnectSuccess', 'ConnectClientError', 'ConnectServerError'],
      ...['SubscribeSuccess', 'SubscribeClientError', 'SubscribeServerError'],
      ...['PublishDataMessageSuccess', 'PublishDataMessageClientError', 'PublishDataMessageServerError'],
      ...['InboundMessageSuccess', 'InboundMessageError', 'InboundMessageFailure'],
      ...['InboundMessageDelayed', 'InboundMessageDropped', 'OutboundMessages'],
      ...['InvalidationRequestFailure', 'InvalidationRequestDropped'],
    ],
    dimensions: ['GraphQLAPIId'],
    source: `${appSync} (Real-time subscriptions)`,
  },
  {
    namespace: 'AWS/AppSync',
    names: ['Request', 'GraphQLError', 'Latency'],
    dimensions: ['API_Id', 'Resolver'],
    source: `${appSync} (Enhanced metrics)`,
  },
  {
    namespace: 'AWS/Lambda',
    names: ['Invocations', 'Errors', 'Throttles', 'Duration'],
    dimensions: ['FunctionName'],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  },
  {
    namespace: 'AWS/DynamoDB',
    names: ['ReadThrottleEvents', 'WriteThrottleEvents', 'ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
    dimensions: ['TableName'],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html',
  },
  {
    namespace: 'AWS/DynamoDB',
    names: ['ReadThrottleEvents', 'WriteThrottleEvents'],
    dimensions: ['TableName', 'GlobalSecondaryIndexName'],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html',
  },
  {
    namespace: 'AWS/WAFV2',
    names: ['AllowedRequests', 'BlockedRequests'],
    dimensions: ['WebACL', 'Region', 'Rule'],
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html',
  },
  {
    namespace: 'Parley/Client',
    names: [
      ...[
        'Delivery',
        'DeliveryLatency',
        'SendStored',
        'SendShown',
        'GapFound',
        'GapClosed',
        'SyncTime',
        'ConnectionLost',
      ],
      ...['ReconnectTime', 'OutboxDepth', 'OutboxAge', 'DuplicateDropped'],
    ],
    dimensions: ['Stage'],
    source: 'infra/lambdas/metrics-recorder/metric-names.ts',
  },
  {
    namespace: 'Parley/Service/prod',
    names: ['FieldsUnavailable', 'FieldsBroken', 'EventsNotPublished'],
    dimensions: [],
    source: 'infra/watching/log-metrics.ts',
  },
];
