import type { GitHubServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { GitHubApi } from './GitHubApi.ts';

/** The fields that are used of https://docs.github.com/en/rest/commits/commits, looked up 2026-11-28. */
export interface Commit {
  sha: string;
  commit: { tree: { sha: string }; committer: { date: string } };
}

/**
 * The last commit of the branch from which the catalog reads a service.
 *
 * @returns undefined when the portal cannot see the repository, or it is empty
 * @throws GitHubError
 */
export async function headCommit(
  api: GitHubApi,
  repository: GitHubServiceRepository,
): Promise<Commit | undefined> {
  const { branch } = repository;
  const route = `/commits?sha=${encodeURIComponent(branch)}&per_page=1`;
  const commits = await api.get<Commit[]>(repository, route, { keep: `head of ${branch}` });
  return commits?.[0];
}
