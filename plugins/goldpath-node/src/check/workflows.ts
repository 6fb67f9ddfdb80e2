import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '@goldpath/policies';
import { type Check, toResult } from './check.ts';
import { loadWorkflowParser } from './workflowParser.ts';

const RULE = 'workflow-valid';

/** The workflows are ones that GitHub accepts, and there is one. */
export const workflowsCheck: Check = {
  title: 'workflows',
  async run({ dir, files }) {
    const workflows = files.filter(file => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
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
    const parser = await loadWorkflowParser();
    const judged = workflows.map(async file => {
      const content = await readFile(path.join(dir, file), 'utf8');
      return judge(parser, file, content);
    });
    return (await Promise.all(judged)).flat();
  },
};

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
