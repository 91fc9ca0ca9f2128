import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { bundleResolver } from '../../infra/bundle.ts';
import { stageOf } from '../../infra/stages.ts';
import { type Evaluation, loadCode } from '../../local/runtime/index.ts';

/** Every limit that a description of the schema names, tried at its edge and beyond, on the code that AppSync runs. */
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

interface Limit {
  /** Whose description names it. */
  readonly at: string;
  readonly most: number;
  /** What is refused besides: one below `least`. Absent = nothing is too little. */
  readonly least?: number;
  /** The field that is called, and what it is called with where there are so many. */
  readonly field: string;
  readonly input: (count: number) => object;
  readonly code: string;
  /** Where too little is another mistake than too much. */
  readonly codeBelow?: string;
  /** What `errorInfo.field` says. */
  readonly named: string;
}

const letters = (count: number) => 'x'.repeat(count);
const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);
const message = { id: ulid(), channelId: 'harbor_general', content: 'hello' };
const file = { id: ulid(), name: 'map.png', contentType: 'image/png', size: 1 };

const name = { most: 80, least: 1, code: 'NAME_INVALID', named: 'name' };
const topic = { most: 250, code: 'TOPIC_INVALID', named: 'topic' };
const page = { most: 100, code: 'LIMIT_INVALID', named: 'limit', least: 1 };
const ofHarbor = (limit: number) => ({ workspaceId: 'harbor', limit });
const ofGeneral = (limit: number) => ({ channelId: 'harbor_general', limit });

const report = (metric: object, more: object = {}) => ({
  input: { platform: 'WEB', version: '0.1.0', metrics: [{ name: 'SEND_STORED', count: 100, ...metric }], ...more },
});
const oftenIn = (code: string, named: string) => ({ most: 1_000_000, least: 1, code, named });

const limits: readonly Limit[] = [
  { at: 'Query.listWorkspaces', field: 'Query.listWorkspaces', ...page, input: (limit) => ({ limit }) },
  { at: 'Query.listWorkspaceMembers', field: 'Query.listWorkspaceMembers', ...page, input: ofHarbor },
  { at: 'Query.listChannels', field: 'Query.listChannels', ...page, input: ofHarbor },
  { at: 'Query.listMyChannels', field: 'Query.listMyChannels', ...page, input: ofHarbor },
  { at: 'Query.listChannelMembers', field: 'Query.listChannelMembers', ...page, input: ofGeneral },
  { at: 'Query.messagesByChannel', field: 'Query.messagesByChannel', ...page, input: ofGeneral },
  {
    at: 'Query.syncChannel',
    field: 'Query.syncChannel',
    ...page,
    input: (limit) => ({ ...ofGeneral(limit), afterSeq: 0 }),
  },
  {
    at: 'Query.listReactions',
    field: 'Query.listReactions',
    ...page,
    input: (limit) => ({ ...ofGeneral(limit), messageId: message.id }),
  },
  {
    at: 'CreateWorkspaceInput.name',
    field: 'Mutation.createWorkspace',
    ...name,
    input: (count) => ({ input: { name: letters(count) } }),
  },
  {
    at: 'CreateChannelInput.name',
    field: 'Mutation.createChannel',
    ...name,
    input: (count) => ({ input: { workspaceId: 'harbor', name: letters(count) } }),
  },
  {
    at: 'CreateChannelInput.topic',
    field: 'Mutation.createChannel',
    ...topic,
    input: (count) => ({ input: { workspaceId: 'harbor', name: 'n', topic: letters(count) } }),
  },
  {
    at: 'CreateChannelInput.members',
    field: 'Mutation.createChannel',
    most: 100,
    code: 'MEMBERS_TOO_MANY',
    named: 'members',
    input: (count) => ({ input: { workspaceId: 'harbor', name: 'n', members: people(count) } }),
  },
  {
    at: 'UpdateChannelInput.name',
    field: 'Mutation.updateChannel',
    ...name,
    input: (count) => ({ input: { channelId: 'harbor_general', name: letters(count) } }),
  },
  {
    at: 'UpdateChannelInput.topic',
    field: 'Mutation.updateChannel',
    ...topic,
    input: (count) => ({ input: { channelId: 'harbor_general', topic: letters(count) } }),
  },
  {
    at: 'OpenDmInput.members',
    field: 'Mutation.openDm',
    most: 8,
    least: 1,
    code: 'MEMBERS_TOO_MANY',
    codeBelow: 'MEMBERS_INVALID',
    named: 'members',
    input: (count) => ({ input: { workspaceId: 'harbor', members: people(count) } }),
  },
  {
    at: 'SendMessageInput.content',
    field: 'Mutation.sendMessage',
    most: 4000,
    least: 1,
    code: 'CONTENT_TOO_LONG',
    codeBelow: 'CONTENT_EMPTY',
    named: 'content',
    // Code points, not the two halves that JavaScript counts.
    input: (count) => ({ input: { ...message, content: '🌊'.repeat(count) } }),
  },
  {
    at: 'SendMessageInput.content',
    field: 'Mutation.sendMessage',
    most: 15,
    code: 'MENTIONS_TOO_MANY',
    named: 'content',
    input: (count) => ({
      input: {
        ...message,
        content: `To ${people(count)
          .map((id) => `<@${id}>`)
          .join(' ')}`,
      },
    }),
  },
  {
    at: 'SendMessageInput.attachments',
    field: 'Mutation.sendMessage',
    most: 10,
    code: 'ATTACHMENTS_TOO_MANY',
    named: 'attachments',
    input: (count) => ({
      input: { ...message, attachments: Array.from({ length: count }, () => ({ ...file, id: ulid() })) },
    }),
  },
  {
    at: 'AttachmentInput.name',
    field: 'Mutation.sendMessage',
    most: 255,
    least: 1,
    code: 'ATTACHMENT_INVALID',
    named: 'attachments[0].name',
    input: (count) => ({ input: { ...message, attachments: [{ ...file, name: letters(count) }] } }),
  },
  {
    at: 'AttachmentInput.contentType',
    field: 'Mutation.sendMessage',
    most: 127,
    code: 'ATTACHMENT_INVALID',
    named: 'attachments[0].contentType',
    input: (count) => ({
      input: { ...message, attachments: [{ ...file, contentType: `a/${letters(count).slice(2)}` }] },
    }),
  },
  {
    at: 'AttachmentInput.size',
    field: 'Mutation.sendMessage',
    most: 104_857_600,
    least: 1,
    code: 'ATTACHMENT_INVALID',
    named: 'attachments[0].size',
    input: (size) => ({ input: { ...message, attachments: [{ ...file, size }] } }),
  },
  {
    at: 'EditMessageInput.content',
    field: 'Mutation.editMessage',
    most: 4000,
    code: 'CONTENT_TOO_LONG',
    named: 'content',
    input: (count) => ({ input: { ...message, content: letters(count) } }),
  },
  {
    at: 'UpdateProfileInput.name',
    field: 'Mutation.updateProfile',
    ...name,
    input: (count) => ({ input: { name: letters(count) } }),
  },
  {
    at: 'ReportMetricsInput.version',
    field: 'Mutation.reportMetrics',
    most: 32,
    code: 'METRIC_INVALID',
    named: 'version',
    input: (count) => report({}, { version: `0.1.0-${letters(count).slice(6)}` }),
  },
  {
    at: 'ReportMetricsInput.metrics',
    field: 'Mutation.reportMetrics',
    most: 50,
    code: 'METRICS_TOO_MANY',
    named: 'metrics',
    // More than there are names: the code that is tried here does not know them.
    input: (count) => report({}, { metrics: people(count).map((name) => ({ name, count: 1 })) }),
  },
  {
    at: 'MetricInput.count',
    field: 'Mutation.reportMetrics',
    ...oftenIn('METRIC_INVALID', 'metrics[0].count'),
    input: (count) => report({ count }),
  },
  {
    at: 'MetricInput.values',
    field: 'Mutation.reportMetrics',
    most: 100,
    code: 'METRIC_INVALID',
    named: 'metrics[0].values',
    input: (count) => report({ values: Array.from({ length: count }, () => 7.5) }),
  },
  {
    at: 'MetricInput.values',
    field: 'Mutation.reportMetrics',
    most: 86_400_000,
    least: 0,
    code: 'METRIC_INVALID',
    named: 'metrics[0].values[0]',
    input: (value) => report({ values: [value] }),
  },
  {
    at: 'MetricInput.reasons',
    field: 'Mutation.reportMetrics',
    most: 20,
    code: 'METRIC_INVALID',
    named: 'metrics[0].reasons',
    input: (count) =>
      report({ reasons: people(count).map((_, index) => ({ reason: `R${letters(index).toUpperCase()}`, count: 1 })) }),
  },
  {
    at: 'MetricReasonInput.reason',
    field: 'Mutation.reportMetrics',
    most: 40,
    least: 1,
    code: 'METRIC_INVALID',
    named: 'metrics[0].reasons[0].reason',
    input: (count) => report({ reasons: [{ reason: letters(count).toUpperCase(), count: 1 }] }),
  },
  {
    at: 'MetricReasonInput.count',
    field: 'Mutation.reportMetrics',
    ...oftenIn('METRIC_INVALID', 'metrics[0].reasons[0].count'),
    input: (count) => report({ reasons: [{ reason: 'LATE', count }] }),
  },
];

/** Limits that one call's arguments do not tell: of a channel's input, which says it again, and of the message reacted to. */
const elsewhere = [
  ...['Mutation.createChannel', 'Mutation.openDm', 'Mutation.addReaction'],
  // How long, and how many on one day: test/service/files.test.ts.
  ...['Mutation.requestUpload', 'Query.attachmentLinks'],
];

/** Whose description points to another for its numbers. */
const pointing: Readonly<Record<string, { text: string; to: string }>> = {
  'EditMessageInput.content': { text: 'As for a new message.', to: 'SendMessageInput.content' },
};

describe('the limits of the schema', () => {
  test('are all tried below, but for those that a message or another description decides', () => {
    const named = [...described()].filter(([, text]) => numbersOf(text).length > 0).map(([address]) => address);
    const tried = [...new Set(limits.map(({ at }) => at))];
    expect([...tried, ...elsewhere].sort()).toEqual([...named, ...Object.keys(pointing)].sort());
  });

  test('stand in docs/api.md, and those of the production stage beside them', () => {
    const told = read('docs/api.md').split('## Limits')[1] ?? '';
    const inWords = (most: number) => (most === 104_857_600 ? '100 MiB' : most.toLocaleString('en'));
    const { personPerSecond, personBurst, channelPerSecond } = stageOf('prod').sendLimits;
    const rows = [
      ...limits.map(({ most }) => inWords(most)),
      `${personPerSecond} a second in the long run, ${personBurst} at once`,
      `${channelPerSecond} a second`,
    ];
    // 8 others and the caller.
    expect(rows.filter((row) => row !== '8' && !new RegExp(`\\b${row}\\b`).test(told))).toEqual([]);
    expect(told).toMatch(/people of a direct message +\| 2 to 9 /);
  });

  for (const { at, most, least, field, input, code, codeBelow = code, named } of limits) {
    describe(`${at}: ${least === undefined ? 'at most' : `${least} to`} ${most.toLocaleString('en')}`, () => {
      test('is what its description says', () => {
        const pointer = pointing[at];
        if (pointer) expect(described().get(at)).toBe(pointer.text);
        expect(numbersOf(described().get(pointer?.to ?? at) ?? '')).toContain(most);
      });
      test('lets the most through', () => {
        expect(validate(field, input(most)).outcome.kind).toBe('returned');
      });
      test('refuses one more', () => {
        expect(validate(field, input(most + 1)).outcome).toMatchObject({
          kind: 'error',
          error: { errorType: 'InvalidInput', errorInfo: { code, field: named, limit: most, retryable: false } },
        });
      });
      if (least === undefined) return;
      test('lets the least through, and refuses one less', () => {
        expect(validate(field, input(least)).outcome.kind).toBe('returned');
        expect(validate(field, input(least - 1)).outcome).toMatchObject({
          kind: 'error',
          error: { errorType: 'InvalidInput', errorInfo: { code: codeBelow, field: named } },
        });
      });
    });
  }
});

/** What a field's code says of its arguments, before any step runs. */
function validate(field: string, args: object): Evaluation {
  const origin = bundleResolver(field);
  const [parentTypeName = '', fieldName = ''] = field.split('.');
  return loadCode({ text: readFileSync(origin, 'utf8'), origin }).run('request', {
    arguments: { ...args },
    identity: { resolverContext: { userId: 'alice' } },
    source: null,
    stash: {},
    prev: null,
    request: { headers: {}, domainName: null },
    info: { fieldName, parentTypeName, variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    env: {},
  });
}

/** The descriptions of everything that a caller can call or give, by address. */
function described(): Map<string, string> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  return new Map(
    [...roots, ...inputs].flatMap((type) =>
      Object.values(type?.getFields() ?? {}).map((field): [string, string] => [
        `${type?.name}.${field.name}`,
        (field.description ?? '').replaceAll('\n', ' '),
      ]),
    ),
  );
}

/** The most that a description allows: 100 of "At most 100", 80 of "1 to 80". */
function numbersOf(text: string): number[] {
  return [...text.matchAll(/(?:[Aa]t most|[Uu]p to|\d to) (\d[\d,]*)/g)].map(([, digits = '']) =>
    Number(digits.replaceAll(',', '')),
  );
}
