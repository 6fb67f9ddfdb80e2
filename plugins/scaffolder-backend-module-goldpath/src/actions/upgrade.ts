import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_NAMESPACE, type Entity, parseEntityRef } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type ActionContext, createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  serviceRepository,
  type ServiceRepository,
  StepError,
  upgradeRepository,
  type UpgradeServices,
} from '@goldpath/plugin-goldpath-node';
import type { Answers } from '@goldpath/template';
import { readDiff, type Upgrade, writeChanges } from '@goldpath/upgrade';
import { descriptionOf, linesOf, problemOf, summaryOf } from './upgradeTexts.ts';

/** The number of characters of a diff that the task's page shows. */
const SHOWN_DIFF = 100_000;

/** Example steps of a template.yaml. The tests run them. */
export const upgradeExamples = [
  {
    description: 'Show what an upgrade would change.',
    example: `steps:
  - id: upgrade
    name: Compare the service with its template
    action: goldpath:upgrade
    input:
      name: \${{ parameters.name }}
      preview: true
`,
  },
  {
    description: 'Make a branch with the upgrade of a service.',
    example: `steps:
  - id: upgrade
    name: Upgrade the service
    action: goldpath:upgrade
    input:
      name: \${{ parameters.name }}
`,
  },
  {
    description: 'Open a pull request with the upgrade of a service on GitHub.',
    example: `steps:
  - id: upgrade
    name: Upgrade the service
    action: goldpath:upgrade
    input:
      service: \${{ parameters.service }}
  - id: pull-request
    name: Open a pull request
    if: \${{ steps.upgrade.output.repoUrl }}
    action: publish:github:pull-request
    input:
      repoUrl: \${{ steps.upgrade.output.repoUrl }}
      branchName: \${{ steps.upgrade.output.branch }}
      targetBranchName: \${{ steps.upgrade.output.baseBranch }}
      title: \${{ steps.upgrade.output.title }}
      description: \${{ steps.upgrade.output.description }}
      sourcePath: upgrade
      filesToDelete: \${{ steps.upgrade.output.filesToDelete }}
`,
  },
];

/** The folder of the workspace with the files that an upgrade of a repository on GitHub changes. */
const CHANGES_FOLDER = 'upgrade';

type Deps = UpgradeServices & { root: string | undefined };

/**
 * The action `goldpath:upgrade`: merges the present version of its template into a service. In a local repository it makes a branch;
 * of a repository on GitHub it writes the changed files into the workspace, for `publish:github:pull-request`.
 *
 * @param deps - `root` is the absolute path of the folder of all local repositories
 */
export function createUpgradeAction(deps: Deps) {
  return createTemplateAction({
    id: 'goldpath:upgrade',
    description:
      'Merges the present version of its template into a stamped service: on a new branch of its local repository, whose working tree is not changed, or, of a repository on GitHub, into the folder "upgrade" of the workspace for publish:github:pull-request. With preview, and in a dry run, nothing is written, and the output is what would change.',
    supportsDryRun: true,
    examples: upgradeExamples,
    schema: {
      input: {
        name: z =>
          z.string().optional().describe('Name of the repository in goldpath.localRepositories.path'),
        service: z =>
          z.string().optional().describe('Entity ref of the service, such as component:default/orders'),
        answers: z =>
          z
            .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
            .optional()
            .describe(
              'Answers to new questions of the form, and those that are to change, by field; others get the answer of the portal (goldpath.answers), or the default of the form',
            ),
        preview: z => z.boolean().optional().describe('Whether to write nothing (default: false)'),
      },
      output: {
        outcome: z => z.enum(['current', 'merged', 'conflicts']).describe('The result of the merge'),
        version: z => z.string().describe('The version of the template'),
        branch: z => z.string().optional().describe('The branch; not set in a preview'),
        diff: z => z.string().describe('The changes as git shows them; of a long diff the beginning'),
        problems: z => z.array(z.string()).describe('Problems that the service does not have before'),
        summary: z => z.string().describe('The result and the next step, in Markdown'),
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe('The repository on GitHub, when there are changes for a pull request'),
        baseBranch: z => z.string().optional().describe('The branch on GitHub to merge the changes into'),
        filesToDelete: z => z.array(z.string()).optional().describe('Files that the pull request deletes'),
        title: z => z.string().optional().describe('The title of the pull request'),
        description: z => z.string().optional().describe('The text of the pull request, in Markdown'),
      },
    },
    handler: ctx => run(ctx, deps),
  });
}

// not an interface, which is not a JsonObject
type UpgradeInput = {
  name: string | undefined;
  service: string | undefined;
  answers: Answers | undefined;
  preview: boolean | undefined;
};

type UpgradeOutput = {
  outcome: Upgrade['outcome'];
  version: string;
  branch: string | undefined;
  diff: string;
  problems: string[];
  summary: string;
  repoUrl: string | undefined;
  baseBranch: string | undefined;
  filesToDelete: string[] | undefined;
  title: string | undefined;
  description: string | undefined;
};

async function run(ctx: ActionContext<UpgradeInput, UpgradeOutput>, deps: Deps): Promise<void> {
  const credentials = await ctx.getInitiatorCredentials();
  const { repository, entity } = await findRepository(ctx.input, deps, credentials);
  const dryRun = ctx.isDryRun === true || ctx.input.preview === true;
  const { signal } = ctx;
  const makeFolder = () => ctx.createTemporaryDirectory();
  const { answers = {} } = ctx.input;
  const options = { credentials, dryRun, makeFolder, answers, entity, ...(signal && { signal }) };
  const { folder, result } = await upgradeRepository(repository, deps, options);
  const { outcome, template, tree, branch } = result;
  for (const line of linesOf(result)) ctx.logger.info(line);
  ctx.output('outcome', outcome);
  ctx.output('version', template.to);
  ctx.output('branch', branch);
  ctx.output('diff', tree === undefined ? '' : await readDiff(folder, tree, SHOWN_DIFF));
  ctx.output('problems', result.problems.map(problemOf));
  ctx.output('summary', summaryOf(result, repository, folder));
  if (dryRun || repository.kind === 'local' || tree === undefined) return;
  const to = path.join(ctx.workspacePath, CHANGES_FOLDER);
  await mkdir(to, { recursive: true });
  const { deleted } = await writeChanges(folder, tree, to);
  ctx.output('repoUrl', repository.repoUrl);
  ctx.output('baseBranch', repository.branch);
  ctx.output('branch', `goldpath/${template.id}-${template.to}`);
  ctx.output('filesToDelete', deleted);
  ctx.output('title', `Upgrade ${template.id} from ${template.from} to ${template.to}`);
  ctx.output('description', descriptionOf(result));
}

/** The repository that the input names, which the user must see in the catalog when it is named by its entity. */
async function findRepository(
  { name, service }: UpgradeInput,
  { root, catalog, integrations }: Deps,
  credentials: BackstageCredentials,
): Promise<{ repository: ServiceRepository; entity?: Entity }> {
  if (service === undefined) return { repository: { kind: 'local', folder: repositoryOf(root, name ?? '') } };
  const ref = parseEntityRef(service, { defaultKind: 'component', defaultNamespace: DEFAULT_NAMESPACE });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) throw new StepError(`service: ${service} is not in the catalog.`);
  const repository = serviceRepository(entity, integrations);
  if (!repository)
    throw new StepError(
      `service: the catalog-info.yaml of ${service} is neither in a local repository nor on a configured host of GitHub.`,
    );
  if (repository.kind === 'local') repositoryOf(root, path.relative(root ?? '', repository.folder));
  return { repository, entity };
}

function repositoryOf(root: string | undefined, name: string): string {
  if (root === undefined)
    throw new StepError(
      'This portal has no local repositories; set goldpath.localRepositories.enabled to true.',
    );
  if (name === '' || path.basename(name) !== name || name.startsWith('.'))
    throw new StepError(`name: "${name}" is not the name of a repository in ${root}.`);
  return path.join(root, name);
}
