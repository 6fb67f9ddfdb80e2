import path from 'node:path';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE, type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeAgain } from '@goldpath/infrastructure-docs';
import {
  locationOf,
  type RemoteReader,
  StepError,
  templateFolder,
  withStepErrors,
} from '@goldpath/plugin-goldpath-node';
import { loadTemplate, type Manifest } from '@goldpath/template';
import { openService, readDiff, releasedFiles, type Upgrade, upgrade } from '@goldpath/upgrade';

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
];

/**
 * The action `goldpath:upgrade`: merges the present version of its template into a service in a local repository, on a branch.
 *
 * @param deps - `root` is the absolute path of the folder of all local repositories
 */
export function createUpgradeAction(
  deps: RemoteReader & { catalog: CatalogService; root: string | undefined },
) {
  return createTemplateAction({
    id: 'goldpath:upgrade',
    description:
      'Merges the present version of its template into a stamped service, on a new branch of its local repository. The working tree is not changed. With preview, and in a dry run, no branch is made, and the output is what would change.',
    supportsDryRun: true,
    examples: upgradeExamples,
    schema: {
      input: {
        name: z => z.string().describe('Name of the repository in goldpath.localRepositories.path'),
        preview: z => z.boolean().optional().describe('Whether to make no branch (default: false)'),
      },
      output: {
        outcome: z => z.enum(['current', 'merged', 'conflicts']).describe('The result of the merge'),
        version: z => z.string().describe('The version of the template'),
        branch: z => z.string().optional().describe('The branch; not set in a preview'),
        diff: z => z.string().describe('The changes as git shows them; of a long diff the beginning'),
        problems: z => z.array(z.string()).describe('Problems that the service does not have before'),
      },
    },
    async handler(ctx) {
      const folder = repositoryOf(deps.root, ctx.input.name);
      const { manifest } = await withStepErrors(() => openService(folder));
      const entity = await templateEntity(manifest, deps.catalog, await ctx.getInitiatorCredentials());
      const { type, target } = locationOf(entity);
      const baseUrl = type === 'file' ? `file://${target}` : target;
      const templateDir = await templateFolder(baseUrl, '.', deps, () => ctx.createTemporaryDirectory());
      const result = await withStepErrors(async () =>
        upgrade(folder, await loadTemplate(templateDir), {
          dryRun: ctx.isDryRun === true || ctx.input.preview === true,
          stampRelease: releasedFiles(path.dirname(templateDir), manifest.answers),
          generate: dir => describeAgain(dir, ctx.signal),
        }),
      );
      for (const line of linesOf(result)) ctx.logger.info(line);
      ctx.output('outcome', result.outcome);
      ctx.output('version', result.template.to);
      ctx.output('branch', result.branch);
      ctx.output('diff', result.tree === undefined ? '' : await readDiff(folder, result.tree, SHOWN_DIFF));
      ctx.output('problems', result.problems.map(problemOf));
    },
  });
}

async function templateEntity(
  { template: { id } }: Manifest,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Entity> {
  const ref = stringifyEntityRef({ kind: 'Template', namespace: DEFAULT_NAMESPACE, name: id });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (entity) return entity;
  throw new StepError(`${ref}, from which the service was stamped, is not in the catalog.`);
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

const problemOf = ({ rule, location, message }: Upgrade['problems'][number]) =>
  `${location.file}:${location.line} ${rule}: ${message}`;

function linesOf({ template, outcome, changes, resolutions, migrations, problems }: Upgrade): string[] {
  const { id, from, to } = template;
  if (outcome === 'current') return [`The service is current with ${id} ${to}`];
  return [
    `${id} ${from} -> ${to}: ${outcome}`,
    ...migrations.map(({ version, notes }) => `Migration to ${version}: ${notes.trim()}`),
    ...changes.map(({ status, file }) => `${status} ${file}`),
    ...resolutions.map(({ outcome: did, file, reason }) => `${did}: ${file} (${reason})`),
    ...problems.map(problemOf),
  ];
}
