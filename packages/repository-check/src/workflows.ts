import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, parseYaml, type Rule, YamlError } from '@goldpath/diagnostics';
import { missingParts } from '@goldpath/template';
import { type Check, failed, passed } from './check.ts';
import { loadWorkflowParser } from './workflowParser.ts';

const GITLAB_FILE = '.gitlab-ci.yml';

const workflowValid: Rule = {
  id: 'workflow-valid',
  title: 'There is a pipeline where one is declared, and GitHub accepts every workflow.',
  why: 'A workflow that GitHub does not accept runs no tests, and does so silently.',
  fix: 'Correct the workflow at the reported line.',
  severity: 'error',
  reference: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
};

/** GitHub accepts the workflows, and there is one where a pipeline is declared; a GitLab pipeline can take its place. */
export const workflowsCheck: Check = {
  title: 'workflows',
  rules: [workflowValid],
  async run({ dir, files, contains }) {
    const isDeclared = contains.includes('pipeline');
    const missing = missingParts(isDeclared ? ['pipeline'] : [], { files, componentTypes: [] });
    const workflows = files.filter(file => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
    const found = missing.map(({ file }) => missingWorkflow(file));
    if (files.includes(GITLAB_FILE))
      found.push(checkGitlabPipeline(await readFile(path.join(dir, GITLAB_FILE), 'utf8')));
    return [...found, ...(await checkWorkflows(dir, workflows))];
  },
};

function missingWorkflow(file: string): Diagnostic {
  const folder = path.posix.dirname(file);
  return failed(
    workflowValid,
    { type: 'workflow', name: folder },
    { file: folder, line: 1 },
    { message: 'No workflow tests a change before it is merged.', fix: `Add ${file}.` },
  );
}

async function checkWorkflows(dir: string, workflows: string[]): Promise<Diagnostic[]> {
  if (workflows.length === 0) return [];
  const parser = await loadWorkflowParser();
  const checked = workflows.map(async file =>
    checkWorkflow(parser, file, await readFile(path.join(dir, file), 'utf8')),
  );
  return (await Promise.all(checked)).flat();
}

/** Checks that the pipeline is YAML and that a job has a script. Only GitLab knows its whole schema. */
function checkGitlabPipeline(content: string): Diagnostic {
  const pipeline = { type: 'pipeline', name: GITLAB_FILE };
  const fail = (line: number, message: string) =>
    failed(
      workflowValid,
      pipeline,
      { file: GITLAB_FILE, line },
      { message, fix: 'Correct the pipeline there.' },
    );
  try {
    const value: unknown = parseYaml(content).documents[0]?.toJS({ maxAliasCount: 100 });
    const jobs = Object.values(value ?? {}).filter(
      job => typeof job === 'object' && job !== null && ('script' in job || 'trigger' in job),
    );
    if (jobs.length === 0) return fail(1, 'No job of the pipeline has a script or a trigger.');
    return passed(
      workflowValid,
      pipeline,
      { file: GITLAB_FILE, line: 1 },
      'The pipeline is YAML and has jobs.',
    );
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return fail(error.line, `The pipeline is not YAML: ${error.message}.`);
  }
}

async function checkWorkflow(
  parser: Awaited<ReturnType<typeof loadWorkflowParser>>,
  file: string,
  content: string,
): Promise<Diagnostic[]> {
  const workflow = { type: 'workflow', name: path.posix.basename(file) };
  const trace = new parser.NoOperationTraceWriter();
  const { context, value } = parser.parseWorkflow({ name: file, content }, trace);
  if (value && context.errors.count === 0) await parser.convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors();
  if (errors.length === 0)
    return [passed(workflowValid, workflow, { file, line: 1 }, 'GitHub accepts the workflow.')];
  return errors.map(({ rawMessage, range }) => {
    const [text = ''] = rawMessage.split('\n');
    const message = text.endsWith('.') ? text : `${text}.`;
    const location = { file, line: range?.start.line ?? 1 };
    return failed(workflowValid, workflow, location, { message, fix: 'Correct the workflow there.' });
  });
}
