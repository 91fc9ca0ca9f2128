/** One action on one resource that a policy of a template grants. */
export interface Grant {
  /** Logical ids in the template. */
  readonly policy: string;
  readonly statement: number;
  readonly action: string;
  readonly resource: unknown;
  /** As a person would say it: `messageWriter: dynamodb:PutItem on Message`. */
  readonly name: string;
  /** Who has it: a data source's name, or the logical id of another role. */
  readonly holder: string;
  readonly isOfDataSource: boolean;
}

export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
}

interface Policy {
  readonly Roles: readonly { readonly Ref: string }[];
  readonly PolicyDocument: { readonly Statement: Statement[] };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every action that the template allows a role of its own, once for each resource. */
export function grantsOf(template: Template): readonly Grant[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .flatMap(([policy, { Properties }]) => {
      const { Roles, PolicyDocument } = Properties as Policy;
      const role = Roles[0]?.Ref ?? '';
      const source = /^DataSources(.+?)ServiceRole[0-9A-F]{8}$/.exec(role)?.[1];
      const holder = source ?? role.replace(/[0-9A-F]{8}$/, '');
      return PolicyDocument.Statement.flatMap((statement, index) =>
        listOf(statement.Action).flatMap((action) =>
          listOf(statement.Resource).map((resource): Grant => ({
            policy,
            statement: index,
            action,
            resource,
            name: `${holder}: ${action} on ${resourceName(resource)}`,
            holder,
            isOfDataSource: source !== undefined,
          })),
        ),
      );
    });
}

/** The template with everything that it had but this. */
export function without(template: Template, { policy, statement, action, resource }: Grant): Template {
  const copy = structuredClone(template);
  const statements = (copy.Resources[policy]?.Properties as Policy).PolicyDocument.Statement;
  const whole = statements[statement];
  if (!whole) throw new Error(`${policy} has no statement ${statement}`);
  const actions = listOf(whole.Action).filter((one) => one !== action);
  const resources = listOf(whole.Resource).filter((one) => JSON.stringify(one) !== JSON.stringify(resource));
  statements.splice(
    statement,
    1,
    ...(actions.length > 0 ? [{ ...whole, Action: actions }] : []),
    ...(resources.length > 0 ? [{ ...whole, Action: action, Resource: resources }] : []),
  );
  return copy;
}

function listOf<One>(value: One | readonly One[]): readonly One[] {
  return Array.isArray(value) ? (value as readonly One[]) : [value as One];
}

/** The model of a table, or the logical id of whatever else, with the path behind it. */
function resourceName(resource: unknown): string {
  const text = JSON.stringify(resource);
  const path = /"\/(?:index\/|types\/Mutation\/fields\/)?([^"]+)"/.exec(text)?.[1];
  const table = /"Tables([A-Za-z]+?)[0-9A-F]{8}"/.exec(text)?.[1];
  const owner = table ?? /"([A-Za-z]+?)(Logs|Log)?[0-9A-F]{8}"/.exec(text)?.[1] ?? text;
  return path ? `${owner}/${path}` : owner;
}
