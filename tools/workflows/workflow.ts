import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseYaml, type YamlSource } from '@goldpath/diagnostics';

/** The parts of a step that are read here. */
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

/** The defaults for all `run` steps of a job or a workflow. */
export interface Defaults {
  run?: { shell?: string; 'working-directory'?: string };
}

/** The permissions of a token: by scope, or a string such as `read-all`. */
export type Permissions = string | Record<string, string>;

/** A group of runs of which only one is active. */
export type Concurrency = string | { group: string; 'cancel-in-progress'?: boolean | string };

/** The parts of a job that are read here. */
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

/** The parsed content of a workflow or a composite action. */
export interface WorkflowContent {
  on?: unknown;
  permissions?: Permissions;
  concurrency?: Concurrency;
  env?: Record<string, unknown>;
  defaults?: Defaults;
  jobs?: Record<string, Job>;
  /** only in a composite action */
  runs?: { steps?: Step[] };
}

/** A file of a workflow or of a composite action. */
export interface Workflow {
  /** relative to the folder that was searched, with `/` */
  file: string;
  text: string;
  content: WorkflowContent;
  lineOf: YamlSource['lineOf'];
}

/** Parses a workflow. */
export function parseWorkflow(file: string, text: string): Workflow {
  const yaml = parseYaml(text);
  const content = (yaml.documents[0]?.toJS() ?? {}) as WorkflowContent;
  return { file, text, content, lineOf: yaml.lineOf };
}

/** Reads every workflow and composite action of a repository, given its root folder. */
export async function loadWorkflows(root: string): Promise<Workflow[]> {
  const found = globSync(['.github/workflows/*.{yml,yaml}', '.github/actions/*/action.{yml,yaml}'], {
    cwd: root,
  });
  const files = found.map(file => file.split(path.sep).join('/')).sort();
  return Promise.all(
    files.map(async file => parseWorkflow(file, await readFile(path.join(root, file), 'utf8'))),
  );
}

/** The jobs of a workflow with their names; a composite action has none. */
export function jobsOf({ content }: Workflow): [name: string, job: Job][] {
  return Object.entries(content.jobs ?? {});
}

/** Every step with its path in the file. */
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
