/** One metric as CloudWatch would take it out of a log: once for each set of dimensions. */
export interface ExtractedMetric {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** The units that CloudWatch knows, which are those of its API's `MetricDatum`. */
const sizes = [
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
];
const units = new Set([
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'],
  ...sizes.flatMap((size) => [size, `${size}/Second`]),
]);

/**
 * What is wrong with a line of a log by the rules of the embedded metric format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html); where the page and its
 * schema have changed over the years, as strict as the strictest. Nothing = CloudWatch takes it.
 */
export function embeddedMetricProblems(line: string): string[] {
  const problems: string[] = [];
  const demand = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  if (Buffer.byteLength(line) > 256 * 1024) return ['the event is larger than 256 KB'];
  let root: Record<string, unknown>;
  try {
    root = record(JSON.parse(line));
  } catch {
    return ['not one JSON object with nothing before or after it'];
  }
  const { Timestamp: at, CloudWatchMetrics: directives, ...others } = record(root['_aws']);
  demand(Number.isInteger(at) && Number(at) > 0, '_aws.Timestamp is not a whole number of milliseconds');
  // What CloudWatch takes is at most two weeks old, and at most two hours ahead.
  demand(
    Number(at) > Date.now() - 14 * 86_400_000 && Number(at) < Date.now() + 2 * 3_600_000,
    '_aws.Timestamp is not of now',
  );
  demand(Object.keys(others).length === 0, '_aws has members that the format does not know');
  if (!Array.isArray(directives)) return [...problems, '_aws.CloudWatchMetrics is no list'];
  for (const directive of directives.map(record)) {
    const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
    demand(isName(namespace), 'a namespace is not a text of 1 to 255 characters');
    demand(!String(namespace).startsWith('AWS/'), 'a namespace is one of AWS’s own');
    demand(
      keysWithin(directive, ['Namespace', 'Dimensions', 'Metrics']),
      'a directive has members that the format does not know',
    );
    demand(Array.isArray(sets) && sets.length > 0, 'there is no set of dimensions');
    for (const set of listOf(sets)) {
      demand(Array.isArray(set) && set.length <= 9, 'a set of dimensions is no list, or has more than 9');
      for (const name of listOf(set)) {
        const value = isName(name) ? root[name] : undefined;
        demand(
          typeof value === 'string' && value.length >= 1 && value.length <= 255,
          `the dimension ${String(name)} has no text`,
        );
      }
    }
    demand(Array.isArray(metrics) && metrics.length <= 100, 'the metrics are no list, or more than 100');
    const names = listOf(metrics).map((metric) => record(metric)['Name']);
    demand(new Set(names).size === names.length, 'a metric is defined twice');
    for (const metric of listOf(metrics).map(record)) {
      const { Name: name, Unit: unit = 'None' } = metric;
      demand(isName(name), 'a metric’s name is not a text of 1 to 255 characters');
      demand(units.has(String(unit)), `the unit ${String(unit)} is none`);
      demand(
        keysWithin(metric, ['Name', 'Unit', 'StorageResolution']),
        'a metric has members that the format does not know',
      );
      const target = Object.hasOwn(root, String(name)) ? root[String(name)] : undefined;
      const values = Array.isArray(target) ? target : [target];
      demand(values.length >= 1 && values.length <= 100, `${String(name)} has no value, or more than 100`);
      demand(
        values.every((value) => Number.isFinite(value)),
        `${String(name)} is neither a number nor a list of numbers`,
      );
    }
  }
  return problems;
}

/** What CloudWatch would make of the line. Throws where it would make nothing of it. */
export function extractMetrics(line: string): ExtractedMetric[] {
  const problems = embeddedMetricProblems(line);
  if (problems.length > 0) throw new Error(`No embedded metrics: ${problems.join('; ')}`);
  const root = record(JSON.parse(line));
  return listOf(record(root['_aws'])['CloudWatchMetrics'])
    .map(record)
    .flatMap(({ Namespace, Dimensions, Metrics }) =>
      listOf(Dimensions).flatMap((set) =>
        listOf(Metrics)
          .map(record)
          .map(({ Name, Unit = 'None' }) => ({
            namespace: String(Namespace),
            dimensions: Object.fromEntries(listOf(set).map((name) => [String(name), String(root[String(name)])])),
            name: String(Name),
            unit: String(Unit),
            values: [root[String(Name)]].flat().map(Number),
          })),
      ),
    );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 255;
}

function keysWithin(value: Record<string, unknown>, known: readonly string[]): boolean {
  return Object.keys(value).every((key) => known.includes(key));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
  // An object of any class answers a string key with unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
