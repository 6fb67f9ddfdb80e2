import path from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Diagnostic, format, isBlocking } from '@goldpath/diagnostics';
import { writeTree } from '@goldpath/files';
import { describeProgram, DESCRIPTION_FOLDER } from '@goldpath/infrastructure-docs';
import { StepError, withStepErrors } from '@goldpath/plugin-goldpath-node';
import { checkRepository } from '@goldpath/repository-check';

/** The number of problems that the error lists. The log lists all of them. */
const LISTED_PROBLEMS = 5;

/** Example steps of a template.yaml. The tests run them. */
export const checkExamples = [
  {
    description: 'Check the files that the previous steps wrote into the workspace.',
    example: `steps:
  - id: check
    name: Check the service
    action: goldpath:check
`,
  },
  {
    description: 'Check, and add the diagram and the cost of the infrastructure to the documentation.',
    example: `steps:
  - id: check
    name: Check the service
    action: goldpath:check
    input:
      describe: true
`,
  },
];

/**
 * The action `goldpath:check`: prints the report to the log, and fails when a rule of severity `error` failed or could not
 * be verified. Warnings do not stop the task.
 *
 * @param check - checks a folder
 */
export function createCheckAction(check: typeof checkRepository = checkRepository) {
  return createTemplateAction({
    id: 'goldpath:check',
    description:
      'Checks the repository in the workspace: schema, workflows, catalog entities, and the policies on its executed infrastructure program. Fails when a rule of severity error fails or cannot be verified, so that no later step publishes.',
    supportsDryRun: true,
    examples: checkExamples,
    schema: {
      input: {
        describe: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether to add the diagram and the monthly cost of the infrastructure as docs/infrastructure (default: false)',
            ),
      },
      output: {},
    },
    async handler(ctx) {
      const onProgress = (line: string) => ctx.logger.info(line);
      let program: Parameters<typeof describeProgram>[0] | undefined;
      const diagnostics = await withStepErrors(
        () =>
          check(ctx.workspacePath, {
            signal: ctx.signal,
            onProgress,
            onExecuted: executed => {
              program = executed;
            },
          }),
        ctx.signal,
      );
      const report = await format(diagnostics, 'text');
      for (const line of report.trimEnd().split('\n')) ctx.logger.info(line);

      const blocking = diagnostics.filter(isBlocking);
      if (blocking.length > 0) throw new StepError(describeProblems(blocking));
      if (ctx.input.describe && program) {
        await writeTree(describeProgram(program), path.join(ctx.workspacePath, DESCRIPTION_FOLDER));
        ctx.logger.info(`Wrote the diagram and the cost of the infrastructure to ${DESCRIPTION_FOLDER}`);
      }
    },
  });
}

function describeProblems(problems: readonly Diagnostic[]): string {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const lines = problems.slice(0, LISTED_PROBLEMS).map(describeProblem);
  const rest = problems.length - lines.length;
  if (rest > 0) lines.push(`  and ${rest} more, see the log of this step`);
  return [`The check found ${count}; nothing is published:`, ...lines].join('\n');
}

function describeProblem({ rule, subject, location, message, fix = '' }: Diagnostic): string {
  const name = subject ? `${subject.type} ${subject.name} ` : '';
  return `  ${rule}: ${name}(${location.file}:${location.line}): ${message} ${fix}`.trimEnd();
}
