import { isUnknown } from '@goldpath/program';
import { failure, type Problem, unverifiable } from './rules/problem.ts';

const otherForm =
  'Which workflows a trusted subject matches cannot be determined: it does not name a repository with a branch or an environment.';

/**
 * The problem with trusting a subject of a GitHub Actions token: it matches other workflows than those of one repository and
 * one environment or branch.
 *
 * @param isPattern whether `*` and `?` are wildcards
 */
export function subjectProblem(subject: string, isPattern: boolean): Problem | undefined {
  if (isUnknown(subject))
    return unverifiable('The subjects that it trusts are known only when it is deployed.');
  const fail = (consequence: string) => failure(`The subject '${subject}' ${consequence}.`);
  const isWild = hasWildcard(subject);
  if (isWild && !isPattern)
    return fail('has a wildcard, which StringEquals compares literally: nothing matches');
  const [, owner = '', name = '', claim = ''] = /^repo:([^/:]*)\/([^:]*)(?::(.*))?$/.exec(subject) ?? [];
  if (isWild && (owner === '' || hasWildcard(owner))) return fail('matches repositories of strangers');
  // an organization may have customized its subjects
  if (owner === '') return unverifiable(otherForm);
  const consequence = repositoryConsequence(owner, name) ?? claimConsequence(`${owner}/${name}`, claim);
  if (consequence !== undefined) return fail(consequence);
  return isExact(claim) ? undefined : unverifiable(otherForm);
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * The repositories that a subject matches, other than exactly one: `owner/name`, or `owner@583231/name@1296269` for those
 * that were created, renamed or transferred since 2026-07-15.
 */
function repositoryConsequence(owner: string, name: string): string | undefined {
  if (hasWildcard(name))
    return `matches every repository of ${owner} that fits, including ones created later`;
  const parts = [owner, name];
  const hasIds = parts.every(part => /^[^@]+@[1-9]\d*$/.test(part));
  if (hasIds || parts.every(part => !part.includes('@'))) return undefined;
  return 'has an id of only the owner or only the repository, or one that is not a number: nothing matches';
}

function isExact(claim: string): boolean {
  return /^(environment:.|ref:refs\/(heads|tags)\/.)/.test(claim);
}

/**
 * The other workflows of a repository that a claim matches.
 *
 * @param claim the part of a subject after the repository
 */
function claimConsequence(repository: string, claim: string): string | undefined {
  if (/^pull_request\b/.test(claim) || claim.startsWith('ref:refs/pull/')) {
    const forks = 'including those from forks if the repository issues tokens to them';
    return `matches every pull request of ${repository}, ${forks}, so that unreviewed code can use the role`;
  }
  if (hasWildcard(claim)) return wildcardConsequence(repository, claim);
  if (/^(environment|ref)?:?$/.test(claim))
    return `names neither an environment nor a branch of ${repository}`;
  return undefined;
}

function wildcardConsequence(repository: string, claim: string): string {
  if (claim.startsWith('environment:'))
    return `matches every environment of ${repository} that fits, and anyone who can write a workflow there can name a new one`;
  if (claim.startsWith('ref:'))
    return `matches every branch or tag of ${repository} that fits, and anyone who can write there can create one`;
  return `matches every branch, tag, environment and pull request of ${repository} that fits`;
}
