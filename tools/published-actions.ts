import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { actionsOfModule } from './lint/actionsOfModule.ts';
import { exitOn } from './setup/steps.ts';
import { withPackages } from './setup/withPackages.ts';

/** The modules of Backstage 1.55 whose actions the lint knows although this portal does not have them. */
const modules: Readonly<Record<string, string>> = {
  '@backstage/plugin-scaffolder-backend-module-azure': '0.2.26',
  '@backstage/plugin-scaffolder-backend-module-bitbucket-server': '0.2.26',
  '@backstage/plugin-scaffolder-backend-module-gerrit': '0.2.25',
  '@backstage/plugin-scaffolder-backend-module-gitea': '0.2.25',
  '@backstage/plugin-scaffolder-backend-module-gitlab': '0.12.0',
  '@backstage/plugin-scaffolder-backend-module-notifications': '0.1.26',
};

const file = path.join(import.meta.dirname, '..', 'packages/template-lint/src/actions/published.json');

/**
 * `node tools/run.mjs published-actions`: installs the modules in a temporary folder, and writes the schemas of their actions
 * into the lint.
 */
async function publishedActions(): Promise<void> {
  await withPackages(modules, async folder => {
    const load = createRequire(path.join(folder, 'package.json'));
    const published = [];
    for (const [name, version] of Object.entries(modules))
      published.push({ name, version, actions: await actionsOfModule(load(name)) });
    const style = await resolveConfig(file);
    await writeFile(file, await format(JSON.stringify(published), { ...style, parser: 'json' }));
    process.stdout.write(`${file}: ${published.flatMap(({ actions }) => actions).length} actions\n`);
  });
}

publishedActions().catch(exitOn);
