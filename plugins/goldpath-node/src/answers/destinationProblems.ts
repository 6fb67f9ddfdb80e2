import type { AnswerProblem } from '@goldpath/template';
import {
  answerProblem,
  connectionProblem,
  getFromGitHub,
  type GitHubAccess,
  gitHubRepository,
  type GitHubRepository,
} from '../gitHub.ts';
import { destinationProblem } from '../localRepository.ts';

/** The places where services are published. */
export interface Destinations extends GitHubAccess {
  /** absolute path of the folder of all local repositories; undefined when the portal does not publish locally */
  root: string | undefined;
}

/**
 * Validates answers against the place where the service is published: the name has to be free there.
 *
 * @param actions - the template's actions, which define where it can publish; the answer `destination` selects one
 * @param answers - the valid answers
 */
export async function destinationProblems(
  actions: ReadonlySet<string>,
  answers: Record<string, string | undefined>,
  destinations: Destinations,
): Promise<AnswerProblem[]> {
  const goesTo = (destination: string, action: string) =>
    actions.has(action) && (answers.destination ?? destination) === destination;
  const problems: AnswerProblem[] = [];
  if (goesTo('local', 'goldpath:publish:local')) {
    const problem = await localProblem(answers, destinations);
    if (problem) problems.push(problem);
  }
  if (answers.repoUrl !== undefined && goesTo('github', 'publish:github')) {
    const message = await githubProblem(answers.repoUrl, destinations);
    if (message) problems.push({ field: 'repoUrl', message });
  }
  return problems;
}

async function localProblem(
  { name, destination }: Record<string, string | undefined>,
  { root }: Destinations,
): Promise<AnswerProblem | undefined> {
  if (root === undefined) {
    if (destination === undefined) return undefined;
    const message = 'is not available: this portal does not publish to local folders; choose another one';
    return { field: 'destination', message };
  }
  if (name === undefined) return undefined;
  const message = await destinationProblem(root, name);
  return message === undefined ? undefined : { field: 'name', message };
}

/** Nothing is reported when GitHub does not show the repository to the portal: it is free, or belongs to others. */
async function githubProblem(repoUrl: string, access: GitHubAccess): Promise<string | undefined> {
  let repository: GitHubRepository | undefined;
  try {
    repository = gitHubRepository(repoUrl, access);
  } catch (error) {
    return `cannot be used: ${(error as Error).message}`;
  }
  if (!repository) return undefined;
  const { host, owner, repo } = repository;
  let problem: string | undefined;
  try {
    const path = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
    const response = await getFromGitHub(repository, path, access);
    await response.body?.cancel();
    if (response.ok) return `${owner}/${repo} already exists on ${host}; choose another name`;
    problem = answerProblem(host, response);
  } catch (error) {
    problem = connectionProblem(host, error);
  }
  return problem && `cannot be created: ${problem}`;
}
