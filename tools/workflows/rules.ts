import {
  environmentOf,
  type Concurrency,
  type Job,
  jobsOf,
  stepsOf,
  type Workflow,
  writesOf,
} from './workflow.ts';

/** Says what is wrong with a workflow, a sentence each that begins with `file:line`. */
export type WorkflowRule = (workflow: Workflow) => string[];

const at = ({ file, lineOf }: Workflow, place: (string | number)[], sentence: string) =>
  `${file}:${lineOf(place)}: ${sentence}`;

/** The platform's own workflows, which a tag names: the judge is of today, and moved by the platform. */
const platform = /^[\w-]+\/goldpath\/\.github\/workflows\/[\w-]+\.yml@v\d+$/;

/** Whose code runs does not change by itself: an action is named by its commit, and its version stands beside it. */
export const pinned: WorkflowRule = workflow => {
  const used = [
    ...stepsOf(workflow).map(({ at: place, step }) => ({ place, uses: step.uses })),
    ...jobsOf(workflow).map(([name, { uses }]) => ({ place: ['jobs', name], uses })),
  ];
  const lines = workflow.text.split('\n');
  return used.flatMap(({ place, uses }) => {
    if (!uses || uses.startsWith('./') || platform.test(uses)) return [];
    if (!/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses))
      return [at(workflow, [...place, 'uses'], `${uses} is not pinned to the 40 digits of a commit.`)];
    const line = lines[workflow.lineOf([...place, 'uses']) - 1] ?? '';
    return /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)
      ? []
      : [at(workflow, [...place, 'uses'], `${uses} has no version beside it, such as # v1.2.3.`)];
  });
};

/** What a job may do stands at the job; the workflow itself may read at most. */
export const leastPermissions: WorkflowRule = workflow => {
  const { content } = workflow;
  if (!content.jobs) return [];
  if (content.permissions === undefined)
    return [at(workflow, ['jobs'], 'The workflow has no permissions of its own, so that GitHub gives many.')];
  const all = [content.permissions, ...jobsOf(workflow).map(([, { permissions }]) => permissions)];
  return [
    ...(all.some(given => typeof given === 'string')
      ? [at(workflow, ['permissions'], 'Permissions name each scope, and are not all of them at once.')]
      : []),
    ...writesOf(content.permissions).map(scope =>
      at(workflow, ['permissions', scope], `${scope} is written to by every job; give it to the one.`),
    ),
  ];
};

/** Scopes with which a job speaks to people in the repository's name. */
const speaking = ['issues', 'pull-requests', 'security-events'];

/** A job that writes into issues, pull requests or findings runs no code of the repository. */
export const writersRunNothing: WorkflowRule = workflow =>
  jobsOf(workflow).flatMap(([name, job]) => {
    const scopes = writesOf(job.permissions).filter(scope => speaking.includes(scope));
    const checksOut = job.steps?.some(({ uses }) => uses?.startsWith('actions/checkout@'));
    return scopes.length > 0 && checksOut
      ? [at(workflow, ['jobs', name], `${name} may write to ${scopes} and checks out code that could.`)]
      : [];
  });

/** No text of a stranger, such as the name of a branch, becomes part of a command. */
export const noExpressionInRun: WorkflowRule = workflow =>
  stepsOf(workflow)
    .filter(({ step }) => step.run?.includes('${{'))
    .map(({ at: place }) =>
      at(workflow, [...place, 'run'], 'An expression stands in a command; hand it over in env.'),
    );

/** A job that hangs ends. */
export const timeLimited: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => job.steps && !(Number(job['timeout-minutes']) <= 120))
    .map(([name]) => at(workflow, ['jobs', name], `${name} has no timeout-minutes of 120 at most.`));

/** Whoever is vouched for is so by the environment, whose approvals and branches GitHub enforces. */
export const environmentForRoles: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => job.steps && writesOf(job.permissions).includes('id-token') && !environmentOf(job))
    .map(([name]) =>
      at(workflow, ['jobs', name], `${name} may ask for a token of GitHub's and has no environment.`),
    );

/** Who starts by itself does not pile up, and who writes somewhere outside is not cut off half-way. */
export const concurrencyTold: WorkflowRule = workflow => {
  const { content } = workflow;
  const jobs = jobsOf(workflow);
  const triggers = content.on;
  const onlyCalled =
    typeof triggers === 'object' && triggers !== null && Object.keys(triggers).join() === 'workflow_call';
  const missing =
    jobs.length > 0 && !onlyCalled && !content.concurrency && jobs.some(([, job]) => !job.concurrency);
  return [
    ...(missing
      ? [at(workflow, ['jobs'], 'Nothing says what happens when the workflow starts twice: concurrency.')]
      : []),
    ...jobs
      .filter(([, job]) => writesOutside(job) && [content, job].some(cancels))
      .map(([name]) =>
        at(workflow, ['jobs', name], `${name} has an environment and is cancelled by the next one.`),
      ),
  ];
};

const writesOutside = (job: Job) => job.steps !== undefined && environmentOf(job) !== undefined;

/** An expression may be true at times, which is as bad here. */
function cancels({ concurrency }: { concurrency?: Concurrency }): boolean {
  return typeof concurrency === 'object' && (concurrency['cancel-in-progress'] ?? false) !== false;
}

/** A called workflow gets the secrets that it needs by name, or none. */
export const noSecretsInherited: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, { secrets }]) => secrets === 'inherit')
    .map(([name]) => at(workflow, ['jobs', name, 'secrets'], `${name} hands every secret on.`));

/** The token does not stay in the folder that later steps run code in. */
export const noCredentialsLeft: WorkflowRule = workflow =>
  stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
    .filter(({ step }) => step.with?.['persist-credentials'] !== false)
    .map(({ at: place }) => at(workflow, place, 'checkout leaves its token: persist-credentials: false.'));

/** A pull request's code never runs with the rights of the branch that it wants into. */
export const noForeignCodeWithRights: WorkflowRule = workflow =>
  ['pull_request_target', 'workflow_run']
    .filter(trigger => JSON.stringify(workflow.content.on ?? null).includes(`"${trigger}"`))
    .map(trigger => at(workflow, ['on'], `${trigger} runs with the rights of the main branch.`));

/** The machine is the same until somebody changes it. */
export const machineNamed: WorkflowRule = workflow =>
  jobsOf(workflow)
    .filter(([, job]) => JSON.stringify(job['runs-on'] ?? '').includes('-latest'))
    .map(([name]) => at(workflow, ['jobs', name, 'runs-on'], `${name} runs on a machine that changes.`));

/** What each workflow and composite action obeys. */
export const workflowRules: Record<string, WorkflowRule> = {
  pinned,
  leastPermissions,
  writersRunNothing,
  noExpressionInRun,
  timeLimited,
  environmentForRoles,
  concurrencyTold,
  noSecretsInherited,
  noCredentialsLeft,
  noForeignCodeWithRights,
  machineNamed,
};

/** An action has one version in all of the files: says where it has two. */
export function onePinEach(workflows: readonly Workflow[]): string[] {
  const versions = new Map<string, Map<string, string>>();
  for (const { file, text } of workflows) {
    for (const [, action, version] of text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40} # v\S+)/g))
      versions.set(action!, (versions.get(action!) ?? new Map()).set(version, file));
  }
  return [...versions]
    .filter(([, found]) => found.size > 1)
    .map(
      ([action, found]) => `${action} has ${found.size} versions, in ${[...found.values()].join(' and ')}.`,
    );
}
