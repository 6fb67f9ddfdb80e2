import { stringifyEntityRef, type UserEntity } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Author, goldpathAuthor } from '../git.ts';
import { createRepository, freeDestination } from '../localRepository.ts';

/** Step definitions as they stand in a template.yaml; the tests run them. */
export const publishLocalExamples = [
  {
    description: 'Publish the workspace as a git repository beside the portal.',
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
 * The action `goldpath:publish:local`.
 *
 * @param root - absolute path of the folder of all local repositories
 */
export function createPublishLocalAction(root: string) {
  return createTemplateAction({
    id: 'goldpath:publish:local',
    description:
      'Publishes the workspace as a git repository with one commit on the branch main, in the folder that goldpath.localRepositories.path names. What lies there already is refused and left as it is. In a dry run only the destination is examined, and there is no commit.',
    supportsDryRun: true,
    examples: publishLocalExamples,
    schema: {
      input: {
        name: z => z.string().describe('Name of the repository and of the component in it'),
      },
      output: {
        repositoryPath: z => z.string().describe('Absolute path of the repository'),
        commit: z => z.string().optional().describe('Full hash of its commit; none in a dry run'),
        entityRef: z => z.string().describe('The component that the catalog will show'),
      },
    },
    async handler(ctx) {
      const { name } = ctx.input;
      if (ctx.isDryRun) {
        ctx.output('repositoryPath', await freeDestination(root, name));
      } else {
        const { repositoryPath, commit } = await ctx.checkpoint({
          key: 'publish.local',
          fn: () =>
            createRepository({
              root,
              name,
              source: ctx.workspacePath,
              author: authorOf(ctx.user?.entity),
              message: `Create ${name}${ctx.templateInfo ? ` from ${ctx.templateInfo.entityRef}` : ''}`,
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
  // git drops these signs from a name, and refuses one of which nothing remains
  const clean = (text?: string) => text?.replaceAll(/[<>\p{Cc}]/gu, '').trim();
  return {
    name: clean(profile?.displayName) || user?.metadata.name || goldpathAuthor.name,
    email: clean(profile?.email) || goldpathAuthor.email,
  };
}
