import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { actionsOfModule } from './lint/actionsOfModule.ts';
import { exitOn } from './setup/steps.ts';

const run = promisify(execFile);

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
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-modules-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
    const versions = Object.entries(modules).map(([name, version]) => `${name}@${version}`);
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...versions], {
      cwd: folder,
    });
    const load = createRequire(path.join(folder, 'package.json'));
    const published = [];
    for (const [name, version] of Object.entries(modules))
      published.push({ name, version, actions: await actionsOfModule(load(name)) });
    const style = await resolveConfig(file);
    await writeFile(file, await format(JSON.stringify(published), { ...style, parser: 'json' }));
    process.stdout.write(`${file}: ${published.flatMap(({ actions }) => actions).length} actions\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

publishedActions().catch(exitOn);
