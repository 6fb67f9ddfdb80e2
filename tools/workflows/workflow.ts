import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseYaml, type YamlText } from '../../plugins/goldpath-node/src/source/yamlText.ts';

/** A step of a job or of a composite action, as far as it is looked at here. */
export interface Step {
  id?: string;
  name?: string;
  if?: string | boolean;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  shell?: string;
  env?: Record<string, unknown>;
  'working-directory'?: string;
}

/** What may be set for all `run` steps of a job or a workflow. */
export interface Defaults {
  run?: { shell?: string; 'working-directory'?: string };
}

/** What a token may do: by scope, or `read-all` and the like. */
export type Permissions = string | Record<string, string>;

/** A group of which one runs at a time. */
export type Concurrency = string | { group: string; 'cancel-in-progress'?: boolean | string };

/** A job, as far as it is looked at here. */
export interface Job {
  if?: string | boolean;
  uses?: string;
  with?: Record<string, unknown>;
  secrets?: unknown;
  'runs-on'?: unknown;
  'timeout-minutes'?: unknown;
  environment?: string | { name: string };
  permissions?: Permissions;
  concurrency?: Concurrency;
  strategy?: { matrix?: Record<string, unknown> };
  services?: Record<string, { image: string; env?: Record<string, string>; ports?: (string | number)[] }>;
  env?: Record<string, unknown>;
  defaults?: Defaults;
  steps?: Step[];
}

/** A workflow, or a composite action, as its file says it. */
export interface WorkflowContent {
  on?: unknown;
  permissions?: Permissions;
  concurrency?: Concurrency;
  env?: Record<string, unknown>;
  defaults?: Defaults;
  jobs?: Record<string, Job>;
  /** of a composite action */
  runs?: { steps?: Step[] };
}

/** A file of a workflow or of a composite action. */
export interface Workflow {
  /** relative to the folder that was searched, with `/` */
  file: string;
  text: string;
  content: WorkflowContent;
  lineOf: YamlText['lineOf'];
}

/** Reads a workflow from its text. */
export function parseWorkflow(file: string, text: string): Workflow {
  const yaml = parseYaml(text);
  const content = (yaml.documents[0]?.toJS() ?? {}) as WorkflowContent;
  return { file, text, content, lineOf: yaml.lineOf };
}

/** Every workflow and every composite action of a repository, by its root. */
export async function loadWorkflows(root: string): Promise<Workflow[]> {
  const found = globSync(['.github/workflows/*.{yml,yaml}', '.github/actions/*/action.{yml,yaml}'], {
    cwd: root,
  });
  const files = found.map(file => file.split(path.sep).join('/')).sort();
  return Promise.all(
    files.map(async file => parseWorkflow(file, await readFile(path.join(root, file), 'utf8'))),
  );
}

/** The jobs of a workflow with their names; none of an action. */
export function jobsOf({ content }: Workflow): [name: string, job: Job][] {
  return Object.entries(content.jobs ?? {});
}

/** Every step with its place in the file. */
export function stepsOf(workflow: Workflow): { at: (string | number)[]; step: Step }[] {
  const placed = (steps: Step[] | undefined, ...at: string[]) =>
    (steps ?? []).map((step, index) => ({ at: [...at, index], step }));
  return [
    ...jobsOf(workflow).flatMap(([name, { steps }]) => placed(steps, 'jobs', name, 'steps')),
    ...placed(workflow.content.runs?.steps, 'runs', 'steps'),
  ];
}

/** The name of a job's environment, which may be an expression. */
export function environmentOf({ environment }: Job): string | undefined {
  return typeof environment === 'object' ? environment.name : environment;
}

/** The scopes that a job or a workflow may write to. */
export function writesOf(permissions: Permissions | undefined): string[] {
  if (typeof permissions === 'string') return permissions === 'write-all' ? ['everything'] : [];
  return Object.entries(permissions ?? {})
    .filter(([, access]) => access === 'write')
    .map(([scope]) => scope);
}
