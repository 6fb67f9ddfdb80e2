import { holdsUnknown, isUnknown, listOf, valueAt } from './graph.ts';

/** One condition of a statement's `Condition` element. Operator and key are in lower case: IAM ignores their case. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
}

/** A principal of a statement. `kind` is `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` when the statement names none. */
export interface Principal {
  kind: string;
  text: string;
}

/** One statement of a policy. Parts that are known only when it is deployed are `unknownValue` in its strings. */
export interface Statement {
  /** for messages: `Statement 2 (ReadImages)` */
  label: string;
  allows: boolean;
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  principals: Principal[];
  notPrincipals: Principal[];
  conditions: Condition[];
}

/** The statements of a policy, or why they cannot be determined. */
export type Policy =
  { statements: Statement[]; unknown?: undefined } | { statements?: undefined; unknown: string };

/**
 * Reads an IAM policy in any of its forms: a JSON string or an object, one statement or a list, one string or a list.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @returns `undefined` when there is no policy
 */
export function readPolicy(value: unknown): Policy | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (isUnknown(value)) return { unknown: 'it is known only when it is deployed' };
  const document = typeof value === 'string' ? parse(value) : value;
  const statements = valueAt(document, ['Statement']);
  if (statements === undefined && holdsUnknown(value))
    return { unknown: 'parts of it are known only when it is deployed' };
  if (statements === undefined) return { unknown: 'it is not a policy' };
  if (isUnknown(statements)) return { unknown: 'its statements are known only when it is deployed' };
  const items = listOf(statements);
  if (items.some(isUnknown)) return { unknown: 'one of its statements is known only when it is deployed' };
  return { statements: items.map(readStatement) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readStatement(statement: unknown, index: number): Statement {
  const at = (key: string) => valueAt(statement, [key]);
  const texts = (key: string) => listOf(at(key)).map(String);
  return {
    label: labelOf(at('Sid'), index),
    // an unknown effect is treated as the one that can do harm
    allows: at('Effect') !== 'Deny',
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: texts('Resource'),
    notResources: texts('NotResource'),
    principals: readPrincipals(at('Principal')),
    notPrincipals: readPrincipals(at('NotPrincipal')),
    conditions: readConditions(at('Condition')),
  };
}

function labelOf(sid: unknown, index: number): string {
  const label = `Statement ${index + 1}`;
  if (typeof sid !== 'string' || sid === '' || holdsUnknown(sid)) return label;
  return `${label} (${sid})`;
}

function readPrincipals(value: unknown): Principal[] {
  if (typeof value === 'string') return [{ kind: '*', text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([kind, texts]) =>
    listOf(texts).map(text => ({ kind, text: String(text) })),
  );
}

function readConditions(value: unknown): Condition[] {
  if (isUnknown(value)) return [{ operator: String(value), key: String(value), values: [String(value)] }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([operator, tests]: [string, unknown]) =>
    testsOf(tests).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: listOf(values).map(String),
    })),
  );
}

function testsOf(tests: unknown): [string, unknown][] {
  if (isUnknown(tests)) return [[String(tests), tests]];
  return Object.entries(tests as Record<string, unknown>);
}

/** Whether a statement of a resource's own policy grants access to the public, or only to named principals. */
export type Openness = 'public' | 'named' | 'unknown';

/**
 * Determines who gets access by a statement: the public when the principal is `*`, unless a condition names accounts,
 * organizations, networks or resources by fixed values:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function opennessOf({ allows, principals, notPrincipals, conditions }: Statement): Openness {
  if (!allows) return 'named';
  const open =
    notPrincipals.length > 0 ||
    principals.some(({ kind, text }) => text === '*' && (kind === '*' || kind === 'AWS'));
  const unclear = principals.some(({ text }) => isUnknown(text));
  if (!open && !unclear) return 'named';
  const narrowed = conditions.map(isNarrowing);
  if (narrowed.includes(true)) return 'named';
  return open && !narrowed.includes(undefined) ? 'public' : 'unknown';
}

const callers = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:userid',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'kms:calleraccount',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);
const flags = new Set(['aws:principalisawsservice', 'elasticfilesystem:accessedviamounttarget']);

/** An operator that rejects a request without the key: neither `...IfExists` nor `ForAllValues:...`. */
const positive = /^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)$/;

/** Whether a condition admits only callers that it names; `undefined` when that is unknown. */
function isNarrowing({ operator, key, values }: Condition): boolean | undefined {
  if (isUnknown(operator) || isUnknown(key)) return undefined;
  if (flags.has(key)) return operator === 'bool' && values.every(value => value === 'true');
  if (!callers.has(key) || !positive.test(operator)) return false;
  // `*` is a wildcard only in patterns
  const exact = /equals/.test(operator) && !operator.includes('arn');
  if (exact) return true;
  if (values.some(value => isWide(value, operator))) return false;
  if (values.some(isUnknown)) return undefined;
  return true;
}

function isWide(value: string, operator: string): boolean {
  if (operator.endsWith('ipaddress')) {
    const length = Number(value.split('/')[1] ?? 128);
    const shortest = value.includes(':') ? 32 : 8;
    return length < shortest;
  }
  return /^[*?]*$|^arn:[^:]*:[^:]*:[^:]*:[*?]*:[*?]*$/.test(value);
}
