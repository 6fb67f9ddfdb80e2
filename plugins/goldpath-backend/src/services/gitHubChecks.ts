import type { ChecksResult } from '@goldpath/plugin-goldpath-common';
import type { GitHubServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { GitHubApi } from './GitHubApi.ts';
import { headCommit } from './headCommit.ts';

/** The workflow of a stamped service that calls the check of the platform. */
const WORKFLOW = 'policy.yml';
/** GitHub's name of the job `check` of the called workflow in the job `check` of the service's. Rulesets require it by this name. */
const JOB = 'check / check';

/** The fields that are used of https://docs.github.com/en/rest/actions/workflow-runs, looked up 2026-11-29. */
interface WorkflowRuns {
  workflow_runs: { id: number; status: string; html_url: string }[];
}

/** The fields that are used of https://docs.github.com/en/rest/actions/workflow-jobs, looked up 2026-11-29. */
interface WorkflowJobs {
  jobs: { name: string; conclusion: string | null; completed_at: string | null; html_url: string }[];
}

const unknown = (reason: string, url?: string): ChecksResult => ({
  result: 'unknown',
  reason,
  ...(url !== undefined && { url }),
});

/**
 * The result of the policy check that a service on GitHub ran for its last commit. Its code is neither cloned nor executed here. The
 * token needs the permission to read actions.
 *
 * @throws GitHubError
 */
export async function gitHubChecks(
  api: GitHubApi,
  repository: GitHubServiceRepository,
): Promise<ChecksResult> {
  const head = await headCommit(api, repository);
  if (!head) return unknown('the portal cannot see a commit of its branch');
  const query = new URLSearchParams({ branch: repository.branch, head_sha: head.sha, per_page: '1' });
  const route = `/actions/workflows/${WORKFLOW}/runs?${query}`;
  const answer = await api.get<WorkflowRuns>(repository, route, { keep: 'policy runs' });
  if (!answer) return unknown(`the portal cannot see a workflow ${WORKFLOW} in its repository`);
  const [run] = answer.workflow_runs;
  if (!run) return unknown(`${WORKFLOW} has not run for its last commit`);
  const jobs = await api.get<WorkflowJobs>(repository, `/actions/runs/${run.id}/jobs?per_page=100`, {
    keep: 'policy jobs',
  });
  const job = jobs?.jobs.find(({ name }) => name === JOB);
  if (job) return resultOf(job);
  if (run.status !== 'completed') return unknown('its check is running', run.html_url);
  return unknown(`${WORKFLOW} did not call the check of the platform`, run.html_url);
}

function resultOf({ conclusion, completed_at, html_url: url }: WorkflowJobs['jobs'][number]): ChecksResult {
  if (conclusion === null || completed_at === null) return unknown('its check is running', url);
  if (conclusion === 'success') return { result: 'pass', endedAt: completed_at, url };
  if (conclusion === 'failure') return { result: 'fail', endedAt: completed_at, url };
  return unknown(`its check ended as ${conclusion}`, url);
}
