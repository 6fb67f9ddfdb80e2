import type { GithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import type { AnswerProblem } from '@goldpath/template';
import { destinationProblem } from '../localRepository.ts';

/** The form does not wait longer. The publishing step repeats its calls for 23 s before it reports that GitHub is away. */
const GITHUB_MILLISECONDS = 3_000;

/** The places where services are published. */
export interface Destinations {
  /** absolute path of the folder of all local repositories; undefined when the portal does not publish locally */
  root: string | undefined;
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
    const message = 'is not available: this portal does not publish to local folders; choose another one';
    return destination === undefined ? undefined : { field: 'destination', message };
  }
  const message = name === undefined ? undefined : await destinationProblem(root, name);
  return message === undefined ? undefined : { field: 'name', message };
}

/** Nothing is reported when GitHub does not show the repository to the portal: it is free, or belongs to others. */
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
    if (response.ok) return `${owner}/${repo} already exists on ${host}; choose another name`;
    return statusProblem(host, response.status);
  } catch (error) {
    return `cannot be created: ${host} does not answer (${causeOf(error)}); try again later`;
  }
}

function statusProblem(host: string, status: number): string | undefined {
  if (status === 401) return `cannot be created: ${host} refuses the portal's token; ask for a new one`;
  if (status >= 500) return `cannot be created: ${host} answers with status ${status}; try again later`;
  return undefined;
}

/** `fetch` hides the cause of a failed connection behind "fetch failed". */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || (cause as NodeJS.ErrnoException).code || message;
}
