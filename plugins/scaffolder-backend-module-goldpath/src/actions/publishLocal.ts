import { stringifyEntityRef, type UserEntity } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  type Author,
  createRepository,
  freeDestination,
  goldpathAuthor,
  StepError,
} from '@goldpath/plugin-goldpath-node';

/** Example steps of a template.yaml. The tests run them. */
export const publishLocalExamples = [
  {
    description: 'Publish the workspace as a git repository in a local folder.',
    example: `steps:
  - id: publish
    name: Publish to a local folder
    action: goldpath:publish:local
    input:
      name: \${{ parameters.name }}
`,
  },
];

/**
 * The action `goldpath:publish:local`: publishes the workspace as a git repository in a local folder.
 *
 * @param root - absolute path of the folder of all local repositories; undefined when the portal does not publish locally
 */
export function createPublishLocalAction(root: string | undefined) {
  return createTemplateAction({
    id: 'goldpath:publish:local',
    description:
      'Publishes the workspace as a git repository with one commit on the branch main, in the folder that is set as goldpath.localRepositories.path. An existing file or folder is refused and not changed. A dry run only checks the destination.',
    supportsDryRun: true,
    examples: publishLocalExamples,
    schema: {
      input: {
        name: z => z.string().describe('Name of the repository and of the component in it'),
      },
      output: {
        repositoryPath: z => z.string().describe('Absolute path of the repository'),
        commit: z => z.string().optional().describe('Full hash of its commit; not set in a dry run'),
        entityRef: z => z.string().describe('Entity ref of the component in the catalog'),
      },
    },
    async handler(ctx) {
      const { name } = ctx.input;
      if (root === undefined)
        throw new StepError(
          'This portal does not publish to local folders. Choose another destination, or set goldpath.localRepositories.enabled to true.',
        );
      if (ctx.isDryRun) {
        ctx.output('repositoryPath', await freeDestination(root, name));
      } else {
        const origin = ctx.templateInfo ? ` from ${ctx.templateInfo.entityRef}` : '';
        const { repositoryPath, commit } = await ctx.checkpoint({
          key: 'publish.local',
          fn: () =>
            createRepository({
              root,
              name,
              source: ctx.workspacePath,
              author: authorOf(ctx.user?.entity),
              message: `Create ${name}${origin}`,
              signal: ctx.signal,
            }),
        });
        ctx.logger.info(`Published ${repositoryPath} at ${commit}`);
        ctx.output('repositoryPath', repositoryPath);
        ctx.output('commit', commit);
      }
      ctx.output('entityRef', stringifyEntityRef({ kind: 'component', namespace: 'default', name }));
    },
  });
}

function authorOf(user: UserEntity | undefined): Author {
  const profile = user?.spec.profile;
  // Git removes these characters from a name, and refuses a name that is empty then.
  const clean = (value?: string) => value?.replaceAll(/[<>\p{Cc}]/gu, '').trim();
  return {
    name: clean(profile?.displayName) || user?.metadata.name || goldpathAuthor.name,
    email: clean(profile?.email) || goldpathAuthor.email,
  };
}
