import { holdsUnknown, isUnknown, listOf, valueAt } from '../graph/graph.ts';
import { unknownValue } from './recorded.ts';

type Item = Record<string, unknown>;

/**
 * Returns the result of `aws.iam.getPolicyDocument`: the same statements in IAM's JSON format. A later statement replaces an
 * earlier one with the same `Sid`.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export function policyDocument(inputs: Item): string {
  const parsed = (key: string) =>
    listOf(inputs[key]).flatMap(text => (holdsUnknown(text) ? [unknownValue] : statementsIn(text)));
  const statements = [
    ...parsed('sourcePolicyDocuments'),
    ...listOf(inputs.statements).map(statement =>
      isUnknown(statement) ? statement : toStatement(statement as Item),
    ),
    ...parsed('overridePolicyDocuments'),
  ];
  const sids = statements.map(statement => valueAt(statement, ['Sid']));
  const kept = statements.filter(
    (statement, index) =>
      isUnknown(statement) || !sids[index] || !sids.slice(index + 1).includes(sids[index]),
  );
  return JSON.stringify({ Version: inputs.version ?? '2012-10-17', Statement: kept });
}

function statementsIn(text: unknown): unknown[] {
  return listOf((JSON.parse(String(text)) as Item).Statement);
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
  if (isUnknown(principals)) return principals;
  const items = listOf(principals) as { type: string; identifiers: unknown }[];
  if (items.length === 0) return undefined;
  if (items.some(({ type }) => type === '*')) return '*';
  const byType: Record<string, unknown[]> = {};
  for (const { type, identifiers } of items) (byType[type] ??= []).push(...listOf(identifiers));
  return byType;
}

function toCondition(conditions: unknown): unknown {
  if (isUnknown(conditions)) return conditions;
  const items = listOf(conditions) as { test: string; variable: string; values: unknown }[];
  if (items.length === 0) return undefined;
  const byTest: Record<string, Record<string, unknown[]>> = {};
  for (const { test, variable, values } of items)
    ((byTest[test] ??= {})[variable] ??= []).push(...listOf(values));
  return byTest;
}
