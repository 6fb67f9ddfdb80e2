import { isUnknown, listOf, type Node, type ResourceGraph } from '../graph/graph.ts';
import type { Condition, Statement } from '../graph/policyDocument.ts';
import { policiesIn } from '../graph/policyHolders.ts';
import type { Finding, Rule } from './rule.ts';

const issuer = 'token.actions.githubusercontent.com';
const providerType = 'aws:iam/openIdConnectProvider:OpenIdConnectProvider';

/**
 * The subject of a workflow's token says what runs: https://docs.github.com/en/actions/reference/openid-connect-reference.
 * IAM compares it as text, so that a star lets in whatever GitHub can put in its place.
 */
export const githubTrustExact: Rule = {
  id: 'github-trust-exact',
  title:
    'A role for GitHub Actions trusts one repository and one environment or branch, by their exact names.',
  why: 'GitHub signs tokens for every workflow of every repository: what the condition leaves open, a stranger can run.',
  remedy: `Compare audience and subject with StringEquals:
  Condition: { StringEquals: {
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
    'token.actions.githubusercontent.com:sub': 'repo:owner/name:environment:prod',
  } }`,
  severity: 'error',
  reference:
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  check: graph =>
    graph.ofType('aws:iam/role:Role').flatMap(role => (role.external ? [] : roleFindings(graph, role))),
};

function roleFindings(graph: ResourceGraph, resource: Node): Finding[] {
  const trust = policiesIn(resource).find(({ kind }) => kind === 'trust')?.policy;
  // a role whose trust is not known at all is no more GitHub's than anybody's, unless the program trusts GitHub somewhere
  if (trust?.unknown !== undefined) {
    if (!graph.ofType(providerType).some(isGitHub)) return [];
    const message = `Whether it trusts GitHub, and whom there, cannot be told: ${trust.unknown}.`;
    return [{ resource, verdict: 'unverifiable', message }];
  }
  const statements = (trust?.statements ?? []).filter(
    statement => statement.allows && trustsGitHub(graph, statement),
  );
  if (statements.length === 0) return [];
  const objections = statements.flatMap(statement => objectionsTo(statement));
  const failed = objections.filter(({ verdict }) => verdict === 'fail');
  const [worst] = failed.length > 0 ? failed : objections;
  if (!worst) return [{ resource, verdict: 'pass', message: `It trusts ${subjectsOf(statements)} only.` }];
  const same = objections.filter(({ verdict }) => verdict === worst.verdict);
  return [{ resource, verdict: worst.verdict, message: same.map(({ message }) => message).join(' ') }];
}

/** By a provider of the program, by the ARN of one, or by conditions on the claims of GitHub. */
function trustsGitHub(graph: ResourceGraph, { principals, conditions }: Statement): boolean {
  const federated = principals.filter(({ kind }) => kind === 'Federated');
  const isNamed = federated.some(({ text }) => {
    if (text.includes(issuer)) return true;
    const { node } = graph.target(text, 'Federated', [providerType]);
    return node !== undefined && isGitHub(node);
  });
  return isNamed || (federated.length > 0 && conditions.some(({ key }) => key.startsWith(issuer)));
}

function isGitHub({ inputs }: Node): boolean {
  return String(inputs.url).includes(issuer);
}

interface Objection {
  verdict: 'fail' | 'unverifiable';
  message: string;
}

const fail = (message: string): Objection => ({ verdict: 'fail', message });
const unclear = (message: string): Objection => ({ verdict: 'unverifiable', message });

function objectionsTo({ conditions }: Statement): Objection[] {
  return [audienceObjection(conditions), subjectObjection(conditions)].filter(
    objection => objection !== undefined,
  );
}

/**
 * The tests of a claim that have to be true. `ForAnyValue:` asks for one match of the claim's one value, which is the same;
 * `ForAllValues:` and `...IfExists` are true for a token without the claim.
 */
function testsOf(conditions: Condition[], claim: string): Condition[] {
  return conditions.filter(({ key }) => key === `${issuer}:${claim}` || isUnknown(key));
}

const exact = /^(foranyvalue:)?stringequals$/;
const pattern = /^(foranyvalue:)?string(like|equalsignorecase)$/;

function audienceObjection(conditions: Condition[]): Objection | undefined {
  const tests = testsOf(conditions, 'aud');
  const test = tests.find(({ operator }) => exact.test(operator) || pattern.test(operator));
  if (!test) {
    return tests.some(({ operator }) => isUnknown(operator))
      ? unclear('Which audience it asks for is known only when it is deployed.')
      : fail(
          `No condition compares ${issuer}:aud, so that tokens for every audience of the provider get in.`,
        );
  }
  if (test.values.some(isUnknown))
    return unclear('Which audience it asks for is known only when it is deployed.');
  const others = test.values.filter(value => value !== 'sts.amazonaws.com');
  return others.length > 0
    ? fail(`The audience '${others.join(`', '`)}' lets in tokens that were made for others than AWS.`)
    : undefined;
}

function subjectObjection(conditions: Condition[]): Objection | undefined {
  const tests = testsOf(conditions, 'sub');
  if (tests.some(({ operator, key }) => isUnknown(operator) || isUnknown(key)))
    return unclear('Which subjects it trusts is known only when it is deployed.');
  const [loose] = tests;
  if (!loose) return fail(`No condition compares ${issuer}:sub: every repository on GitHub gets in.`);
  const holding = tests.filter(({ operator }) => exact.test(operator) || pattern.test(operator));
  if (holding.length === 0) {
    const opening = /^forallvalues:|ifexists$/.test(loose.operator)
      ? 'is true for a token without the claim as well'
      : 'does not ask for one exact subject';
    return fail(`The operator '${loose.operator}' on ${issuer}:sub ${opening}.`);
  }
  // each test has to be true: one that is exact is enough
  const judged = holding.map(subjectTestObjection);
  return judged.includes(undefined) ? undefined : judged[0];
}

function subjectTestObjection({ operator, values }: Condition): Objection | undefined {
  if (values.length === 0) return fail(`No value is given for ${issuer}:sub.`);
  const objections = values.flatMap(value => {
    const why = exceeding(value, pattern.test(operator) && operator.endsWith('like'));
    return why === undefined ? [] : [{ value, why }];
  });
  const [failed] = objections.filter(({ why }) => why !== '');
  if (failed) return fail(`The subject '${failed.value}' ${failed.why}.`);
  return objections.length > 0
    ? unclear(
        'Which workflows a subject that it trusts lets in cannot be told: it is no repository with a branch or environment.',
      )
    : undefined;
}

/**
 * Which other workflows a subject lets in.
 *
 * @returns nothing for an exact subject, and an empty text for one that cannot be judged
 */
function exceeding(subject: string, isPattern: boolean): string | undefined {
  if (isUnknown(subject)) return '';
  const hasStar = /[*?]/.test(subject);
  if (hasStar && !isPattern) return 'has a star, which StringEquals takes for a plain letter: nobody gets in';
  const [, owner = '', name = '', rest = ''] = /^repo:([^/:]*)\/([^:]*)(?::(.*))?$/.exec(subject) ?? [];
  if (hasStar && (owner === '' || /[*?]/.test(owner))) return 'lets in repositories of strangers';
  // an organization may have given its subjects another form
  if (owner === '') return '';
  if (/[*?]/.test(name)) return `lets in every repository of ${owner} that fits, also one that is made later`;
  return exceedingInside(`${owner}/${name}`, rest);
}

/** @param rest what the subject says after the repository */
function exceedingInside(repository: string, rest: string): string | undefined {
  const hasStar = /[*?]/.test(rest);
  if (/^pull_request\b/.test(rest) || rest.startsWith('ref:refs/pull/')) {
    const forks = 'those from forks too, where the repository lets them have tokens';
    return `lets in every pull request of ${repository} with the code that its author wrote, unread: ${forks}`;
  }
  if (hasStar && rest.startsWith('environment:'))
    return `lets in every environment of ${repository} that fits; whoever writes a workflow there can name a new one`;
  if (hasStar && rest.startsWith('ref:'))
    return `lets in every branch or tag of ${repository} that fits; whoever may write there can make one`;
  if (hasStar) return `lets in every branch, tag, environment and pull request of ${repository} that fits`;
  if (/^(environment:.|ref:refs\/(heads|tags)\/.)/.test(rest)) return undefined;
  return /^(environment|ref)?:?$/.test(rest)
    ? `names neither an environment nor a branch of ${repository}`
    : '';
}

function subjectsOf(statements: Statement[]): string {
  const subjects = statements.flatMap(({ conditions }) =>
    testsOf(conditions, 'sub').flatMap(({ values }) => listOf(values)),
  );
  return [...new Set(subjects)].map(subject => `'${String(subject)}'`).join(' and ');
}
