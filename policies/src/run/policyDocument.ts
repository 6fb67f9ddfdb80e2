type Item = Record<string, unknown>;

/**
 * What `aws.iam.getPolicyDocument` makes of its arguments: the same statements in IAM's own spelling. A later statement
 * takes the place of an earlier one with its `Sid`.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export function policyDocument(inputs: Item): string {
  const parsed = (key: string) =>
    list(inputs[key]).flatMap(text => list((JSON.parse(String(text)) as Item).Statement) as Item[]);
  const statements = [
    ...parsed('sourcePolicyDocuments'),
    ...(list(inputs.statements) as Item[]).map(toStatement),
    ...parsed('overridePolicyDocuments'),
  ];
  const kept = statements.filter(
    ({ Sid }, index) => !Sid || !statements.slice(index + 1).some(later => later.Sid === Sid),
  );
  return JSON.stringify({ Version: inputs.version ?? '2012-10-17', Statement: kept });
}

function toStatement(statement: Item): Item {
  const texts = (key: string) => (list(statement[key]).length > 0 ? statement[key] : undefined);
  return {
    Sid: statement.sid,
    Effect: statement.effect ?? 'Allow',
    Action: texts('actions'),
    NotAction: texts('notActions'),
    Resource: texts('resources'),
    NotResource: texts('notResources'),
    Principal: toPrincipal(statement.principals),
    NotPrincipal: toPrincipal(statement.notPrincipals),
    Condition: toCondition(statement.conditions),
  };
}

function toPrincipal(principals: unknown): unknown {
  const items = list(principals) as { type: string; identifiers: unknown }[];
  if (items.length === 0) return undefined;
  if (items.some(({ type }) => type === '*')) return '*';
  const byType: Record<string, unknown[]> = {};
  for (const { type, identifiers } of items) (byType[type] ??= []).push(...list(identifiers));
  return byType;
}

function toCondition(conditions: unknown): unknown {
  const items = list(conditions) as { test: string; variable: string; values: unknown }[];
  const byTest: Record<string, Record<string, unknown[]>> = {};
  for (const { test, variable, values } of items)
    ((byTest[test] ??= {})[variable] ??= []).push(...list(values));
  return items.length > 0 ? byTest : undefined;
}

function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
