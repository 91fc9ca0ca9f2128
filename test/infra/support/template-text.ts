/**
 * A template as a person reads a change of it: intrinsics in the short form, in the order of its ids, a line for each of what there are dozens of.
 * What changes with every line of code, and is reviewed where it is written, is only named: resolvers' code, the schema, the dashboard.
 */
export function templateText(template: Template): string {
  const entries = Object.entries(template.Resources).sort(([a], [b]) => (a < b ? -1 : 1));
  const inOneLine: string[] = [];
  const inFull: string[] = [];
  for (const [id, resource] of entries) {
    const line = oneLine(resource);
    if (line === null) inFull.push('', `${id}:`, ...lines(readable(resource), '  '));
    else inOneLine.push(`${resource.Type.split('::').at(-1)} ${id}: ${line}`);
  }
  return [...inOneLine.sort(), ...inFull, '', 'Outputs:', ...lines(readable(template.Outputs ?? {}), '  '), ''].join(
    '\n',
  );
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: object;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const plainRole: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Description', 'Tags']);
const onlyService = /^\[\{"Action":"sts:AssumeRole","Effect":"Allow","Principal":\{"Service":"([a-z.]+)"\}\}\]$/;

/** Null = in full. */
function oneLine({ Type, Properties = {} }: Resource): string | null {
  const of = (name: string) => text(short(Properties[name]));
  switch (Type) {
    case 'AWS::AppSync::FunctionConfiguration':
      return `${of('Name')} on ${of('DataSourceName')}`;
    case 'AWS::AppSync::Resolver': {
      const pipeline = Properties['PipelineConfig'] as { Functions: unknown[] } | undefined;
      const steps = pipeline?.Functions.map((one) => text(short(one)).replace(/^!GetAtt (.*)\.FunctionId$/, '$1'));
      const measured = Properties['MetricsConfig'] ? ' (measured)' : '';
      return `${of('TypeName')}.${of('FieldName')}: ${steps?.join(', ') ?? of('DataSourceName')}${measured}`;
    }
    case 'AWS::IAM::Policy': {
      const { Statement } = Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] };
      const roles = (Properties['Roles'] as unknown[]).map((one) => text(short(one)).replace('!Ref ', ''));
      const said = Statement.map(({ Effect, Action, Resource, ...more }) => {
        const rest = Object.keys(more).length > 0 ? ` ${text(more)}` : '';
        return `${text(Effect)} ${listed(Action)} on ${listed(Resource)}${rest}`;
      });
      return `${roles.join(', ')}: ${said.join('; ')}`;
    }
    case 'AWS::IAM::Role': {
      // In full where a role says more than which service may take it.
      const isMore = Object.keys(Properties).some((name) => !plainRole.has(name));
      const { Statement } = Properties['AssumeRolePolicyDocument'] as { Statement: unknown };
      const service = onlyService.exec(JSON.stringify(Statement))?.[1];
      return isMore || service === undefined ? null : `for ${service}`;
    }
    default:
      return null;
  }
}

function listed(value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map((one) => text(short(one))).join(', ');
}

/** Without what is reviewed elsewhere, and with its intrinsics in the short form. */
function readable(value: unknown, key = ''): unknown {
  if (key === 'Definition') return '(schema.graphql)';
  if (key === 'DashboardBody') return '(infra/watching/dashboard.ts)';
  if (key === 'FunctionCode') return '(infra/edge)';
  if (key === 'S3Key') return '(the code’s hash)';
  // Of every resource alike: who made it, and for which stage.
  if (key === 'Metadata' || key === 'Tags') return undefined;
  const shortened = short(value);
  if (Array.isArray(shortened)) return shortened.map((one) => readable(one));
  if (typeof shortened !== 'object' || shortened === null) return shortened;
  return Object.fromEntries(
    Object.entries(shortened).flatMap(([name, member]) => {
      const kept = readable(member, name);
      return kept === undefined ? [] : [[name, kept] as const];
    }),
  );
}

/** `{"Ref": "Key"}` as `!Ref Key`, and the like. */
function short(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [[name, argument] = ['', null], ...more] = Object.entries(value);
  if (more.length > 0) return value;
  switch (name) {
    case 'Ref':
      return `!Ref ${text(argument)}`;
    case 'Fn::GetAtt':
      return `!GetAtt ${(argument as string[]).join('.')}`;
    case 'Fn::ImportValue':
      return `!ImportValue ${text(argument)}`;
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((one) => (typeof one === 'string' ? one : `\${${text(short(one))}}`)).join(separator);
    }
    default:
      return value;
  }
}

function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      const [first = '', ...rest] = typeof one === 'object' && one !== null ? lines(one, `${indent}  `) : [text(one)];
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  if (typeof value !== 'object' || value === null) return [`${indent}${text(value)}`];
  return Object.entries(value).flatMap(([name, member]) => {
    const isEmpty = typeof member === 'object' && member !== null && Object.keys(member).length === 0;
    if (typeof member !== 'object' || member === null || isEmpty) return [`${indent}${name}: ${text(member)}`];
    return [`${indent}${name}:`, ...lines(member, `${indent}  `)];
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\n', '\\n') : JSON.stringify(value);
}
