import type { GithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';

/** The portal does not wait longer for an answer of GitHub, in milliseconds. */
const GITHUB_MILLISECONDS = 3_000;

/** The configured hosts of repositories, and the portal's credentials for them. */
export interface GitHubAccess {
  integrations: ScmIntegrations;
  github: GithubCredentialsProvider;
}

/** A repository on GitHub, from a picker's value such as `github.com?owner=acme&repo=desk`. */
export interface GitHubRepository {
  host: string;
  owner: string;
  repo: string;
  /** the address of the API, without a slash at the end */
  api: string;
}

/**
 * Reads the value of a repository picker.
 *
 * @returns undefined when the host is not one of GitHub, or the owner is missing
 * @throws Error when the value is not valid, or its host is not configured
 */
export function gitHubRepository(
  repoUrl: string,
  { integrations }: Pick<GitHubAccess, 'integrations'>,
): GitHubRepository | undefined {
  const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
  const api = integrations.github.byHost(host)?.config.apiBaseUrl;
  if (!api || !owner) return undefined;
  return { host, owner, repo, api };
}

/** Sends a GET request to the API with the portal's credentials, and waits three seconds for the answer. */
export async function getFromGitHub(
  { host, owner, repo, api }: GitHubRepository,
  path: string,
  { github }: Pick<GitHubAccess, 'github'>,
): Promise<Response> {
  const { headers } = await github.getCredentials({ url: `https://${host}/${owner}/${repo}` });
  const signal = AbortSignal.timeout(GITHUB_MILLISECONDS);
  return fetch(`${api}${path}`, { ...(headers && { headers }), signal });
}

/**
 * The reason why GitHub does not serve the portal now, in a clause such as "github.com answers with status 503"; undefined when
 * it does. The request does not count against the limit of the portal's token, and also asks for that limit
 * (https://docs.github.com/en/rest/rate-limit/rate-limit, looked up 2026-11-28; GitHub Enterprise Server answers 404 without limits).
 */
export async function gitHubProblem(
  repository: GitHubRepository,
  access: Pick<GitHubAccess, 'github'>,
): Promise<string | undefined> {
  try {
    const response = await getFromGitHub(repository, '/rate_limit', access);
    const problem = answerProblem(repository.host, response);
    if (problem !== undefined || !response.ok) {
      await response.body?.cancel();
      return problem;
    }
    const { resources } = (await response.json()) as { resources?: { core?: Limit } };
    return resources?.core?.remaining === 0 ? limitProblem(repository.host, resources.core.reset) : undefined;
  } catch (error) {
    return connectionProblem(repository.host, error);
  }
}

/**
 * Whether a repository exists, as far as the portal's credentials can see it; unknown when GitHub does not answer that.
 *
 * https://docs.github.com/en/rest/repos/repos#get-a-repository, looked up 2026-11-29
 */
export async function repositoryPresence(
  repository: GitHubRepository,
  access: Pick<GitHubAccess, 'github'>,
): Promise<'exists' | 'missing' | 'unknown'> {
  const route = `/repos/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.repo)}`;
  try {
    const { ok, status, body } = await getFromGitHub(repository, route, access);
    await body?.cancel();
    if (ok) return 'exists';
    return status === 404 ? 'missing' : 'unknown';
  } catch {
    // the caller reports why GitHub is away
    return 'unknown';
  }
}

interface Limit {
  remaining: number;
  /** seconds since 1970 */
  reset: number;
}

/**
 * The reason why an answer of GitHub is not one to a request, in a clause; undefined for every other answer.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api, looked up 2026-11-28
 */
export function answerProblem(
  host: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
): string | undefined {
  if (status === 401) return `${host} refuses the portal's token; ask for a new one`;
  if (status >= 500) return `${host} answers with status ${status}; try again later`;
  const isLimited = headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
  if ((status === 403 || status === 429) && isLimited)
    return limitProblem(host, Number(headers.get('x-ratelimit-reset')));
  return undefined;
}

/** The clause for a request that was not answered. */
export function connectionProblem(host: string, error: unknown): string {
  return `${host} does not answer (${causeOf(error)}); try again later`;
}

/** @param reset - seconds since 1970; 0 when it is not known */
function limitProblem(host: string, reset: number): string {
  const until = reset > 0 ? `until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC` : 'for now';
  return `${host} accepts no more requests of the portal's token ${until}; try again later`;
}

/** `fetch` hides the cause of a failed connection behind "fetch failed". */
function causeOf(error: unknown): string {
  const { message, code, cause } = error as NodeJS.ErrnoException;
  // an error with several addresses has no message
  if (!(cause instanceof Error)) return message || (code ?? 'unknown error');
  return cause.message || (cause as NodeJS.ErrnoException).code || message;
}
