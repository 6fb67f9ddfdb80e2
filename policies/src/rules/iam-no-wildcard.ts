import {
  holdsUnknown,
  isUnknown,
  isWithoutResource,
  listOf,
  type Node,
  opennessOf,
  policiesOf,
  type PolicyKind,
  type ResourceGraph,
  type Statement,
  unknownValue,
} from '@goldpath/program';
import { readsEverything } from '../readingPolicies.ts';
import { isWideAction, isWideResource, limitsResources } from '../wildcards.ts';
import { failure, type Problem, toFindings, unverifiable } from './problem.ts';
import type { Finding, PolicyRule } from './rule.ts';

/**
 * A verb with a wildcard (`s3:Get*`, `kms:ReEncrypt*`) passes: it is a deliberate choice, and AWS writes its own key policies
 * that way. A wildcard with fewer than three letters of a name (`s3:*`, `iam:P*`) fails: it matches actions that do not
 * exist yet.
 *
 * AWS managed policies that allow a whole service on every resource fail as the same statement would in a policy of the
 * program. Bucket policies that grant everyone access belong to `bucket-not-public`.
 */
export const iamNoWildcard: PolicyRule = {
  id: 'iam-no-wildcard',
  title: 'Policies name the actions, resources and callers that they allow.',
  why: 'An attacker who takes over a task can do everything that its policies allow: read every secret, delete every table.',
  fix: `Name the actions that the task performs, and the resources that it uses:
  { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: \`\${bucketArn}/*\` }`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  controls: ['IAM.1', 'IAM.21', 'KMS.1', 'KMS.2', 'KMS.5', 'SNS.4', 'SQS.3'],
  check: graph => [...policyFindings(graph), ...attachmentFindings(graph)],
};

function policyFindings(graph: ResourceGraph): Finding[] {
  const byHolder = Map.groupBy(policiesOf(graph), ({ holder }) => holder);
  return [...byHolder].flatMap(([resource, policies]): Finding[] => {
    if (isBoundary(graph, resource)) {
      const message = 'It is a permissions boundary: it allows nothing by itself.';
      return [{ resource, verdict: 'not-applicable', message }];
    }
    const problems = policies.flatMap(({ kind, policy }) => {
      if (!policy.statements)
        return unverifiable(`The permissions of its policy cannot be determined: ${policy.unknown}.`);
      return policy.statements.flatMap(statement => statementProblems(statement, kind, resource));
    });
    return toFindings(resource, problems, 'It names what it allows.');
  });
}

/** A policy that is used only as a permissions boundary limits permissions and grants none. */
function isBoundary(graph: ResourceGraph, policy: Node): boolean {
  const isUsedBy = (types: string[], input: string) =>
    types.some(type => graph.pointingAt(policy, type, [input]).length > 0);
  return (
    isUsedBy(['aws:iam/role:Role', 'aws:iam/user:User'], 'permissionsBoundary') &&
    !isUsedBy(attachments, 'policyArn') &&
    !isUsedBy(['aws:iam/role:Role'], 'managedPolicyArns')
  );
}

function statementProblems(statement: Statement, kind: PolicyKind, holder: Node): Problem[] {
  if (!statement.allows) return [];
  const problems = [actionProblem(statement)];
  if (kind === 'identity') problems.push(resourceProblem(statement));
  // the callers of buckets are checked by bucket-not-public
  else if (!holder.type.startsWith('aws:s3/')) problems.push(callerProblem(statement));
  return problems.filter(problem => problem !== undefined);
}

function actionProblem({ label, actions, notActions, principals }: Statement): Problem | undefined {
  if (notActions.length > 0) return failure(`${label} allows every action except those of NotAction.`);
  if (actions.some(isUnknown))
    return unverifiable(`The actions of ${label} are known only when it is deployed.`);
  // it leaves the resource to the account's own policies, as the default of AWS does:
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  if (principals.length > 0 && principals.every(({ text }) => isAccount(text))) return undefined;
  const wide = actions.filter(isWideAction);
  if (wide.length === 0) return undefined;
  return failure(`${label} allows every action that matches ${quoted(wide)}.`);
}

/** The account itself: `arn:aws:iam::123456789012:root`. */
function isAccount(principal: string): boolean {
  return /^(\d{12}|arn:aws[\w-]*:iam::[^:*?]+:root)$/.test(principal);
}

function resourceProblem(statement: Statement): Problem | undefined {
  const { label, actions, resources, notResources, conditions } = statement;
  if (notResources.length > 0)
    return failure(`${label} allows its actions on every resource except those of NotResource.`);
  if (actions.every(isWithoutResource) && actions.length > 0) return undefined;
  if (conditions.some(limitsResources)) return undefined;
  const wide = resources.filter(isWideResource);
  if (wide.length > 0) {
    const named = actions.filter(action => !isWithoutResource(action) && !holdsUnknown(action));
    return failure(`${label} allows ${quoted(named)} on every resource: ${quoted(wide)}.`);
  }
  if (!resources.some(isUnknown)) return undefined;
  return unverifiable(`The resources of ${label} are known only when it is deployed.`);
}

function callerProblem(statement: Statement): Problem | undefined {
  const openness = opennessOf(statement);
  if (openness === 'public')
    return failure(`${statement.label} lets everyone in: no condition limits its principal '*'.`);
  if (openness === 'named') return undefined;
  return unverifiable(`The callers of ${statement.label} are known only when it is deployed.`);
}

const attachments = [
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
  'aws:iam/policyAttachment:PolicyAttachment',
];

/** The inputs that attach managed policies. */
const attachingInputs: [type: string, input: string][] = [
  ...attachments.map((type): [string, string] => [type, 'policyArn']),
  ['aws:iam/role:Role', 'managedPolicyArns'],
  ['aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment', 'managedPolicyArn'],
];

/** Policies of the program are checked where they are written, so only other policies are checked here. */
function attachmentFindings(graph: ResourceGraph): Finding[] {
  return attachingInputs.flatMap(([type, input]) =>
    graph.ofType(type).flatMap(resource => {
      const arns = foreignPolicies(graph, resource, input);
      if (resource.external || arns.length === 0) return [];
      const problems = arns.map(managedPolicyProblem).filter(problem => problem !== undefined);
      return toFindings(resource, problems, 'The AWS managed policies that it attaches are narrow.');
    }),
  );
}

/** The ARNs of attached policies that are not resources of the program. */
function foreignPolicies(graph: ResourceGraph, resource: Node, input: string): string[] {
  return listOf(resource.inputs[input])
    .filter(arn => !graph.target(arn, input, ['aws:iam/policy:Policy']).node)
    .map(String);
}

const wideManagedPolicy =
  /FullAccess|PowerUser|ReadWrite$|^(AdministratorAccess|ReadOnlyAccess|AWSLambdaExecute)/i;

function managedPolicyProblem(arn: string): Problem | undefined {
  if (holdsUnknown(arn)) return unverifiable('Which policy it attaches is known only when it is deployed.');
  const [, path = '', name = ''] = /^arn:aws[\w-]*:iam::aws:policy\/(.*?)([^/]+)$/.exec(arn) ?? [];
  if (name === '') {
    const reason = 'this program does not define the policy, so its permissions cannot be determined';
    return unverifiable(`It attaches '${arn}': ${reason}.`);
  }
  const reading = path === '' ? readsEverything.get(name) : undefined;
  if (reading) return failure(`It attaches the AWS managed policy ${name}, which reads ${reading}.`);
  if (!wideManagedPolicy.test(name) || path === 'service-role/') return undefined;
  return failure(
    `It attaches the AWS managed policy ${name}, which allows whole services on every resource.`,
  );
}

function quoted(texts: string[]): string {
  return texts.map(text => `'${text.replaceAll(unknownValue, '...')}'`).join(', ');
}
