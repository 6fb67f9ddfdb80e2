import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import {
  AnswersError,
  type Answers,
  loadTemplate,
  stampTree,
  validateAnswers,
  writeTree,
} from '@goldpath/plugin-goldpath-node';
import { catalogProblems } from '../catalogProblems.ts';
import { explained } from '../stepError.ts';
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
      const answers = ctx.input.answers as Answers;

      const problems = validateAnswers(template, answers);
      const judgeable = (field: string) => {
        const answer = answers[field];
        const sound = typeof answer === 'string' && !problems.some(problem => problem.field === field);
        return sound ? answer : undefined;
      };
      const asked = { name: judgeable('name'), owner: judgeable('owner') };
      problems.push(...(await catalogProblems(asked, deps.catalog, await ctx.getInitiatorCredentials())));

      const tree = await explained(async () => {
        if (problems.length > 0) throw new AnswersError(problems);
        const stamped = stampTree(template, answers);
        await writeTree(stamped, ctx.workspacePath);
        return stamped;
      });
      ctx.logger.info(`Stamped ${tree.size} files from ${template.id} ${template.version}`);
      ctx.output('fileCount', tree.size);
    },
  });
}
