import { listOf } from '../graph/graph.ts';

type Item = Record<string, unknown>;

/**
 * Returns the result of `aws.iam.getPolicyDocument`: the same statements in IAM's JSON format. A later statement replaces an
 * earlier one with the same `Sid`.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export function policyDocument(inputs: Item): string {
  const parsed = (key: string) =>
    listOf(inputs[key]).flatMap(text => listOf((JSON.parse(String(text)) as Item).Statement) as Item[]);
  const statements = [
    ...parsed('sourcePolicyDocuments'),
    ...(listOf(inputs.statements) as Item[]).map(toStatement),
    ...parsed('overridePolicyDocuments'),
  ];
  const kept = statements.filter(
    ({ Sid }, index) => !Sid || !statements.slice(index + 1).some(later => later.Sid === Sid),
  );
  return JSON.stringify({ Version: inputs.version ?? '2012-10-17', Statement: kept });
}

function toStatement(statement: Item): Item {
  const nonEmpty = (key: string) => (listOf(statement[key]).length > 0 ? statement[key] : undefined);
  return {
    Sid: statement.sid,
    Effect: statement.effect ?? 'Allow',
    Action: nonEmpty('actions'),
    NotAction: nonEmpty('notActions'),
    Resource: nonEmpty('resources'),
    NotResource: nonEmpty('notResources'),
    Principal: toPrincipal(statement.principals),
    NotPrincipal: toPrincipal(statement.notPrincipals),
    Condition: toCondition(statement.conditions),
  };
}

function toPrincipal(principals: unknown): unknown {
  const items = listOf(principals) as { type: string; identifiers: unknown }[];
  if (items.length === 0) return undefined;
  if (items.some(({ type }) => type === '*')) return '*';
  const byType: Record<string, unknown[]> = {};
  for (const { type, identifiers } of items) (byType[type] ??= []).push(...listOf(identifiers));
  return byType;
}

function toCondition(conditions: unknown): unknown {
  const items = listOf(conditions) as { test: string; variable: string; values: unknown }[];
  if (items.length === 0) return undefined;
  const byTest: Record<string, Record<string, unknown[]>> = {};
  for (const { test, variable, values } of items)
    ((byTest[test] ??= {})[variable] ??= []).push(...listOf(values));
  return byTest;
}
