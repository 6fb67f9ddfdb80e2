import {
  type Concurrency,
  environmentOf,
  type Job,
  jobsOf,
  stepsOf,
  type Workflow,
  writesOf,
} from './workflow.ts';

/** Returns the problems of a workflow, as sentences that begin with `file:line`. */
export type WorkflowRule = (workflow: Workflow) => string[];

const at = ({ file, lineOf }: Workflow, place: (string | number)[], sentence: string) =>
  `${file}:${lineOf(place)}: ${sentence}`;

/** The platform's own workflows, which are named by a tag so that services always run the current checks. */
const platform = /^[\w-]+\/goldpath\/\.github\/workflows\/[\w-]+\.yml@v\d+$/;

/** Actions are pinned to a commit, with the version in a comment, so that their code does not change unnoticed. */
export const pinned: WorkflowRule = workflow => {
  const used = [
    ...stepsOf(workflow).map(({ at: place, step }) => ({ place, uses: step.uses })),
    ...jobsOf(workflow).map(([name, { uses }]) => ({ place: ['jobs', name], uses })),
  ];
  const lines = workflow.text.split('\n');
  const problems: string[] = [];
  for (const { place, uses } of used) {
    if (!uses || uses.startsWith('./') || platform.test(uses)) continue;
    const line = lines[workflow.lineOf([...place, 'uses']) - 1] ?? '';
    const report = (problem: string) => problems.push(at(workflow, [...place, 'uses'], `${uses} ${problem}`));
    if (!/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses))
      report('is not pinned to the 40 digits of a commit.');
    else if (!/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
      report('has no version in a comment, such as # v1.2.3.');
  }
  return problems;
};

/** Permissions to write are declared by jobs; the workflow has at most permissions to read. */
export const leastPermissions: WorkflowRule = workflow => {
  const { content } = workflow;
  if (!content.jobs) return [];
  if (content.permissions === undefined)
    return [at(workflow, ['jobs'], 'The workflow declares no permissions, so GitHub grants many.')];
  const all = [content.permissions, ...jobsOf(workflow).map(([, { permissions }]) => permissions)];
  const problems = writesOf(content.permissions).map(scope =>
    at(
      workflow,
      ['permissions', scope],
      `Every job may write to ${scope}; grant it to the job that needs it.`,
    ),
  );
  if (all.some(given => typeof given === 'string'))
    problems.unshift(
      at(workflow, ['permissions'], 'Permissions must name each scope, not all of them at once.'),
    );
  return problems;
};

/** Scopes with which a job writes messages that users read. */
const publishing = ['issues', 'pull-requests', 'security-events'];

/** A job that writes to issues, pull requests or findings does not run code of the repository. */
export const writersRunNothing: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => job.steps?.some(({ uses }) => uses?.startsWith('actions/checkout@')))
    .map(([name, job]) => ({
      name,
      scopes: writesOf(job.permissions).filter(scope => publishing.includes(scope)),
    }))
    .filter(({ scopes }) => scopes.length > 0)
    .map(({ name, scopes }) =>
      at(workflow, ['jobs', name], `${name} may write to ${scopes.join(', ')} and checks out code.`),
    );

/** Untrusted input, such as the name of a branch, does not become part of a command. */
export const noExpressionInRun: WorkflowRule = workflow =>
  stepsOf(workflow)
    .filter(({ step }) => step.run?.includes('${{'))
    .map(({ at: place }) =>
      at(workflow, [...place, 'run'], 'A command contains an expression; pass it in env.'),
    );

/** A job that hangs is stopped. */
export const timeLimited: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => job.steps && !(Number(job['timeout-minutes']) <= 120))
    .map(([name]) => at(workflow, ['jobs', name], `${name} has no timeout-minutes of at most 120.`));

/** A job that assumes a role has an environment, whose approvals and branches GitHub enforces. */
export const environmentForRoles: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => job.steps && writesOf(job.permissions).includes('id-token') && !environmentOf(job))
    .map(([name]) =>
      at(workflow, ['jobs', name], `${name} may request an OIDC token and has no environment.`),
    );

/** Runs of a workflow do not pile up, and a deployment is not cancelled half-way. */
export const concurrencyDeclared: WorkflowRule = workflow => {
  const { content } = workflow;
  const jobs = jobsOf(workflow);
  const triggers = content.on;
  const onlyCalled =
    typeof triggers === 'object' && triggers !== null && Object.keys(triggers).join() === 'workflow_call';
  const missing =
    jobs.length > 0 && !onlyCalled && !content.concurrency && jobs.some(([, job]) => !job.concurrency);
  const cancelled = jobs
    .filter(([, job]) => deploys(job) && [content, job].some(cancels))
    .map(([name]) =>
      at(workflow, ['jobs', name], `${name} has an environment and is cancelled by the next run.`),
    );
  if (!missing) return cancelled;
  return [at(workflow, ['jobs'], 'The workflow does not declare concurrency.'), ...cancelled];
};

const deploys = (job: Job) => job.steps !== undefined && environmentOf(job) !== undefined;

/** Whether a new run cancels the current one; an expression counts, since it may be true. */
function cancels({ concurrency }: { concurrency?: Concurrency }): boolean {
  return typeof concurrency === 'object' && (concurrency['cancel-in-progress'] ?? false) !== false;
}

/** A called workflow gets only the secrets that it names. */
export const noSecretsInherited: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, { secrets }]) => secrets === 'inherit')
    .map(([name]) => at(workflow, ['jobs', name, 'secrets'], `${name} passes every secret on.`));

/** The token is not kept in the folder in which later steps run code. */
export const noCredentialsLeft: WorkflowRule = workflow =>
  stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
    .filter(({ step }) => step.with?.['persist-credentials'] !== false)
    .map(({ at: place }) => at(workflow, place, 'checkout keeps its token; set persist-credentials: false.'));

/** The code of a pull request never runs with the permissions of its target branch. */
export const noForeignCodeWithRights: WorkflowRule = workflow =>
  ['pull_request_target', 'workflow_run']
    .filter(trigger => JSON.stringify(workflow.content.on ?? null).includes(`"${trigger}"`))
    .map(trigger => at(workflow, ['on'], `${trigger} runs with the permissions of the main branch.`));

/** The runner's image changes only when the workflow does. */
export const machineNamed: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => JSON.stringify(job['runs-on'] ?? '').includes('-latest'))
    .map(([name]) => at(workflow, ['jobs', name, 'runs-on'], `${name} runs on an image that changes.`));

/** The rules for workflows and composite actions, by name. */
export const workflowRules: Record<string, WorkflowRule> = {
  pinned,
  leastPermissions,
  writersRunNothing,
  noExpressionInRun,
  timeLimited,
  environmentForRoles,
  concurrencyDeclared,
  noSecretsInherited,
  noCredentialsLeft,
  noForeignCodeWithRights,
  machineNamed,
};

/** Returns the actions that have more than one version in the files. */
export function onePinEach(workflows: readonly Workflow[]): string[] {
  const versions = new Map<string, Map<string, string>>();
  for (const { file, text } of workflows) {
    for (const [, action = '', version = ''] of text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40} # v\S+)/g)) {
      const files = versions.get(action) ?? new Map<string, string>();
      versions.set(action, files.set(version, file));
    }
  }
  return [...versions]
    .filter(([, found]) => found.size > 1)
    .map(
      ([action, found]) => `${action} has ${found.size} versions, in ${[...found.values()].join(' and ')}.`,
    );
}
