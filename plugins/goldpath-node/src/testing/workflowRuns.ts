/** A run of a workflow. */
export interface TestRun {
  id: number;
  /** file name */
  workflow: string;
  branch: string;
  sha: string;
  status: 'in_progress' | 'completed';
  jobs: { name: string; conclusion: string | null; completed_at: string | null }[];
}

/**
 * The answer to a request about the runs of a workflow or about the jobs of a run
 * (https://docs.github.com/en/rest/actions/workflow-runs and workflow-jobs, looked up 2026-11-29).
 *
 * @param route - below the address of the repository, such as `/actions/runs/1/jobs`
 * @returns undefined when there is none
 */
export function actionsAnswer(
  { runs, url }: { runs: readonly TestRun[]; url: string },
  route: string,
  query: URLSearchParams,
): unknown {
  const [, id] = /^\/actions\/runs\/(\d+)\/jobs$/.exec(route) ?? [];
  if (id !== undefined) {
    const jobs = runs.find(run => run.id === Number(id))?.jobs;
    return jobs && { jobs: jobs.map(job => ({ ...job, html_url: `${url}/runs/${id}/job/1` })) };
  }
  const [, workflow] = /^\/actions\/workflows\/([^/]+)\/runs$/.exec(route) ?? [];
  const ofWorkflow = runs.filter(run => run.workflow === workflow);
  if (ofWorkflow.length === 0) return undefined;
  const found = ofWorkflow.filter(
    ({ branch, sha }) => branch === query.get('branch') && sha === query.get('head_sha'),
  );
  return {
    workflow_runs: found.map(run => ({
      id: run.id,
      status: run.status,
      html_url: `${url}/runs/${run.id}`,
    })),
  };
}
