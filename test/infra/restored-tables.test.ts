import { describe, expect, test } from 'vitest';
import { readModels } from '../../infra/models.ts';
import { stageOf } from '../../infra/stages.ts';
import { synthesize } from './support/synth.ts';

/** What docs/restore.md has done: prod goes on with tables that a restore made. */
const prod = stageOf('prod');
const restored = Object.fromEntries(readModels().map(({ name }) => [name, `parley-prod-${name}-restored`]));
const { service: before } = synthesize(prod);
const { service: after } = synthesize({ ...prod, data: { ...prod.data, restored } });

describe('a stage whose tables a restore made', () => {
  test('keeps the tables that it had, as they were said to be kept before', () => {
    for (const table of Object.values(before.findResources('AWS::DynamoDB::GlobalTable'))) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
    expect(after.findResources('AWS::DynamoDB::GlobalTable')).toEqual({});
  });

  test('names the restored ones, and no other, wherever it named its own', () => {
    const own = Object.keys(before.findResources('AWS::DynamoDB::GlobalTable'));
    const said = (template: typeof before) => JSON.stringify(template.toJSON());
    for (const id of own) {
      expect(said(before)).toContain(`"${id}"`);
      expect(said(after)).not.toContain(id);
    }
    const sources = Object.values(after.findResources('AWS::AppSync::DataSource')) as {
      Properties: { DynamoDBConfig?: { TableName: string } };
    }[];
    const named = sources.flatMap(({ Properties }) => Properties.DynamoDBConfig?.TableName ?? []);
    expect(named.length).toBeGreaterThan(20);
    for (const name of named) expect(Object.values(restored)).toContain(name);
    const { Outputs } = after.toJSON() as { Outputs: { TableNames: { Value: string } } };
    expect(JSON.parse(Outputs.TableNames.Value)).toEqual(restored);
  });

  test('is granted and watches just what it was, by the new names', () => {
    const countOf = (template: typeof before) =>
      ['AWS::IAM::Policy', 'AWS::CloudWatch::Alarm', 'AWS::AppSync::DataSource', 'AWS::Backup::BackupSelection'].map(
        (type) => Object.keys(template.findResources(type)),
      );
    expect(countOf(after)).toEqual(countOf(before));
    const policies = JSON.stringify(after.findResources('AWS::IAM::Policy'));
    for (const name of Object.values(restored)) expect(policies).toContain(`:table/${name}`);
    expect(policies).toContain(`:table/${restored['Message']}/index/messages_by_channel`);
    const [selection] = Object.values(after.findResources('AWS::Backup::BackupSelection'));
    for (const name of Object.values(restored)) expect(JSON.stringify(selection)).toContain(`:table/${name}`);
  });
});
