import type { GithubCredentialsProvider } from '@backstage/integration';
import {
  answerProblem,
  connectionProblem,
  type GitHubServiceRepository,
} from '@goldpath/plugin-goldpath-node';

/** The portal does not wait longer for an answer of GitHub, in milliseconds. */
const TIMEOUT = 10_000;

/** GitHub refuses a request, or does not answer. The message is a clause, such as "github.com answers with status 503". */
export class GitHubError extends Error {
  override name = 'GitHubError';
}

/**
 * Reads repositories through GitHub's REST API with the portal's credentials. An answer that has not changed is not sent again, and
 * does not count against the limit of requests
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api, looked up 2026-11-28).
 */
export class GitHubApi {
  readonly #github: GithubCredentialsProvider;
  /** by repository and the name of the answer */
  readonly #known = new Map<string, { address: string; etag: string; value: unknown }>();

  constructor(github: GithubCredentialsProvider) {
    this.#github = github;
  }

  /**
   * The answer to a request about a repository.
   *
   * @param path - below the address of the repository, such as `/git/trees/main`
   * @param options - `keep` keeps the answer under this name for requests with its ETag, in the place of an earlier one of the
   *   repository
   * @returns undefined when GitHub answers 404 or 409, which it does for an empty repository
   * @throws GitHubError
   */
  async get<T>(
    { api, url, owner, repo }: GitHubServiceRepository,
    path: string,
    { keep }: { keep?: string } = {},
  ): Promise<T | undefined> {
    const address = `${api}/repos/${owner}/${repo}${path}`;
    const { headers } = await this.#github.getCredentials({ url });
    const key = `${api}/${owner}/${repo} ${keep}`;
    const kept = keep === undefined ? undefined : this.#known.get(key);
    const known = kept?.address === address ? kept : undefined;
    const response = await fetch(address, {
      headers: { ...headers, ...(known && { 'if-none-match': known.etag }) },
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((error: unknown) => {
      throw new GitHubError(connectionProblem(new URL(url).host, error));
    });
    if (response.status === 304 && known) return known.value as T;
    if (!response.ok) {
      await response.body?.cancel();
      if (response.status === 404 || response.status === 409) return undefined;
      throw new GitHubError(refusal(new URL(url).host, address, response));
    }
    const value = (await response.json()) as T;
    const etag = response.headers.get('etag');
    if (keep !== undefined && etag !== null) this.#known.set(key, { address, etag, value });
    return value;
  }
}

/** The header is described in https://docs.github.com/en/rest/overview/permissions-required-for-fine-grained-personal-access-tokens. */
function refusal(host: string, address: string, response: Response): string {
  const problem = answerProblem(host, response);
  if (problem !== undefined) return problem;
  const permissions = response.headers.get('x-accepted-github-permissions');
  const needed = permissions === null ? '' : `; the portal's token needs the permission ${permissions}`;
  return `${host} answers ${address} with status ${response.status}${needed}`;
}
