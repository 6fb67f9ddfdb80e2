import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import { writeTree } from '@goldpath/files';
import {
  InvalidAnswersError,
  type RemoteReader,
  templateFolder,
  validateInCatalog,
  withPortalAnswers,
  withStepErrors,
} from '@goldpath/plugin-goldpath-node';
import { type Answers, loadTemplate, stampTree } from '@goldpath/template';

/** Example steps of a template.yaml. The tests run them. */
export const stampExamples = [
  {
    description: 'Stamp the running template from all answers of the form.',
    example: `steps:
  - id: stamp
    name: Stamp the service
    action: goldpath:stamp
    input:
      answers: \${{ parameters }}
`,
  },
];

/**
 * The action `goldpath:stamp`: validates the answers, then writes the stamped repository into the workspace.
 *
 * @param deps - `answers` are the portal's own, by field
 */
export function createStampAction(deps: RemoteReader & { catalog: CatalogService; answers: Answers }) {
  return createTemplateAction({
    id: 'goldpath:stamp',
    description:
      'Validates the answers against the template and the catalog, and writes the stamped repository into the empty workspace. All problems are reported at once, each with its field; if there are any, nothing is written.',
    supportsDryRun: true,
    examples: stampExamples,
    schema: {
      input: {
        answers: z =>
          z.record(z.custom<JsonValue>()).describe('The answers by field name, such as `${{ parameters }}`'),
        template: z =>
          z
            .string()
            .optional()
            .describe('Folder of the template, relative to the running template.yaml (default: its own)'),
      },
      output: {
        fileCount: z => z.number().int().describe('Number of files written'),
      },
    },
    async handler(ctx) {
      const folder = await templateFolder(ctx.templateInfo?.baseUrl, ctx.input.template ?? '.', deps, () =>
        ctx.createTemporaryDirectory(),
      );
      const template = await withStepErrors(() => loadTemplate(folder));
      const answers = withPortalAnswers(template, ctx.input.answers, deps.answers);
      // Another task can have taken the name since this one started.
      const problems = await validateInCatalog(
        template,
        answers,
        deps.catalog,
        await ctx.getInitiatorCredentials(),
      );
      if (problems.length > 0) throw new InvalidAnswersError(problems);
      const tree = await withStepErrors(async () => {
        const stamped = stampTree(template, answers as Answers);
        await writeTree(stamped, ctx.workspacePath);
        return stamped;
      });
      ctx.logger.info(`Stamped ${tree.size} files from ${template.id} ${template.version}`);
      ctx.output('fileCount', tree.size);
    },
  });
}
