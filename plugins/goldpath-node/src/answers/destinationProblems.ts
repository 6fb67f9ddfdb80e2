import type { GithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import type { AnswerProblem } from '@goldpath/template';
import { destinationProblem } from '../localRepository.ts';

/** The form does not wait longer. The publishing step reports a taken name then. */
const GITHUB_MILLISECONDS = 3_000;

/** The places where services are published. */
export interface Destinations {
  /** absolute path of the folder of all local repositories */
  root: string;
  integrations: ScmIntegrations;
  github: GithubCredentialsProvider;
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
  if (answers.name !== undefined && goesTo('local', 'goldpath:publish:local')) {
    const message = await destinationProblem(destinations.root, answers.name);
    if (message) problems.push({ field: 'name', message });
  }
  if (answers.repoUrl !== undefined && goesTo('github', 'publish:github')) {
    const message = await githubProblem(answers.repoUrl, destinations);
    if (message) problems.push({ field: 'repoUrl', message });
  }
  return problems;
}

/** Nothing is reported when GitHub does not answer, or does not show the repository to the portal. */
async function githubProblem(
  repoUrl: string,
  { integrations, github }: Destinations,
): Promise<string | undefined> {
  let host: string;
  let owner: string | undefined;
  let repo: string;
  try {
    ({ host, owner, repo } = parseRepoUrl(repoUrl, integrations));
  } catch (error) {
    return `cannot be used: ${(error as Error).message}`;
  }
  const api = integrations.github.byHost(host)?.config.apiBaseUrl;
  if (!api || !owner) return undefined;
  try {
    const { headers } = await github.getCredentials({ url: `https://${host}/${owner}/${repo}` });
    const response = await fetch(`${api}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`, {
      ...(headers && { headers }),
      signal: AbortSignal.timeout(GITHUB_MILLISECONDS),
    });
    await response.body?.cancel();
    return response.ok ? `${owner}/${repo} already exists on ${host}; choose another name` : undefined;
  } catch {
    return undefined;
  }
}
