import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '@goldpath/policies';
import { parseYaml, YamlError } from '../source/yamlText.ts';
import { type Check, toResult } from './check.ts';
import { loadWorkflowParser } from './workflowParser.ts';

const RULE = 'workflow-valid';

const GITLAB_FILE = '.gitlab-ci.yml';

/** The workflows are ones that GitHub accepts, and there is one; GitLab's pipeline may stand in their place. */
export const workflowsCheck: Check = {
  title: 'workflows',
  async run({ dir, files }) {
    const workflows = files.filter(file => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
    if (files.includes(GITLAB_FILE)) {
      const content = await readFile(path.join(dir, GITLAB_FILE), 'utf8');
      return [judgeGitlab(content), ...(await judgeAll(dir, workflows))];
    }
    if (workflows.length === 0) {
      const resource = { type: 'workflow', name: '.github/workflows' };
      const message = 'No workflow tests a change before it is merged.';
      return [
        toResult(RULE, {
          resource,
          file: '.github/workflows',
          message,
          remedy: 'Add .github/workflows/ci.yml.',
        }),
      ];
    }
    return judgeAll(dir, workflows);
  },
};

async function judgeAll(dir: string, workflows: string[]): Promise<CheckResult[]> {
  if (workflows.length === 0) return [];
  const parser = await loadWorkflowParser();
  const judged = workflows.map(async file => {
    const content = await readFile(path.join(dir, file), 'utf8');
    return judge(parser, file, content);
  });
  return (await Promise.all(judged)).flat();
}

/** GitLab alone knows all of its own schema; that the file is YAML and that jobs do something is told here. */
function judgeGitlab(content: string): CheckResult {
  const found = (message: string, line?: number) =>
    toResult(RULE, {
      resource: { type: 'pipeline', name: GITLAB_FILE },
      file: GITLAB_FILE,
      message,
      ...(line !== undefined && { line, remedy: 'Correct the pipeline there.' }),
    });
  try {
    const pipeline: unknown = parseYaml(content).documents[0]?.toJS({ maxAliasCount: 100 });
    const jobs = Object.values(pipeline ?? {}).filter(
      job => typeof job === 'object' && job !== null && ('script' in job || 'trigger' in job),
    );
    return jobs.length > 0
      ? found('The pipeline is YAML, and has jobs.')
      : found('No job of the pipeline does anything.', 1);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return found(`The pipeline is not YAML: ${error.message}.`, error.line);
  }
}

async function judge(
  {
    parseWorkflow,
    convertWorkflowTemplate,
    NoOperationTraceWriter,
  }: Awaited<ReturnType<typeof loadWorkflowParser>>,
  file: string,
  content: string,
): Promise<CheckResult[]> {
  const resource = { type: 'workflow', name: path.posix.basename(file) };
  const { context, value } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
  if (value && context.errors.count === 0) await convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors();
  if (errors.length === 0)
    return [toResult(RULE, { resource, file, message: 'GitHub accepts the workflow.' })];

  return errors.map(({ rawMessage, range }) => {
    const [text = ''] = rawMessage.split('\n');
    const message = text.endsWith('.') ? text : `${text}.`;
    return toResult(RULE, {
      resource,
      file,
      line: range?.start.line,
      message,
      remedy: 'Correct the workflow there.',
    });
  });
}
