import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { coreServices, createBackendModule, type DatabaseService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { readTree, type Tree } from '@goldpath/files';
import { type Answers, loadTemplate } from '@goldpath/template';
import { parse } from 'yaml';
import { scaffolderModuleGoldpath } from '../module.ts';
import { scaffolderClient } from './scaffolderClient.ts';

export { type ScaffolderClient, scaffolderClient } from './scaffolderClient.ts';

/** Actions that change nothing outside of the workspace and the local repositories. All others have a stand-in. */
const localActions = /^(goldpath|fetch|fs|debug):|^catalog:fetch$/;

/** The action in the place of those that would change something outside. */
const STAND_IN = 'test:outside';

/** A scaffolder that runs one template in this process. */
export interface InProcessScaffolder {
  /** runs the template without publishing; returns the workspace */
  dryRun(answers: Answers): Promise<Tree>;
  /** runs the template; returns what it published */
  run(answers: Answers): Promise<Tree>;
  stop(): Promise<void>;
}

/**
 * Starts a scaffolder backend with Goldpath's actions, on a free port. Steps that would publish to a server or change a catalog
 * do not: their action is replaced by one that keeps the workspace.
 *
 * @param options - `dir` is the template's folder, `directory` an empty one for tasks and repositories; `answers` are those that
 * are going to be used: the users and groups in them exist in the catalog
 */
export async function startScaffolder({
  dir,
  directory,
  answers,
}: {
  dir: string;
  directory: string;
  answers: readonly Answers[];
}): Promise<InProcessScaffolder> {
  const repositories = path.join(directory, 'repositories');
  const published: Tree[] = [];
  const databases: DatabaseService[] = [];
  const template = await templateEntity(dir);
  const backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      scaffolderModuleGoldpath,
      standInModule(published, databases),
      catalogServiceMock.factory({ entities: [template, ...ownersIn(answers)] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: directory },
          goldpath: { localRepositories: { path: repositories } },
        },
      }),
    ],
  });
  const url = `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
  const client = scaffolderClient(url, mockCredentials.user.header());
  const { skeleton } = await loadTemplate(dir);
  return {
    dryRun: given => client.dryRun(template, given, dir, skeleton),
    run: async given => {
      published.length = 0;
      await client.runTask(template, given);
      const [tree] = published;
      return tree ?? readTree(path.join(repositories, String(given.name)));
    },
    async stop() {
      await backend.stop();
      // Backstage leaves SQLite open, and with it the process
      for (const database of databases) await (await database.getClient()).destroy();
    },
  };
}

/** The template as the catalog has it, with a stand-in for each action that would change something outside. */
async function templateEntity(dir: string): Promise<Entity> {
  const file = path.resolve(dir, 'template.yaml');
  const entity = parse(await readFile(file, 'utf8')) as Entity & {
    spec: { steps: { action: string }[] };
  };
  for (const step of entity.spec.steps) if (!localActions.test(step.action)) step.action = STAND_IN;
  entity.metadata.namespace ??= 'default';
  entity.metadata.annotations = {
    ...entity.metadata.annotations,
    'backstage.io/managed-by-location': `file:${file}`,
  };
  return entity;
}

function standInModule(published: Tree[], databases: DatabaseService[]) {
  const standIn = createTemplateAction({
    id: STAND_IN,
    description: 'Keeps the workspace instead of changing something outside.',
    supportsDryRun: true,
    async handler(ctx) {
      ctx.output('remoteUrl', 'https://git.invalid/owner/repository');
      ctx.output('repoContentsUrl', 'https://git.invalid/owner/repository/blob/main');
      if (!ctx.isDryRun) published.push(await readTree(ctx.workspacePath));
    },
  });
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'stand-in',
    register(env) {
      env.registerInit({
        deps: { scaffolder: scaffolderActionsExtensionPoint, database: coreServices.database },
        init({ scaffolder, database }) {
          databases.push(database);
          scaffolder.addActions(standIn);
          return Promise.resolve();
        },
      });
    },
  });
}

/** The users and groups that answers name. */
function ownersIn(answers: readonly Answers[]): Entity[] {
  const refs = new Set(answers.flatMap(Object.values).map(String));
  return [...refs].flatMap(ref => {
    const [, kind, namespace, name = ''] = /^(group|user):([^/]+)\/(.+)$/i.exec(ref) ?? [];
    if (!kind || !namespace) return [];
    const shown = kind.toLowerCase() === 'group' ? 'Group' : 'User';
    return [{ apiVersion: 'backstage.io/v1alpha1', kind: shown, metadata: { name, namespace } }];
  });
}
