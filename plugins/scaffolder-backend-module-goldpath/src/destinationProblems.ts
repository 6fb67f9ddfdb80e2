import type { GithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import type { AnswerProblem } from '@goldpath/plugin-goldpath-node';
import { destinationProblem } from './localRepository.ts';

/** Whoever waits at the form is not kept longer; a taken name is then told by the step that publishes. */
const GITHUB_MILLISECONDS = 3_000;

/** Where services are published. */
export interface Destinations {
  /** absolute path of the folder of all local repositories */
  root: string;
  integrations: ScmIntegrations;
  github: GithubCredentialsProvider;
}

/**
 * What the place where a service shall be published has against the answers: a name that is taken there.
 *
 * @param actions - of the template; they say where it can publish. An answer `destination` says which of them is meant.
 * @param answers - those that are sound
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

/** Nothing is said where GitHub does not answer, or does not let the portal see the repository. */
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
    return response.ok ? `${owner}/${repo} exists on ${host} already; choose another name` : undefined;
  } catch {
    return undefined;
  }
}
