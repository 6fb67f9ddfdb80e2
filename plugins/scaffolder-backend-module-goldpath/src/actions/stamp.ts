import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import { type Answers, loadTemplate, stampTree, writeTree } from '@goldpath/plugin-goldpath-node';
import { judgeAnswers } from '../judgeAnswers.ts';
import { explained, RefusedAnswers } from '../stepError.ts';
import { type RemoteReader, templateFolder } from '../templateFolder.ts';

/** Step definitions as they stand in a template.yaml; the tests run them. */
export const stampExamples = [
  {
    description: 'Stamp the template that runs, from everything that the form asked.',
    example: `steps:
  - id: stamp
    name: Stamp the service
    action: goldpath:stamp
    input:
      answers: \${{ parameters }}
`,
  },
];

/** The action `goldpath:stamp`: judges the answers, then writes the stamped repository into the workspace. */
export function createStampAction(deps: RemoteReader & { catalog: CatalogService }) {
  return createTemplateAction({
    id: 'goldpath:stamp',
    description:
      'Validates the answers against the template and the catalog, and writes the stamped repository into the empty workspace. Every problem is told at once, each with its field; with a problem nothing is written.',
    supportsDryRun: true,
    examples: stampExamples,
    schema: {
      input: {
        answers: z =>
          z
            .record(z.custom<JsonValue>())
            .describe('The answers by field name, as `${{ parameters }}` gives them'),
        template: z =>
          z
            .string()
            .optional()
            .describe('Folder of the template, relative to the running template.yaml (default: its own)'),
      },
      output: {
        fileCount: z => z.number().int().describe('How many files were written'),
      },
    },
    async handler(ctx) {
      const folder = await templateFolder(ctx.templateInfo?.baseUrl, ctx.input.template ?? '.', deps, () =>
        ctx.createTemporaryDirectory(),
      );
      const template = await explained(() => loadTemplate(folder));
      // between the start of the task and this step others may have taken the name
      const problems = await judgeAnswers(
        template,
        ctx.input.answers,
        deps.catalog,
        await ctx.getInitiatorCredentials(),
      );
      if (problems.length > 0) throw new RefusedAnswers(problems);
      const tree = await explained(async () => {
        const stamped = stampTree(template, ctx.input.answers as Answers);
        await writeTree(stamped, ctx.workspacePath);
        return stamped;
      });
      ctx.logger.info(`Stamped ${tree.size} files from ${template.id} ${template.version}`);
      ctx.output('fileCount', tree.size);
    },
  });
}
