import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Attribute, GlobalSecondaryIndexPropsV2, ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type Model, type Projection, readModels } from './models.ts';
import type { DataKeeping } from './stage.ts';

export interface TablesProps {
  readonly data: DataKeeping;
  /** Null = DynamoDB's own key. */
  readonly key: IKey | null;
}

/**
 * One on-demand table per model of models.json, with its indexes, found by the model's name. No row of any model expires by itself: what
 * limits senders lives in the channel's own row. So no table has a time to live.
 */
export class Tables extends Construct {
  private readonly byModel: ReadonlyMap<string, ITableV2>;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    this.byModel = new Map(readModels().map((model) => [model.name, this.build(model, props)]));
  }

  all(): readonly { readonly model: string; readonly table: ITableV2; readonly indexes: readonly string[] }[] {
    return readModels().map(({ name, indexes }) => ({
      model: name,
      table: this.of(name),
      indexes: indexes.map((one) => one.name),
    }));
  }

  of(model: string): ITableV2 {
    const table = this.byModel.get(model);
    if (!table) throw new Error(`models.json has no model ${model}`);
    return table;
  }

  /** The tables' names by their models. */
  names(): Record<string, string> {
    return Object.fromEntries([...this.byModel].map(([model, table]) => [model, table.tableName] as const));
  }

  /** What resolvers know the tables by: `ctx.env.CHANNEL_MEMBER_TABLE` is the table of ChannelMember. */
  environment(): Record<string, string> {
    return Object.fromEntries(
      [...this.byModel].map(([model, table]) => [environmentName(model), table.tableName] as const),
    );
  }

  private build(model: Model, { data, key }: TablesProps): ITableV2 {
    const restored = data.restored?.[model.name];
    if (restored) return TableV2.fromTableName(this, model.name, restored);
    const attribute = (name: string): Attribute => ({
      name,
      type: model.keyTypes[name] === 'N' ? AttributeType.NUMBER : AttributeType.STRING,
    });
    const indexes: GlobalSecondaryIndexPropsV2[] = model.indexes.map((index) => ({
      indexName: index.name,
      partitionKey: attribute(index.partition),
      ...(index.sort ? { sortKey: attribute(index.sort) } : {}),
      ...projected(index.projection),
    }));
    return new TableV2(this, model.name, {
      partitionKey: attribute(model.key.partition),
      ...(model.key.sort ? { sortKey: attribute(model.key.sort) } : {}),
      globalSecondaryIndexes: indexes,
      billing: Billing.onDemand(),
      encryption: key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: data.recoveryDays,
      },
      deletionProtection: data.isProtected,
      removalPolicy: data.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}

function projected(projection: Projection): Pick<GlobalSecondaryIndexPropsV2, 'projectionType' | 'nonKeyAttributes'> {
  if (projection === 'ALL') return { projectionType: ProjectionType.ALL };
  if (projection === 'KEYS_ONLY') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
}

function environmentName(model: string): string {
  return `${model.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`;
}
