import { holdsUnknown, isUnknown, listOf, valueAt } from './graph.ts';

/** One test of a statement's `Condition`. Operator and key are in lower case: IAM does not tell cases apart in them. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
}

/** Who a statement is about. `kind` is `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` where none is said. */
export interface Principal {
  kind: string;
  text: string;
}

/** One statement of a policy. What is known only when it is deployed is `unknownValue` in its texts. */
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

/** What a policy says, or why that cannot be told. */
export type Policy =
  { statements: Statement[]; unknown?: undefined } | { statements?: undefined; unknown: string };

/**
 * Reads an IAM policy in any of its spellings: JSON text or object, one statement or a list, one word or a list.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @returns nothing when there is no policy
 */
export function readPolicy(value: unknown): Policy | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (isUnknown(value)) return { unknown: 'it is known only when it is deployed' };
  const document = typeof value === 'string' ? parse(value) : value;
  const statements = valueAt(document, ['Statement']);
  if (statements === undefined)
    return {
      unknown: holdsUnknown(value) ? 'parts of it are known only when it is deployed' : 'it is no policy',
    };
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
  const sid = at('Sid');
  return {
    label: `Statement ${index + 1}${typeof sid === 'string' && sid !== '' && !holdsUnknown(sid) ? ` (${sid})` : ''}`,
    // an effect that is not known is taken for the one that can do harm
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
  return Object.entries(value).flatMap(([operator, tests]) =>
    Object.entries(isUnknown(tests) ? { [String(tests)]: tests } : (tests as object)).map(
      ([key, values]) => ({
        operator: operator.toLowerCase(),
        key: key.toLowerCase(),
        values: listOf(values).map(String),
      }),
    ),
  );
}

/** How many a statement of a resource's own policy lets in: everybody, or those whom it names. */
export type Openness = 'everybody' | 'named' | 'unknown';

/**
 * Whom a statement lets in. Everybody is `*` as principal, unless a condition names accounts, organizations, networks or
 * resources by fixed values: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
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
  return open && !narrowed.includes(undefined) ? 'everybody' : 'unknown';
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

/** An operator that a request without the key does not pass: neither `...IfExists` nor `ForAllValues:...`. */
const positive = /^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)$/;

/** Whether a condition leaves only callers that it names; nothing when that is not known. */
function isNarrowing({ operator, key, values }: Condition): boolean | undefined {
  if (isUnknown(operator) || isUnknown(key)) return undefined;
  if (flags.has(key)) return operator === 'bool' && values.every(value => value === 'true');
  if (!callers.has(key) || !positive.test(operator)) return false;
  // a star is a star only where it is a pattern
  const exact = /equals/.test(operator) && !operator.includes('arn');
  if (exact) return true;
  if (values.some(value => isWide(value, operator))) return false;
  return values.some(isUnknown) ? undefined : true;
}

function isWide(value: string, operator: string): boolean {
  if (operator.endsWith('ipaddress')) {
    const length = Number(value.split('/')[1] ?? 128);
    return value.includes(':') ? length < 32 : length < 8;
  }
  return /^[*?]*$|^arn:[^:]*:[^:]*:[^:]*:[*?]*:[*?]*$/.test(value);
}
