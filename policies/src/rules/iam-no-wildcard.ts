import { isWithoutResource } from '../graph/actionsWithoutResource.ts';
import { holdsUnknown, isUnknown, listOf, type Node, type ResourceGraph } from '../graph/graph.ts';
import { opennessOf, type Statement } from '../graph/policyDocument.ts';
import { policiesOf, type PolicyKind } from '../graph/policyHolders.ts';
import { unknownValue } from '../run/recorded.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * A verb with a star (`s3:Get*`, `kms:ReEncrypt*`) passes: somebody chose it, and AWS writes its own key policies so. A
 * star with less than three letters of a name (`s3:*`, `iam:P*`) fails: nobody knows what it holds next year.
 *
 * AWS's own managed policies that allow a whole service on everything fail as the same words would in a policy of the
 * program. Policies of buckets that let everybody in are left to the rule about public buckets.
 */
export const iamNoWildcard: Rule = {
  id: 'iam-no-wildcard',
  title: 'Policies name the actions, the resources and the callers that they allow.',
  why: 'What is allowed beyond a task is there for whoever takes it over: every secret to read, every table to delete.',
  remedy: `Name what the task does, and on what:
  { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: \`\${bucketArn}/*\` }`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: graph => [...policyFindings(graph), ...attachmentFindings(graph)],
};

/** What is wrong with a policy, or not known of it. */
interface Objection {
  verdict: 'fail' | 'unverifiable';
  message: string;
}

const fail = (message: string): Objection => ({ verdict: 'fail', message });
const unclear = (message: string): Objection => ({ verdict: 'unverifiable', message });

function policyFindings(graph: ResourceGraph): Finding[] {
  const byHolder = new Map<Node, Objection[]>();
  for (const { holder, kind, policy } of policiesOf(graph)) {
    const objections = policy.statements
      ? policy.statements.flatMap(statement => objectionsTo(statement, kind, holder))
      : [unclear(`What its policy allows cannot be told: ${policy.unknown}.`)];
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), ...objections]);
  }
  return [...byHolder].map(([resource, objections]) => {
    if (isBoundary(graph, resource))
      return {
        resource,
        verdict: 'not-applicable',
        message: 'It is a boundary: it allows nothing by itself.',
      };
    return toFinding(resource, objections, 'It names what it allows.');
  });
}

function toFinding(resource: Node, objections: Objection[], praise: string): Finding {
  const worst = ['fail' as const, 'unverifiable' as const].find(verdict =>
    objections.some(objection => objection.verdict === verdict),
  );
  if (!worst) return { resource, verdict: 'pass', message: praise };
  const messages = objections.filter(({ verdict }) => verdict === worst).map(({ message }) => message);
  return { resource, verdict: worst, message: [...new Set(messages)].join(' ') };
}

/** A policy that is a permissions boundary and nothing else only takes away. */
function isBoundary(graph: ResourceGraph, policy: Node): boolean {
  const isNamed = (types: string[], input: string) =>
    types.some(type => graph.pointingAt(policy, type, [input]).length > 0);
  return (
    isNamed(['aws:iam/role:Role', 'aws:iam/user:User'], 'permissionsBoundary') &&
    !isNamed(attachments, 'policyArn') &&
    !isNamed(['aws:iam/role:Role'], 'managedPolicyArns')
  );
}

function objectionsTo(statement: Statement, kind: PolicyKind, { type }: Node): Objection[] {
  if (!statement.allows) return [];
  return [
    ...objectionsToActions(statement),
    ...(kind === 'identity' ? objectionsToResources(statement) : []),
    ...(kind === 'identity' || /^aws:s3\//.test(type) ? [] : objectionsToCallers(statement)),
  ];
}

function objectionsToActions({ label, actions, notActions, principals }: Statement): Objection[] {
  if (notActions.length > 0) return [fail(`${label} allows every action but those of NotAction.`)];
  if (actions.some(isUnknown)) return [unclear(`Which actions ${label} allows is not known yet.`)];
  // it leaves the resource to the account's own policies, as AWS does by itself:
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  if (principals.length > 0 && principals.every(({ text }) => isAccount(text))) return [];
  const wide = actions.filter(isWideAction);
  return wide.length > 0 ? [fail(`${label} allows whatever ${quoted(wide)} stands for.`)] : [];
}

/** The account itself: `arn:aws:iam::123456789012:root`. */
function isAccount(principal: string): boolean {
  return /^(\d{12}|arn:aws[\w-]*:iam::[^:*?]+:root)$/.test(principal);
}

function isWideAction(action: string): boolean {
  const [service = '', name = service] = action.split(':');
  if (!/[*?]/.test(action) || isWithoutResource(action)) return false;
  return /[*?]/.test(service) || name.replaceAll(/[*?]/g, '').length < 3;
}

function objectionsToResources(statement: Statement): Objection[] {
  const { label, actions, resources, notResources, conditions } = statement;
  if (notResources.length > 0) return [fail(`${label} allows it on everything but what NotResource names.`)];
  if (actions.every(isWithoutResource) && actions.length > 0) return [];
  if (conditions.some(({ key, operator, values }) => namesResources(key, operator, values))) return [];
  const wide = resources.filter(isWideResource);
  const named = actions.filter(action => !isWithoutResource(action) && !holdsUnknown(action));
  if (wide.length > 0) return [fail(`${label} allows ${quoted(named)} on every resource: ${quoted(wide)}.`)];
  return resources.some(isUnknown) ? [unclear(`On which resources ${label} works is not known yet.`)] : [];
}

/** Services whose ARNs hold a name at once: `arn:aws:s3:::bucket`; others say the kind first: `table/orders`. */
const withoutKind = new Set(['s3', 's3express', 'sqs', 'sns', 'execute-api', 'codecommit', 'codepipeline']);

/** An ARN that names nothing: `*`, `arn:aws:s3:::*`, `arn:aws:dynamodb:*:*:table/*`. */
function isWideResource(resource: string): boolean {
  if (isUnknown(resource)) return false;
  if (/^[*?]+$/.test(resource)) return true;
  if (!/^arn:/.test(resource)) return false;
  const [, , service = '', , , ...rest] = resource.split(':');
  const words = rest.join(':').split(/[:/]/);
  const named = withoutKind.has(service) || words.length === 1 ? words : words.slice(1);
  return /[*?]/.test(resource) && named.every(word => /^[*?]*$/.test(word));
}

/** Keys by which a condition says on what an action may work, though `Resource` is `*`. */
const resourceKeys =
  /(^|:)resourcetag\/|^aws:requesttag\/|^ecs:(cluster|service)$|^kms:(resourcealiases|viaservice|encryptioncontext:.+)$|^iam:awsservicename$|^ec2:(vpc|subnet)$/;

function namesResources(key: string, operator: string, values: string[]): boolean {
  return (
    resourceKeys.test(key) &&
    /^(foranyvalue:)?(string|arn)(equals|equalsignorecase|like)$/.test(operator) &&
    !values.some(value => isUnknown(value) || /^[*?]+$/.test(value))
  );
}

function objectionsToCallers(statement: Statement): Objection[] {
  const openness = opennessOf(statement);
  if (openness === 'everybody')
    return [fail(`${statement.label} lets everybody in: no condition says whom its principal '*' means.`)];
  return openness === 'unknown' ? [unclear(`Whom ${statement.label} lets in is not known yet.`)] : [];
}

const attachments = [
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
  'aws:iam/policyAttachment:PolicyAttachment',
];

/** Inputs by which a resource takes managed policies. */
const managed: Record<string, string> = {
  ...Object.fromEntries(attachments.map(type => [type, 'policyArn'])),
  'aws:iam/role:Role': 'managedPolicyArns',
  'aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment': 'managedPolicyArn',
};

/** Policies of the program are judged where they are written, so only those from outside are judged here. */
function attachmentFindings(graph: ResourceGraph): Finding[] {
  const byPlace = new Map<string, { resource: Node; objections: Objection[] }>();
  for (const [type, input] of Object.entries(managed)) {
    for (const resource of graph.ofType(type)) {
      const arns = listOf(resource.inputs[input]).filter(
        arn => !graph.target(arn, input, ['aws:iam/policy:Policy']).node,
      );
      if (resource.external || arns.length === 0) continue;
      const objections = arns.flatMap(arn => objectionToManaged(String(arn)) ?? []);
      // one line that attaches many, as a function made of a callback does, is one thing to mend
      const { source, inputs, urn } = resource;
      const key =
        objections.length > 0 && source ? `${source.file}:${source.line} ${String(inputs.role)}` : urn;
      const found = byPlace.get(key);
      if (found) found.objections.push(...objections);
      else byPlace.set(key, { resource, objections });
    }
  }
  return [...byPlace.values()].map(({ resource, objections }) =>
    toFinding(resource, objections, 'The policies of AWS that it attaches are narrow ones.'),
  );
}

function objectionToManaged(arn: string): Objection | undefined {
  if (holdsUnknown(arn)) return unclear('Which policy it attaches is known only when it is deployed.');
  const [, path = '', name = ''] = /^arn:aws[\w-]*:iam::aws:policy\/(.*?)([^/]+)$/.exec(arn) ?? [];
  if (name === '')
    return unclear(
      `It attaches '${arn}', which this program does not make: what it allows is not told here.`,
    );
  const isWide =
    /FullAccess|PowerUser|ReadWrite$|^(AdministratorAccess|ReadOnlyAccess|AWSLambdaExecute)/i.test(name);
  if (!isWide || path === 'service-role/') return undefined;
  return fail(`It attaches ${name} of AWS, which allows whole services on every resource.`);
}

function quoted(texts: string[]): string {
  return texts.map(text => `'${text.replaceAll(unknownValue, '...')}'`).join(', ');
}
