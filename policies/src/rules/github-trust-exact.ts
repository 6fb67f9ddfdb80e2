import {
  type Condition,
  isUnknown,
  type Node,
  policiesIn,
  type ResourceGraph,
  type Statement,
} from '@goldpath/program';
import { subjectProblem } from '../githubSubject.ts';
import { failure, type Problem, toFindings, unverifiable } from './problem.ts';
import type { Finding, PolicyRule } from './rule.ts';

const issuer = 'token.actions.githubusercontent.com';
const providerType = 'aws:iam/openIdConnectProvider:OpenIdConnectProvider';

/**
 * The subject of a workflow's token names the repository and what runs there:
 * https://docs.github.com/en/actions/reference/openid-connect-reference. IAM compares it as text, so a wildcard matches
 * anything that GitHub can put in its place.
 */
export const githubTrustExact: PolicyRule = {
  id: 'github-trust-exact',
  title: 'A role for GitHub Actions trusts a repository and an environment or branch by their exact names.',
  why: 'GitHub signs tokens for every workflow of every repository, so anything that the condition leaves open can be used by a stranger.',
  fix: `Compare the audience and the subject with StringEquals:
  Condition: { StringEquals: {
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
    'token.actions.githubusercontent.com:sub': 'repo:owner/name:environment:prod',
  } }
Tokens of repositories that were created, renamed or transferred since 2026-07-15 contain ids:
  'repo:owner@583231/name@1296269:environment:prod'`,
  severity: 'error',
  reference:
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  check: graph =>
    graph
      .ofType('aws:iam/role:Role')
      .filter(role => !role.external)
      .flatMap(role => roleFindings(graph, role)),
};

function roleFindings(graph: ResourceGraph, resource: Node): Finding[] {
  const trust = policiesIn(resource).find(({ kind }) => kind === 'trust')?.policy;
  if (trust?.unknown !== undefined) {
    // an unknown policy matters only where the program trusts GitHub at all
    if (!graph.ofType(providerType).some(isGitHub)) return [];
    const message = `Whether it trusts GitHub, and which workflows, cannot be determined: ${trust.unknown}.`;
    return [{ resource, verdict: 'unverifiable', message }];
  }
  const allowing = (trust?.statements ?? []).filter(({ allows }) => allows);
  const statements = allowing.filter(statement => trustsGitHub(graph, statement));
  if (statements.length === 0) return [];
  return toFindings(resource, statements.flatMap(problemsOf), `It trusts only ${subjectsOf(statements)}.`);
}

/** Through a provider of the program, the ARN of one, or conditions on the claims of GitHub. */
function trustsGitHub(graph: ResourceGraph, { principals, conditions }: Statement): boolean {
  const federated = principals.filter(({ kind }) => kind === 'Federated');
  const namesGitHub = federated.some(({ text }) => {
    if (text.includes(issuer)) return true;
    const { node } = graph.target(text, 'Federated', [providerType]);
    return node !== undefined && isGitHub(node);
  });
  return namesGitHub || (federated.length > 0 && conditions.some(({ key }) => key.startsWith(issuer)));
}

function isGitHub({ inputs }: Node): boolean {
  return String(inputs.url).includes(issuer);
}

function problemsOf({ conditions }: Statement): Problem[] {
  const problems = [audienceProblem(conditions), subjectConditionProblem(conditions)];
  return problems.filter(problem => problem !== undefined);
}

function conditionsOn(claim: string, conditions: Condition[]): Condition[] {
  return conditions.filter(({ key }) => key === `${issuer}:${claim}` || isUnknown(key));
}

/**
 * Operators that require the claim. `ForAnyValue:` requires one match of the claim's only value, which is the same;
 * `ForAllValues:` and `...IfExists` also match a token without the claim.
 */
const exact = /^(foranyvalue:)?stringequals$/;
const pattern = /^(foranyvalue:)?string(like|equalsignorecase)$/;

function requiresClaim({ operator }: Condition): boolean {
  return exact.test(operator) || pattern.test(operator);
}

function audienceProblem(conditions: Condition[]): Problem | undefined {
  const onAudience = conditionsOn('aud', conditions);
  const unclear = unverifiable('The audience that it requires is known only when it is deployed.');
  const condition = onAudience.find(requiresClaim);
  if (!condition) {
    if (onAudience.some(({ operator }) => isUnknown(operator))) return unclear;
    return failure(
      `No condition compares ${issuer}:aud, so tokens for every audience of the provider match.`,
    );
  }
  if (condition.values.some(isUnknown)) return unclear;
  const others = condition.values.filter(value => value !== 'sts.amazonaws.com');
  if (others.length === 0) return undefined;
  return failure(`The audience '${others.join(`', '`)}' matches tokens that were not issued for AWS.`);
}

function subjectConditionProblem(conditions: Condition[]): Problem | undefined {
  const onSubject = conditionsOn('sub', conditions);
  if (onSubject.some(({ operator, key }) => isUnknown(operator) || isUnknown(key)))
    return unverifiable('The subjects that it trusts are known only when it is deployed.');
  const [first] = onSubject;
  if (!first) return failure(`No condition compares ${issuer}:sub: every repository on GitHub matches.`);
  const requiring = onSubject.filter(requiresClaim);
  if (requiring.length === 0) {
    const consequence = /^forallvalues:|ifexists$/.test(first.operator)
      ? 'also matches a token without the claim'
      : 'does not require one exact subject';
    return failure(`The operator '${first.operator}' on ${issuer}:sub ${consequence}.`);
  }
  // all conditions have to match: an exact one is enough
  const problems = requiring.map(valuesProblem);
  return problems.includes(undefined) ? undefined : problems[0];
}

function valuesProblem({ operator, values }: Condition): Problem | undefined {
  if (values.length === 0) return failure(`${issuer}:sub is compared with no value.`);
  const isPattern = pattern.test(operator) && operator.endsWith('like');
  const problems = values.map(value => subjectProblem(value, isPattern));
  return (
    problems.find(problem => problem?.verdict === 'fail') ?? problems.find(problem => problem !== undefined)
  );
}

function subjectsOf(statements: Statement[]): string {
  const conditions = statements.flatMap(statement => conditionsOn('sub', statement.conditions));
  const subjects = new Set(conditions.flatMap(({ values }) => values));
  return [...subjects].map(subject => `'${subject}'`).join(' and ');
}
