import path from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  checkRepository,
  type CheckReport,
  describeProgram,
  DESCRIPTION_FOLDER,
  formatReport,
  isBlocking,
  writeTree,
} from '@goldpath/plugin-goldpath-node';
import { explained, StepError } from '../stepError.ts';

type Result = CheckReport['results'][number];

/** How many failures the error names; the log has them all. */
const NAMED_FAILURES = 5;

/** Step definitions as they stand in a template.yaml; the tests run them. */
export const checkExamples = [
  {
    description: 'Check what the steps before have put into the workspace.',
    example: `steps:
  - id: check
    name: Check the service
    action: goldpath:check
`,
  },
  {
    description: 'Check, and add the drawing and the cost of the infrastructure to the documentation.',
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
 * The action `goldpath:check`: the whole report goes to the log, and the step fails when a rule of severity `error`
 * failed or could not be verified. Warnings are reported and let the task go on.
 *
 * @param check - what looks at the folder
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
              'Whether the drawing and the monthly cost of the infrastructure are added as docs/infrastructure (default: false)',
            ),
      },
      output: {},
    },
    async handler(ctx) {
      const onProgress = (line: string) => ctx.logger.info(line);
      let program: Parameters<typeof describeProgram>[0] | undefined;
      const report = await explained(() =>
        check(ctx.workspacePath, {
          signal: ctx.signal,
          onProgress,
          onExecuted: executed => {
            program = executed;
          },
        }),
      );
      for (const line of formatReport(report).trimEnd().split('\n')) ctx.logger.info(line);

      const blocking = report.results.filter(isBlocking);
      if (blocking.length > 0) throw new StepError(nameFailures(blocking));
      if (ctx.input.describe && program) {
        await writeTree(describeProgram(program), path.join(ctx.workspacePath, DESCRIPTION_FOLDER));
        ctx.logger.info(`Drew and priced the infrastructure: ${DESCRIPTION_FOLDER}`);
      }
    },
  });
}

function nameFailures(results: Result[]): string {
  const lines = results.slice(0, NAMED_FAILURES).map(({ rule, resource, location, message, remedy }) => {
    const place = `${location.file}:${location.line}`;
    return `  ${rule}: ${resource.type} ${resource.name} (${place}): ${message} ${remedy}`.trimEnd();
  });
  const rest = results.length - lines.length;
  return [
    `The check found ${results.length === 1 ? 'a problem' : `${results.length} problems`}; nothing is published:`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more, see the log of this step`] : []),
  ].join('\n');
}
